#include <CLI/CLI.hpp>
#include <exception>
#include <functional>
#include <iostream>

#include "adapters/access/account.h"
#include "adapters/daemon/log.h"
#include "adapters/sources/protocols.h"
#include "replay/alerts.h"
#include "replay/audit.h"
#include "replay/check_setup.h"
#include "replay/decode.h"
#include "replay/explain_red_times.h"
#include "replay/explain_tables.h"
#include "replay/history_build.h"
#include "replay/history_figures.h"
#include "replay/history_prune.h"
#include "replay/history_show.h"
#include "replay/import_roads.h"
#include "replay/load_tables.h"
#include "replay/make_account.h"
#include "replay/nearest.h"
#include "replay/presence.h"
#include "replay/replay.h"
#include "replay/responses.h"
#include "replay/send.h"
#include "replay/send_rejects.h"
#include "replay/simulate.h"
#include "replay/sources.h"
#include "replay/watch.h"
#include "replay/zones_activate.h"
#include "replay/zones_diff.h"
#include "replay/zones_dry_run.h"
#include "replay/zones_import.h"

namespace beatwatch {
namespace {

constexpr int bad_input = 2;

// One function per subcommand: its options, and what runs when it is chosen.
using chosen = std::function<int()>;

void add_access(CLI::App& command, server_access& access) {
  command.add_option("--key-file", access.key_file, "the tool's own CURVE keys");
  command.add_option("--server-key", access.server_key, "the server's public CURVE key");
}

struct check_options {
  check_setup_options setup;
  std::filesystem::path map;
};

int check_files(const check_options& options) {
  const check_setup_options& setup = options.setup;
  return options.map.empty()
             ? check_setup(setup)
             : explain_tables({.map = options.map, .files = setup.files, .json = setup.json},
                              std::cout);
}

void add_account(CLI::App& app, make_account_options& options, chosen& run) {
  CLI::App* command =
      app.add_subcommand("account", "read a password and print an account of the console");
  command->add_option("name", options.name, "what is typed at the login")->required();
  command->add_option("--role", options.role, "what the account may do")
      ->required()
      ->check(CLI::IsMember(
          std::vector<std::string>{access_role_words.begin(), access_role_words.end()}));
  command->add_option("--area", options.area, "path of the level that it is for, \"force/north\"");
  command->add_option("--person", options.person, "who of the roster it is, for the own record");
  command->add_flag("--token", options.token, "for a program: a token instead of a password");
  command->callback([&] { run = [&] { return make_account(options, std::cin, std::cout); }; });
}

struct audit_options {
  audit_verify_options verify;
  audit_show_options show;
};

void add_audit(CLI::App& app, audit_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("audit", "who looked at where units were");
  command->require_subcommand(1);
  CLI::App* verify = command->add_subcommand("verify", "check that no look was altered or lost");
  verify->add_option("--journal", options.verify.journal, "the journal's folder")->required();
  verify->add_option("--known", options.verify.known, "a newest link that was noted earlier");
  verify->add_flag("--json", options.verify.json, "the report as one JSON object");
  verify->callback([&] { run = [&] { return audit_verify(options.verify, std::cout); }; });
  CLI::App* show = command->add_subcommand("show", "print looks");
  show->add_option("--journal", options.show.journal, "the journal's folder")->required();
  show->add_option("--unit", options.show.unit, "looks at this unit, and at every unit");
  show->add_flag("--json", options.show.json, "one JSON object per look");
  show->callback([&] { run = [&] { return audit_show(options.show, std::cout); }; });
}

void add_check(CLI::App& app, check_options& all, chosen& run) {
  check_setup_options& options = all.setup;
  CLI::App* command =
      app.add_subcommand("check", "explain files before they are loaded, and servers");
  command->add_option("files", options.files, "configurations, tables, zones, road files");
  CLI::Option* map = command->add_option(
      "--map", all.map, "explain CSV files line by line, as this column map reads them");
  command->add_option("--zone-name", options.zone_name, "property that names a zone of GeoJSON")
      ->capture_default_str();
  command->add_option("--status", options.status, "query socket of a running server")
      ->excludes(map);
  add_access(*command, options.access);
  command->add_flag("--json", options.json, "one JSON object per file and server");
  command->callback([&] { run = [&] { return check_files(all); }; });
}

void add_decode(CLI::App& app, decode_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("decode", "explain messages, one per line of output");
  command->add_option("protocol", options.protocol, protocol_names())->required();
  command->add_flag("--hex", options.hex, "each line holds octets in hexadecimal");
  command->callback([&] { run = [&] { return decode(options, std::cin, std::cout); }; });
}

struct history_options {
  history_build_options build;
  history_figures_options figures;
  history_prune_options prune;
  history_show_options show;
};

void add_history_build(CLI::App& history, history_build_options& options, chosen& run) {
  CLI::App* command = history.add_subcommand("build", "make a history of a journal, or go on");
  command->add_option("--journal", options.journal, "the journal's folder")->required();
  command->add_option("--out", options.file, "the GeoPackage to write")->required();
  command->add_flag("--best-knowledge",
                    options.best_knowledge,
                    "in the order in which things happened, whatever came late in its place");
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return history_build(options); }; });
}

