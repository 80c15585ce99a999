#pragma once

namespace beatwatch {

/// What a history file holds beside the three tables that make it a GeoPackage; docs/history.md
/// says what each column means. Three rules run through all tables:
/// - an instant stands twice: `..._ms`, milliseconds since 1970 UTC, and `..._time`, RFC 3339,
///   which QGIS takes for a time;
/// - `told_ms` is the engine's time when the row was said;
/// - `fid` of a row of a zone and an hour or day is the zone's number in `zone_names`, times 2^24,
///   plus the hours from 1970 to its start: rows of one zone lie together, in order of time;
///   likewise of a level and its number in `level_names`.
/// `newest_visits_by_zone` holds all that a figure needs of a visit: rows of one zone lie far
/// apart.
inline constexpr const char* history_tables_sql = R"(
CREATE TABLE history_facts(
  fid INTEGER PRIMARY KEY, fact TEXT NOT NULL UNIQUE, value TEXT NOT NULL);
CREATE TABLE zone_names(
  fid INTEGER PRIMARY KEY, zone TEXT NOT NULL UNIQUE);
CREATE TABLE zones(
  fid INTEGER PRIMARY KEY, zone TEXT NOT NULL, kind TEXT NOT NULL, levels TEXT NOT NULL,
  hash TEXT NOT NULL, set_hash TEXT NOT NULL,
  start_ms INTEGER NOT NULL, end_ms INTEGER, told_ms INTEGER NOT NULL,
  start_time DATETIME NOT NULL, end_time DATETIME, geom MULTIPOLYGON NOT NULL,
  UNIQUE(zone, start_ms, set_hash));
CREATE TABLE visit_revisions(
  fid INTEGER PRIMARY KEY, visit TEXT NOT NULL, revision INTEGER NOT NULL, newest INTEGER NOT NULL,
  state TEXT NOT NULL, zone TEXT NOT NULL, zone_fid INTEGER NOT NULL REFERENCES zones(fid),
  unit TEXT NOT NULL, start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL,
  at_least_ms INTEGER NOT NULL, about_ms INTEGER NOT NULL, at_most_ms INTEGER NOT NULL,
  unknown_ms INTEGER NOT NULL, pings INTEGER NOT NULL,
  class TEXT NOT NULL, evidence TEXT NOT NULL, cause TEXT NOT NULL, visibility TEXT NOT NULL,
  unit_kind TEXT NOT NULL, officers INTEGER NOT NULL, incident_grade INTEGER NOT NULL,
  off_station_at_least_ms INTEGER NOT NULL, off_station_about_ms INTEGER NOT NULL,
  off_station_at_most_ms INTEGER NOT NULL, off_station_unknown_ms INTEGER NOT NULL,
  dwell_at_least_ms INTEGER NOT NULL, dwell_about_ms INTEGER NOT NULL,
  credit_ms INTEGER NOT NULL, credit_flagged_ms INTEGER NOT NULL, on_foot_ms INTEGER NOT NULL,
  stopped_ms INTEGER NOT NULL, driving_ms INTEGER NOT NULL, unallocated_ms INTEGER NOT NULL,
  committed_ms INTEGER NOT NULL, at_station_ms INTEGER NOT NULL,
  told_ms INTEGER NOT NULL,
  start_time DATETIME NOT NULL, end_time DATETIME NOT NULL,
  UNIQUE(visit, revision));
CREATE INDEX newest_visits_by_zone ON visit_revisions(
  zone, start_ms, end_ms, unit, at_least_ms, about_ms, at_most_ms, unknown_ms, pings, class,
  officers, credit_ms, unallocated_ms, committed_ms, at_station_ms, unit_kind, state, newest)
  WHERE newest = 1 AND state <> 'withdrawn';
CREATE TABLE hours(
  fid INTEGER PRIMARY KEY, start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL,
  settled INTEGER NOT NULL, told_ms INTEGER NOT NULL,
  start_time DATETIME NOT NULL, end_time DATETIME NOT NULL);
CREATE TABLE presence_by_hour(
  fid INTEGER PRIMARY KEY, zone TEXT NOT NULL, zone_fid INTEGER NOT NULL REFERENCES zones(fid),
  start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL, settled INTEGER NOT NULL,
  at_least_ms INTEGER NOT NULL, about_ms INTEGER NOT NULL, at_most_ms INTEGER NOT NULL,
  unknown_ms INTEGER NOT NULL, red_at_least_ms INTEGER NOT NULL, red_about_ms INTEGER NOT NULL,
  red_at_most_ms INTEGER NOT NULL, red_unknown_ms INTEGER NOT NULL,
  officers_at_least_ms INTEGER NOT NULL, officers_about_ms INTEGER NOT NULL,
  officers_at_most_ms INTEGER NOT NULL, officers_unknown_ms INTEGER NOT NULL,
  declared_ms INTEGER NOT NULL,
  told_ms INTEGER NOT NULL,
  start_time DATETIME NOT NULL, end_time DATETIME NOT NULL);
CREATE TABLE presence_by_day(
  fid INTEGER PRIMARY KEY, zone TEXT NOT NULL, zone_fid INTEGER NOT NULL REFERENCES zones(fid),
  start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL, settled INTEGER NOT NULL,
  at_least_ms INTEGER NOT NULL, about_ms INTEGER NOT NULL, at_most_ms INTEGER NOT NULL,
  unknown_ms INTEGER NOT NULL, red_at_least_ms INTEGER NOT NULL, red_about_ms INTEGER NOT NULL,
  red_at_most_ms INTEGER NOT NULL, red_unknown_ms INTEGER NOT NULL,
  officers_at_least_ms INTEGER NOT NULL, officers_about_ms INTEGER NOT NULL,
  officers_at_most_ms INTEGER NOT NULL, officers_unknown_ms INTEGER NOT NULL,
  declared_ms INTEGER NOT NULL,
  visits_at_least INTEGER NOT NULL, visits_about INTEGER NOT NULL, visits_at_most INTEGER NOT NULL,
  told_ms INTEGER NOT NULL, start_time DATETIME NOT NULL, end_time DATETIME NOT NULL);
CREATE TABLE level_names(
  fid INTEGER PRIMARY KEY, level TEXT NOT NULL UNIQUE);
CREATE TABLE level_presence_by_hour(
  fid INTEGER PRIMARY KEY, level TEXT NOT NULL,
  start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL, settled INTEGER NOT NULL,
  at_least_ms INTEGER NOT NULL, about_ms INTEGER NOT NULL, at_most_ms INTEGER NOT NULL,
  unknown_ms INTEGER NOT NULL, red_at_least_ms INTEGER NOT NULL, red_about_ms INTEGER NOT NULL,
  red_at_most_ms INTEGER NOT NULL, red_unknown_ms INTEGER NOT NULL,
  officers_at_least_ms INTEGER NOT NULL, officers_about_ms INTEGER NOT NULL,
  officers_at_most_ms INTEGER NOT NULL, officers_unknown_ms INTEGER NOT NULL,
  told_ms INTEGER NOT NULL,
  start_time DATETIME NOT NULL, end_time DATETIME NOT NULL);
CREATE TABLE level_presence_by_day(
  fid INTEGER PRIMARY KEY, level TEXT NOT NULL,
  start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL, settled INTEGER NOT NULL,
  at_least_ms INTEGER NOT NULL, about_ms INTEGER NOT NULL, at_most_ms INTEGER NOT NULL,
  unknown_ms INTEGER NOT NULL, red_at_least_ms INTEGER NOT NULL, red_about_ms INTEGER NOT NULL,
  red_at_most_ms INTEGER NOT NULL, red_unknown_ms INTEGER NOT NULL,
  officers_at_least_ms INTEGER NOT NULL, officers_about_ms INTEGER NOT NULL,
  officers_at_most_ms INTEGER NOT NULL, officers_unknown_ms INTEGER NOT NULL,
  visits_at_least INTEGER NOT NULL, visits_about INTEGER NOT NULL, visits_at_most INTEGER NOT NULL,
  told_ms INTEGER NOT NULL, start_time DATETIME NOT NULL, end_time DATETIME NOT NULL);
CREATE TABLE red_times(
  fid INTEGER PRIMARY KEY, zone TEXT NOT NULL, start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL,
  told_ms INTEGER NOT NULL, start_time DATETIME NOT NULL, end_time DATETIME NOT NULL,
  UNIQUE(zone, start_ms));
CREATE TABLE plans(
  fid INTEGER PRIMARY KEY, zone TEXT NOT NULL, rule TEXT NOT NULL, visits INTEGER NOT NULL,
  dose_min INTEGER, max_gap_min INTEGER, owner TEXT NOT NULL, state TEXT NOT NULL,
  start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL, agreed_ms INTEGER, review_ms INTEGER,
  told_ms INTEGER NOT NULL, start_time DATETIME NOT NULL, end_time DATETIME NOT NULL,
  agreed_time DATETIME, review_time DATETIME,
  UNIQUE(zone, rule, start_ms));
CREATE TABLE trails(
  fid INTEGER PRIMARY KEY, unit TEXT NOT NULL, event_ms INTEGER NOT NULL, speed_cmps INTEGER,
  heading_cdeg INTEGER, error_cm INTEGER NOT NULL, poor INTEGER NOT NULL, told_ms INTEGER NOT NULL,
  event_time DATETIME NOT NULL, geom POINT NOT NULL,
  UNIQUE(unit, event_ms));
CREATE TABLE gates(
  fid INTEGER PRIMARY KEY, gate TEXT NOT NULL, levels TEXT NOT NULL, set_hash TEXT NOT NULL,
  start_ms INTEGER NOT NULL, end_ms INTEGER, told_ms INTEGER NOT NULL,
  start_time DATETIME NOT NULL, end_time DATETIME, geom LINESTRING NOT NULL,
  UNIQUE(gate, start_ms, set_hash));
CREATE TABLE gate_pass_revisions(
  fid INTEGER PRIMARY KEY, pass TEXT NOT NULL, revision INTEGER NOT NULL, newest INTEGER NOT NULL,
  state TEXT NOT NULL, gate TEXT NOT NULL, gate_fid INTEGER NOT NULL REFERENCES gates(fid),
  unit TEXT NOT NULL, direction TEXT NOT NULL, certainty TEXT NOT NULL,
  about_ms INTEGER NOT NULL, start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL,
  told_ms INTEGER NOT NULL,
  about_time DATETIME NOT NULL, start_time DATETIME NOT NULL, end_time DATETIME NOT NULL,
  UNIQUE(pass, revision));
CREATE TABLE incident_revisions(
  fid INTEGER PRIMARY KEY, incident TEXT NOT NULL, version INTEGER NOT NULL,
  newest INTEGER NOT NULL, grade INTEGER NOT NULL, type TEXT NOT NULL, assigned TEXT NOT NULL,
  start_ms INTEGER NOT NULL, end_ms INTEGER, told_ms INTEGER NOT NULL,
  start_time DATETIME NOT NULL, end_time DATETIME, geom POINT,
  UNIQUE(incident, version));
CREATE TABLE source_health(
  fid INTEGER PRIMARY KEY, source TEXT NOT NULL, start_ms INTEGER NOT NULL,
  end_ms INTEGER NOT NULL, pings INTEGER NOT NULL, delay_mean_ms INTEGER NOT NULL,
  delay_max_ms INTEGER NOT NULL, devices INTEGER NOT NULL, online_ms INTEGER NOT NULL,
  start_time DATETIME NOT NULL, end_time DATETIME NOT NULL,
  UNIQUE(source, start_ms));
CREATE TABLE source_totals(
  fid INTEGER PRIMARY KEY, source TEXT NOT NULL, reason TEXT NOT NULL, start_ms INTEGER NOT NULL,
  end_ms INTEGER NOT NULL, total INTEGER NOT NULL,
  start_time DATETIME NOT NULL, end_time DATETIME NOT NULL,
  UNIQUE(source, reason, start_ms));
CREATE TABLE health_changes(
  fid INTEGER PRIMARY KEY, source TEXT NOT NULL, device TEXT NOT NULL, health TEXT NOT NULL,
  last_heard_ms INTEGER NOT NULL, last_fix_ms INTEGER, told_ms INTEGER NOT NULL,
  last_heard_time DATETIME NOT NULL, last_fix_time DATETIME, told_time DATETIME NOT NULL,
  UNIQUE(source, device, told_ms));
CREATE TABLE prunings(
  fid INTEGER PRIMARY KEY, class TEXT NOT NULL, before_ms INTEGER NOT NULL,
  removed INTEGER NOT NULL, held INTEGER NOT NULL, removed_digest TEXT NOT NULL,
  before_time DATETIME NOT NULL, made_time DATETIME NOT NULL);
CREATE TABLE pruning_holds(
  fid INTEGER PRIMARY KEY, pruning INTEGER NOT NULL REFERENCES prunings(fid),
  zone TEXT NOT NULL, start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL, reason TEXT NOT NULL);
CREATE TABLE kept_visits(
  fid INTEGER PRIMARY KEY, pruning INTEGER NOT NULL REFERENCES prunings(fid),
  zone TEXT NOT NULL, start_ms INTEGER NOT NULL, visits INTEGER NOT NULL,
  at_least_ms INTEGER NOT NULL, about_ms INTEGER NOT NULL, at_most_ms INTEGER NOT NULL,
  unknown_ms INTEGER NOT NULL);
CREATE TABLE kept_presence(
  fid INTEGER PRIMARY KEY, pruning INTEGER NOT NULL REFERENCES prunings(fid),
  zone TEXT NOT NULL, start_ms INTEGER NOT NULL, at_least_ms INTEGER NOT NULL,
  about_ms INTEGER NOT NULL, at_most_ms INTEGER NOT NULL, unknown_ms INTEGER NOT NULL);
CREATE TABLE kept_trails(
  fid INTEGER PRIMARY KEY, pruning INTEGER NOT NULL REFERENCES prunings(fid),
  start_ms INTEGER NOT NULL, fixes INTEGER NOT NULL);
CREATE TABLE kept_gate_passes(
  fid INTEGER PRIMARY KEY, pruning INTEGER NOT NULL REFERENCES prunings(fid),
  gate TEXT NOT NULL, start_ms INTEGER NOT NULL, direction TEXT NOT NULL,
  proved INTEGER NOT NULL, likely INTEGER NOT NULL, possible INTEGER NOT NULL);
CREATE TABLE kept_incidents(
  fid INTEGER PRIMARY KEY, pruning INTEGER NOT NULL REFERENCES prunings(fid),
  start_ms INTEGER NOT NULL, grade INTEGER NOT NULL, incidents INTEGER NOT NULL);

CREATE VIEW visits AS
  SELECT v.fid AS OGC_FID, v.visit, v.revision, v.state, v.zone, v.unit, v.start_time, v.end_time,
    v.start_ms, v.end_ms, v.at_least_ms, v.about_ms, v.at_most_ms, v.unknown_ms, v.pings,
    v.class, v.evidence, v.visibility, v.unit_kind, v.officers, v.incident_grade,
    v.off_station_at_least_ms, v.off_station_about_ms, v.off_station_at_most_ms, v.off_station_unknown_ms,
    v.dwell_at_least_ms, v.dwell_about_ms, v.credit_ms, v.credit_flagged_ms, v.on_foot_ms,
    v.stopped_ms, v.driving_ms, v.unallocated_ms, v.committed_ms, v.at_station_ms, z.geom
  FROM visit_revisions v JOIN zones z ON z.fid = v.zone_fid
  WHERE v.newest = 1 AND v.state <> 'withdrawn';
CREATE VIEW presence AS
  SELECT p.fid AS OGC_FID, p.zone, p.start_time, p.end_time, p.start_ms, p.end_ms, p.settled,
    p.at_least_ms, p.about_ms, p.at_most_ms, p.unknown_ms, p.red_at_least_ms, p.red_about_ms,
    p.red_at_most_ms, p.red_unknown_ms, p.officers_at_least_ms, p.officers_about_ms,
    p.officers_at_most_ms, p.officers_unknown_ms, p.declared_ms, z.geom
  FROM presence_by_hour p JOIN zones z ON z.fid = p.zone_fid;
CREATE VIEW gate_passes AS
  SELECT p.fid AS OGC_FID, p.pass, p.revision, p.state, p.gate, p.unit, p.direction, p.certainty,
    p.about_time, p.start_time, p.end_time, p.about_ms, p.start_ms, p.end_ms, g.geom
  FROM gate_pass_revisions p JOIN gates g ON g.fid = p.gate_fid
  WHERE p.newest = 1 AND p.state <> 'withdrawn';
CREATE VIEW incidents AS
  SELECT fid AS OGC_FID, incident, version, grade, type, assigned, start_time, end_time, start_ms,
    end_ms, geom
  FROM incident_revisions WHERE newest = 1;

CREATE VIEW visit_figures AS
  SELECT zone, start_ms, sum(visits) AS visits, sum(at_least_ms) AS at_least_ms,
    sum(about_ms) AS about_ms, sum(at_most_ms) AS at_most_ms, sum(unknown_ms) AS unknown_ms
  FROM (
    SELECT zone, start_ms - start_ms % 3600000 AS start_ms, 1 AS visits, at_least_ms, about_ms,
      at_most_ms, unknown_ms
    FROM visit_revisions WHERE newest = 1 AND state <> 'withdrawn'
    UNION ALL
    SELECT zone, start_ms, visits, at_least_ms, about_ms, at_most_ms, unknown_ms FROM kept_visits)
  GROUP BY zone, start_ms;
CREATE VIEW presence_figures AS
  SELECT fid, zone, start_ms, at_least_ms, about_ms, at_most_ms, unknown_ms FROM presence_by_hour
  UNION ALL
  SELECT fid, zone, start_ms, at_least_ms, about_ms, at_most_ms, unknown_ms FROM kept_presence;
CREATE VIEW trail_figures AS
  SELECT start_ms, sum(fixes) AS fixes FROM (
    SELECT event_ms - event_ms % 3600000 AS start_ms, 1 AS fixes FROM trails
    UNION ALL SELECT start_ms, fixes FROM kept_trails)
  GROUP BY start_ms;
CREATE VIEW gate_figures AS
  SELECT gate, start_ms, direction, sum(proved) AS proved, sum(likely) AS likely,
    sum(possible) AS possible
  FROM (
    SELECT gate, about_ms - about_ms % 3600000 AS start_ms, direction, certainty = 'proved' AS proved,
      certainty = 'likely' AS likely, certainty = 'possible' AS possible
    FROM gate_pass_revisions WHERE newest = 1 AND state <> 'withdrawn'
    UNION ALL
    SELECT gate, start_ms, direction, proved, likely, possible FROM kept_gate_passes)
  GROUP BY gate, start_ms, direction;
CREATE VIEW incident_figures AS
  SELECT start_ms, grade, sum(incidents) AS incidents FROM (
    SELECT start_ms - start_ms % 3600000 AS start_ms, grade, 1 AS incidents
    FROM incident_revisions WHERE newest = 1
    UNION ALL SELECT start_ms, grade, incidents FROM kept_incidents)
  GROUP BY start_ms, grade;
)";