void add_history_prune(CLI::App& history, history_prune_options& options, chosen& run) {
  CLI::App* command =
      history.add_subcommand("prune", "delete what is old; seals and figures by hour stay");
  command->add_option("--file", options.file, "the history")->required();
  command->add_option("--before", options.before, "what ended by then goes")->required();
  command->add_option("--class", options.classes, "trails, visits, presence, incidents; all");
  command->add_option("--keep", options.keep_days, "CLASS=DAYS: that class so many days longer");
  command->add_option("--hold", options.holds, "CSV of what must stay: zone,from,to,reason");
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return history_prune(options); }; });
}

void add_history_show(CLI::App& history, history_show_options& options, chosen& run) {
  CLI::App* command = history.add_subcommand("show", "what zones got, from a history");
  CLI::Option* zone =
      command->add_option("zone", options.zone, "its hours and visits; without: every zone");
  CLI::Option* level =
      command->add_option("--level", options.level, "hours of a level, by its path: force/north")
          ->excludes(zone);
  CLI::Option* levels =
      command->add_flag("--levels", options.levels, "every level")->excludes(zone)->excludes(level);
  command->add_option("--gate", options.gate, "who passed a gate")
      ->excludes(zone)
      ->excludes(level)
      ->excludes(levels);
  command->add_option("--file", options.file, "the history")->required();
  command->add_option("--from", options.from, "start of the window")->required();
  command->add_option("--to", options.to, "end of the window")->required();
  command->add_flag("--json", options.json, "the answer as one JSON object");
  command->callback([&] { run = [&] { return history_show(options); }; });
}

void add_history_figures(CLI::App& history, history_figures_options& options, chosen& run) {
  CLI::App* command = history.add_subcommand("figures", "every figure of a zone or level");
  CLI::Option* zone = command->add_option("zone", options.zone, "the zone");
  command->add_option("--level", options.level, "a level instead, by its path: force/north")
      ->excludes(zone);
  command->add_option("--file", options.file, "the history")->required();
  CLI::Option* from = command->add_option("--from", options.from, "start of the window");
  CLI::Option* to = command->add_option("--to", options.to, "end of the window");
  CLI::Option* day = command->add_option("--day", options.day, "the policing day of a local date")
                         ->excludes(from)
                         ->excludes(to);
  command->add_option("--shift", options.shift, "of that day, by its name")->needs(day);
  CLI::Option* before_from = command->add_option(
      "--before-from", options.before_from, "start of a window to compare with");
  CLI::Option* before_to =
      command->add_option("--before-to", options.before_to, "end of it")->needs(before_from);
  before_from->needs(before_to);
  CLI::Option* json = command->add_flag("--json", options.json, "the answer as one JSON object");
  command->add_flag("--csv", options.csv, "a table that spreadsheets open")->excludes(json);
  command->callback([&] { run = [&] { return history_figures(options); }; });
}

void add_history(CLI::App& app, history_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("history", "the history that analysts query");
  command->require_subcommand(1);
  add_history_build(*command, options.build, run);
  add_history_figures(*command, options.figures, run);
  add_history_prune(*command, options.prune, run);
  add_history_show(*command, options.show, run);
}

void add_import_roads(CLI::App& app, import_roads_options& options, chosen& run) {
  CLI::App* command =
      app.add_subcommand("import-roads", "make a road file of an OpenStreetMap map");
  command->add_option("map", options.map, ".osm.pbf, .osm or .osm.gz")->required();
  command->add_option("roads", options.roads, "the road file to write")->required();
  command->add_option("--tiles", options.tiles, "an MBTiles file to draw them into, for the page");
  command->add_option("--attribution", options.attribution, "what the map's licence asks to show");
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return import_roads(options); }; });
}

void add_load(CLI::App& app, load_tables_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("load", "make a journal of months of exported files");
  command->add_option("files", options.files, "CSV files that the map names")->required();
  command->add_option("--map", options.map, "the column map")->required();
  command->add_option("--config", options.config, "a server's: parameters, zones, roads")
      ->required();
  command->add_option("--into", options.into, "the journal's folder, which is made")->required();
  command->add_flag("--leave-out-rejected",
                    options.leave_out_rejected,
                    "load what can be loaded; without: everything or nothing");
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return load_tables(options); }; });
}

void add_nearest(CLI::App& app, nearest_options& options, chosen& run) {
  CLI::App* command =
      app.add_subcommand("nearest", "ask who can be there first, and why not others");
  command->add_option("--server", options.server, "query socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_option("--incident", options.incident, "an open incident");
  command->add_option("--unit", options.unit, "a unit that needs back-up");
  command->add_option("--at", options.at, "latitude,longitude");
  command->add_option("--count", options.count, "how many units");
  command->add_option("--skill", options.skills, "that each one needs");
  command->add_option("--vehicle", options.vehicle, "class of vehicle");
  command->add_flag("--json", options.json, "the answer as one JSON object");
  command->callback([&] { run = [&] { return nearest(options); }; });
}

void add_presence(CLI::App& app, presence_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("presence", "show what zones got, today or in a window");
  CLI::Option* zone = command->add_option("zone", options.zone, "without: every zone, today");
  command->add_option("--level", options.level, "a level instead, by its path: force/north")
      ->excludes(zone);
  CLI::Option* gate = command->add_option("--gate", options.gate, "who passed a gate");
  gate->excludes(zone)->excludes("--level");
  command->add_flag("--figures", options.figures, "every figure of one place")->excludes(gate);
  command->add_option("--server", options.server, "query socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_option("--from", options.from, "start of the window");
  command->add_option("--to", options.to, "end of the window");
  CLI::Option* json = command->add_flag("--json", options.json, "one JSON object per answer");
  CLI::Option* csv = command->add_flag("--csv", options.csv, "a table that spreadsheets open");
  command->add_flag("--sentence", options.sentence, "what can be read out to residents")
      ->excludes(gate)
      ->excludes(json)
      ->excludes(csv);
  csv->excludes(json);
  command->callback([&] { run = [&] { return presence(options); }; });
}

void add_redtimes(CLI::App& app, explain_red_times_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("redtimes", "look into the red times of zones");
  command->require_subcommand(1);
  CLI::App* explain =
      command->add_subcommand("explain", "show the next windows of a rule, or where it is wrong");
  explain->add_option("rule", options.rule, "such as \"Fr-Sa 21:00-03:00; PH off\"")->required();
  explain->add_option("--timezone", options.time_zone, "such as Europe/London")->required();
  explain->add_option("--from", options.from, "RFC 3339; without: now");
  explain->add_option("--count", options.count, "how many windows")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  explain->add_option("--holidays", options.holidays, "CSV file of public holidays");
  explain->add_flag("--json", options.json, "the windows as one JSON object");
  explain->callback([&] { run = [&] { return explain_red_times(options, std::cout); }; });
}

void add_replay(CLI::App& app, replay_options& options, chosen& run) {
  CLI::App* command =
      app.add_subcommand("replay", "play a journal again and compare what comes out");
  command->add_option("journal", options.journal, "the journal's folder")->required();
  command->add_flag("--best-knowledge",
                    options.best_knowledge,
                    "in the order in which things happened, whatever came late in its place");
  command->add_option("--zones", options.zones, "a .zones file: as if it had always been in force");
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return replay(options); }; });
}