/// The tables that make a database a GeoPackage, and the systems of reference that every one has.
/// Source: OGC 12-128r18, GeoPackage 1.3.1, clauses 1.1.2, 1.1.3 and 2.1.5, annex C.
inline constexpr const char* geopackage_tables_sql = R"(
CREATE TABLE gpkg_spatial_ref_sys(
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents(
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY(srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns(
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY(table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE(table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY(table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY(srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinates'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinates'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326,
   'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]',
   'longitude and latitude in degrees on WGS 84');
)";

/// What `gpkg_contents` and `gpkg_geometry_columns` say of them.
inline constexpr const char* geopackage_contents_sql = R"(
INSERT INTO gpkg_contents(table_name, data_type, identifier, description, srs_id) VALUES
  ('zones', 'features', 'zones', 'zones with the time for which they were in force', 4326),
  ('visits', 'features', 'visits', 'visits as last revised, on the polygon of their zone', 4326),
  ('presence', 'features', 'presence', 'presence by zone and hour', 4326),
  ('trails', 'features', 'trails', 'fixes of units, by call sign', 4326),
  ('incidents', 'features', 'incidents', 'calls for service as last revised', 4326),
  ('gates', 'features', 'gates', 'gate lines with the time for which they were in force', 4326),
  ('gate_passes', 'features', 'gate_passes', 'who passed a gate, as last revised, on its line', 4326),
  ('visit_revisions', 'attributes', 'visit_revisions', 'every revision of every visit', 0),
  ('presence_by_hour', 'attributes', 'presence_by_hour', 'presence by zone and hour', 0),
  ('presence_by_day', 'attributes', 'presence_by_day', 'presence by zone and policing day', 0),
  ('level_presence_by_hour', 'attributes', 'level_presence_by_hour',
   'presence by level of a hierarchy and hour', 0),
  ('level_presence_by_day', 'attributes', 'level_presence_by_day',
   'presence and visits by level of a hierarchy and policing day', 0),
  ('red_times', 'attributes', 'red_times', 'when which zone was red', 0),
  ('plans', 'attributes', 'plans', 'what zones should get, and local priorities', 0),
  ('hours', 'attributes', 'hours', 'hours that presence_by_hour speaks of', 0),
  ('gate_pass_revisions', 'attributes', 'gate_pass_revisions',
   'every revision of every pass of a gate', 0),
  ('incident_revisions', 'attributes', 'incident_revisions', 'every version of every call', 0),
  ('source_health', 'attributes', 'source_health', 'pings and their delay by source and hour', 0),
  ('source_totals', 'attributes', 'source_totals', 'records not used, by source and reason', 0),
  ('health_changes', 'attributes', 'health_changes',
   'when sources and devices fell silent, lost their fix and came back', 0),
  ('prunings', 'attributes', 'prunings', 'seals of what was deleted', 0),
  ('history_facts', 'attributes', 'history_facts', 'where the rows come from', 0);
INSERT INTO gpkg_geometry_columns VALUES
  ('zones', 'geom', 'MULTIPOLYGON', 4326, 0, 0),
  ('visits', 'geom', 'MULTIPOLYGON', 4326, 0, 0),
  ('presence', 'geom', 'MULTIPOLYGON', 4326, 0, 0),
  ('trails', 'geom', 'POINT', 4326, 0, 0),
  ('gates', 'geom', 'LINESTRING', 4326, 0, 0),
  ('gate_passes', 'geom', 'LINESTRING', 4326, 0, 0),
  ('incidents', 'geom', 'POINT', 4326, 0, 0);
)";

}  // namespace beatwatch