void add_responses(CLI::App& app, responses_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand(
      "responses", "how calls were answered: by button, by position, and who was nearest");
  command->add_option("journal", options.journal, "the journal's folder")->required();
  command->add_flag("--best-knowledge",
                    options.best_knowledge,
                    "in the order in which things happened, whatever came late in its place");
  command->add_option("--radius", options.radius_m, "metres from a call's place that are there")
      ->check(CLI::Range(1.0, 10'000.0))
      ->capture_default_str();
  CLI::Option* json = command->add_flag("--json", options.json, "one JSON object per call");
  command->add_flag("--csv", options.csv, "a table that spreadsheets open")->excludes(json);
  command->callback([&] { run = [&] { return responses(options, std::cout); }; });
}

struct sending_options {
  send_options files;
  send_rejects_options rejects;
};

// Both begin with a server; what was rejected is of no shift and goes at once.
int send_either(const sending_options& options) {
  if (options.rejects.file.empty()) {
    return send(options.files);
  }
  send_rejects_options rejects = options.rejects;
  rejects.to = options.files.to;
  rejects.access = options.files.access;
  rejects.json = options.files.json;
  return send_rejects(rejects);
}

void add_send(CLI::App& app, sending_options& sending, chosen& run) {
  send_options& options = sending.files;
  CLI::App* command =
      app.add_subcommand("send", "send files to a server, each event until it is acknowledged");
  CLI::Option* rejects = command->add_option(
      "--rejects", sending.rejects.file, "a file of rejected records, mended, instead");
  rejects->needs(command->add_option("--config", sending.rejects.config, "the server's, for them"));
  command->add_option(
      "folder", options.folder, "of a shift: pings.csv, book_ons.csv, status.csv, incidents.csv");
  command->add_option("--pings", options.files.pings, "a single file of pings");
  command->add_option("--status", options.files.status, "a single file of unit status");
  command->add_option("--incidents", options.files.incidents, "a single file of incidents");
  command->add_option("--gpx", options.files.gpx, "a GPX track, its device named as the file");
  command->add_option("--gtfs-rt", options.files.gtfs_rt, "a GTFS-realtime feed of vehicles");
  command->add_option("--cab", options.files.cabs, "a taxi trace: ts,unit,lat,lon,busy");
  command->add_option("--source", options.files.ping_source, "of pings whose file names none")
      ->capture_default_str();
  command->add_option("--to", options.to, "ingest socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_option("--speed", options.speed, "times faster than life; 0: as fast as it is taken")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_flag("--driven", options.driven, "move the server's driven clock along");
  command->add_option("--step", options.step_s, "seconds between two moves of that clock")
      ->check(CLI::Range(0.001, 300.0))
      ->capture_default_str();
  command->add_option("--until", options.until, "where that clock ends");
  command->add_option(
      "--trackers", options.trackers, "where their pings go, such as nmea_udp://address:port");
  command->add_option("--radios", options.radios, "likewise, such as lip_tcp://address:port");
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return send_either(sending); }; });
}

void add_sources(CLI::App& app, sources_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("sources", "how sources and their devices do");
  command->add_option("source", options.source, "without: every one");
  CLI::Option* server =
      command->add_option("--server", options.server, "query socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_option("--journal", options.journal, "a journal's folder instead, played to its end")
      ->excludes(server);
  command->add_flag("--devices", options.devices, "each device too");
  command->add_flag("--json", options.json, "the answer as one JSON object");
  command->callback([&] { run = [&] { return sources(options); }; });
}

void add_alerts(CLI::App& app, alerts_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("alerts", "alarms as they stand, and how many there were");
  command->add_option("--server", options.server, "query socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_option("--sector", options.sector, "of one level, by its path: force/north");
  command->add_option("--hours", options.hours, "of the log")
      ->capture_default_str()
      ->check(CLI::Range(1, 48));
  command->add_flag("--operators", options.operators, "who did what, and how often");
  command->add_flag("--json", options.json, "the answer as one JSON object");
  CLI::Option* acknowledge =
      command->add_option("--acknowledge", options.acknowledge, "the alarm of this number");
  CLI::Option* shelve =
      command->add_option("--shelve", options.shelve, "likewise")->excludes(acknowledge);
  command->add_option("--reason", options.reason, "why it is shelved")->needs(shelve);
  command->add_option("--minutes", options.minutes, "for how long")
      ->capture_default_str()
      ->check(CLI::Range(1, 720))
      ->needs(shelve);
  command->add_option("--unshelve", options.unshelve, "likewise")
      ->excludes(acknowledge)
      ->excludes(shelve);
  command->callback([&] { run = [&] { return alerts(options); }; });
}

void add_watch(CLI::App& app, watch_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("watch", "show what a server publishes");
  command->add_option("prefix", options.prefixes, "topics that begin so")->capture_default_str();
  command->add_option("--feed", options.feed, "feed socket")->capture_default_str();
  command->add_option("--query", options.query, "query socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_option("--board-every", options.board_every_min, "minutes between two boards")
      ->check(CLI::Range(1, 1'440))
      ->capture_default_str();
  command->add_option("--rows", options.rows, "zones on a board")->capture_default_str();
  command->add_option("--until", options.until, "end when the server's clock is there");
  command->add_flag("--json", options.json, "every message as one JSON object per line");
  command->callback([&] { run = [&] { return watch(options); }; });
}

void add_simulate(CLI::App& app, simulate_options& options, chosen& run) {
  CLI::App* command =
      app.add_subcommand("simulate", "write a shift that never happened, its truth known");
  shift_options& shift = options.shift;
  command->add_option("folder", options.folder, "where the files go")->required();
  command->add_option("--roads", options.roads, "road file or map; without, a town is drawn");
  command->add_option("--zones", options.zones, "GeoJSON; without, zones are drawn");
  command->add_option("--zone-name", options.zone_name, "property that names a given zone");
  command->add_option("--zone-levels", options.zone_levels, "properties, widest level first")
      ->delimiter(',');
  const std::vector<std::string> cars{"native",
                                      "nmea_udp",
                                      "nmea_tcp",
                                      "taip_udp",
                                      "taip_tcp",
                                      "teltonika_udp",
                                      "teltonika_tcp",
                                      "cot_udp",
                                      "cot_tcp",
                                      "owntracks_http"};
  command->add_option("--trackers", options.trackers, "kind of source that trackers report to")
      ->check(CLI::IsMember(cars))
      ->capture_default_str();
  command->add_option("--radios", options.radios, "kind of source that radios report to")
      ->check(CLI::IsMember(
          {"native", "lip_udp", "lip_tcp", "pei_tcp", "cot_udp", "cot_tcp", "owntracks_http"}))
      ->capture_default_str();
  command
      ->add_option("--profile",
                   options.profile,
                   "dirty: with all that goes wrong in a force, see docs/files.md")
      ->check(CLI::IsMember({"tidy", "dirty"}))
      ->capture_default_str();
  command->add_flag("--free-ports", options.free_ports, "configure a server on any free ports");
  command->add_option("--seed", shift.seed, "equal seeds give equal bytes")->capture_default_str();
  command->add_option("--from", options.from, "start of the shift")->capture_default_str();
  command->add_option("--time-zone", options.time_zone, "of the force")->capture_default_str();
  command->add_option("--hours", shift.hours, "length of the shift")
      ->check(CLI::Range(1, 24))
      ->capture_default_str();
  command->add_option("--cars", shift.cars)->check(CLI::Range(1, 99))->capture_default_str();
  command->add_option("--foot", shift.foot_officers, "crews on foot")
      ->check(CLI::Range(0, 99))
      ->capture_default_str();
  command->add_option("--pcsos", shift.pcsos)->check(CLI::Range(0, 99))->capture_default_str();
  command->add_option("--calls-per-hour", shift.calls.per_hour, "mean over a day")
      ->check(CLI::Range(0.0, 1'000.0))
      ->capture_default_str();
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return simulate(options); }; });
}

struct zones_options {
  zones_activate_options activate;
  zones_diff_options diff;
  zones_dry_run_options dry_run;
  zones_import_options import;
};

constexpr const char* a_zone_set = "a hash in the store, a .zones file, GeoJSON or a GeoPackage";

void add_zones_import(CLI::App& zones, zones_import_options& options, chosen& run) {
  CLI::App* command =
      zones.add_subcommand("import", "make a prepared set, and report what is in it");
  command->add_option("file", options.source, "GeoJSON or GeoPackage; without: the configured one");
  command->add_option("--config", options.config, "the server's")->required();
  command->add_option("--out", options.out, "a .zones file; without: into the store");
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return zones_import(options); }; });
}

void add_zones_diff(CLI::App& zones, zones_diff_options& options, chosen& run) {
  CLI::App* command = zones.add_subcommand("diff", "show what a set changes");
  command->add_option("set", options.after, a_zone_set)->required();
  command->add_option("before", options.before, "another set; without: what the server has");
  command->add_option("--config", options.config, "the server's")->required();
  command->add_option("--server", options.server, "query socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_flag("--json", options.json, "the changes as one JSON object");
  command->callback([&] { run = [&] { return zones_diff(options); }; });
}

void add_zones_dry_run(CLI::App& zones, zones_dry_run_options& options, chosen& run) {
  CLI::App* command =
      zones.add_subcommand("dry-run", "show what zones would have got, beside what they got");
  command->add_option("set", options.set, a_zone_set)->required();
  command->add_option("--config", options.config, "the server's")->required();
  command->add_option("--journal", options.journal, "a folder; without: the configured one");
  command->add_option(
      "--from", options.from, "start of the window; without: 30 days before its end");
  command->add_option("--to", options.to, "end of the window; without: where the journal ends");
  command->add_flag("--json", options.json, "the figures as one JSON object");
  command->callback([&] { run = [&] { return zones_dry_run(options); }; });
}

void add_zones_activate(CLI::App& zones, zones_activate_options& options, chosen& run) {
  CLI::App* command = zones.add_subcommand(
      "activate", "put a set in force on a running server, from an instant on");
  command->add_option("set", options.set, a_zone_set)->required();
  command->add_option("--at", options.at, "from when on; not before now")->required();
  command->add_option("--config", options.config, "the server's")->required();
  command->add_option("--server", options.server, "query socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_option("--patience", options.patience_s, "seconds that the server may prepare it")
      ->check(CLI::Range(1, 3'600))
      ->capture_default_str();
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return zones_activate(options); }; });
}

void add_zones(CLI::App& app, zones_options& options, chosen& run) {
  CLI::App* command =
      app.add_subcommand("zones", "sets of zones: make, compare, try, put in force");
  command->require_subcommand(1);
  add_zones_import(*command, options.import, run);
  add_zones_diff(*command, options.diff, run);
  add_zones_dry_run(*command, options.dry_run, run);
  add_zones_activate(*command, options.activate, run);
}

struct all_options {
  audit_options audit;
  check_options check;
  decode_options decode;
  history_options history;
  import_roads_options import_roads;
  load_tables_options load;
  nearest_options nearest;
  presence_options presence;
  explain_red_times_options redtimes;
  make_account_options account;
  replay_options replay;
  responses_options responses;
  sending_options send;
  simulate_options simulate;
  alerts_options alerts;
  sources_options sources;
  watch_options watch;
  zones_options zones;
};

int run_tool(int argc, char** argv) {
  CLI::App app{"Beatwatch: patrol visibility and deployment. The tool beside the server."};
  app.require_subcommand(1);
  chosen run;
  all_options options;
  add_account(app, options.account, run);
  add_alerts(app, options.alerts, run);
  add_audit(app, options.audit, run);
  add_check(app, options.check, run);
  add_decode(app, options.decode, run);
  add_history(app, options.history, run);
  add_import_roads(app, options.import_roads, run);
  add_load(app, options.load, run);
  add_nearest(app, options.nearest, run);
  add_presence(app, options.presence, run);
  add_redtimes(app, options.redtimes, run);
  add_replay(app, options.replay, run);
  add_responses(app, options.responses, run);
  add_send(app, options.send, run);
  add_simulate(app, options.simulate, run);
  add_sources(app, options.sources, run);
  add_watch(app, options.watch, run);
  add_zones(app, options.zones, run);
  const auto is_first_word = [&](const CLI::App* command) { return command->check_name(argv[1]); };
  if (argc > 1 && argv[1][0] != '-' && app.get_subcommands(is_first_word).empty()) {
    std::cerr << "beatwatch: " << argv[1] << ": no such command; beatwatch --help lists them\n";
    return bad_input;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
      return app.exit(error);
    }
    std::cerr << "beatwatch: " << error.what() << '\n';
    return bad_input;
  }
  return run();
}

}  // namespace
}  // namespace beatwatch

int main(int argc, char** argv) {
  beatwatch::set_up_log(beatwatch::log_format::text);  // not among what a command prints
  try {
    return beatwatch::run_tool(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "beatwatch: " << error.what() << '\n';
    return beatwatch::bad_input;
  }
}
