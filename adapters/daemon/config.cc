#include "adapters/daemon/config.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "adapters/daemon/configured_binds.h"
#include "adapters/sources/zone_clock_load.h"

namespace beatwatch {
namespace {

constexpr duration millisecond{1};
constexpr duration second{std::chrono::seconds{1}};
constexpr duration minute{std::chrono::minutes{1}};
constexpr duration hour{std::chrono::hours{1}};

// The years that an event may lie in.
constexpr int first_clock_year = 2000;
constexpr int last_clock_year = 2100;

std::int32_t degrees_to_e7(double degrees) {
  return static_cast<std::int32_t>(std::lround(degrees * 1e7));
}

clock_config read_clock(toml_section& root, parameters& engine) {
  clock_config clock;
  root.need("clock", "a table [clock] with the time zone");
  auto in = root.section("clock");
  std::size_t kind = 0;
  in->read_choice("kind", kind, {"wall", "driven"});
  clock.kind = static_cast<clock_kind>(kind);
  in->read_instant("start", clock.start);
  in->need("time_zone", "the name of a time zone, such as \"Europe/London\"");
  in->read_text("time_zone", clock.time_zone);
  in->read_time_of_day("policing_day_start", engine.policing_day_start_minute);
  std::filesystem::path holidays;
  in->read_path("public_holidays", holidays);
  in->finish();
  try {
    engine.clock = load_zone_clock(clock.time_zone, first_clock_year, last_clock_year);
  } catch (const std::runtime_error& error) {
    in->fail("time_zone", error.what());
  }
  try {
    if (!holidays.empty()) {
      engine.clock.public_holidays = load_public_holidays(holidays);
    }
  } catch (const std::runtime_error& error) {
    in->fail("public_holidays", error.what());
  }
  if (clock.kind == clock_kind::driven && !clock.start) {
    in->need("start", "the first instant of the driven clock, such as 2026-11-20T14:00:00Z");
  }
  if (clock.kind == clock_kind::wall && clock.start) {
    in->fail("start", "belongs to kind = \"driven\"; a wall clock has no start");
  }
  return clock;
}

// Times of day stand as minutes, of which a shift's are 16 bits wide.
std::uint16_t minute_of_day(toml_section& in, std::string_view key, const char* expected) {
  std::int32_t minutes = 0;
  in.need(key, expected);
  in.read_time_of_day(key, minutes);
  return static_cast<std::uint16_t>(minutes);
}

std::vector<force_shift> read_shifts(toml_section& root) {
  std::vector<force_shift> shifts;
  for (toml_section& in : root.sections("shifts")) {
    force_shift shift;
    in.need("name", "the name of a shift, such as \"late\"");
    in.read_text("name", shift.name);
    in.require_name("name", shift.name);
    shift.start_minute = minute_of_day(in, "from", "its beginning in local time, 14:00:00");
    shift.end_minute = minute_of_day(in, "to", "its end in local time, 00:00:00");
    in.finish();
    const bool again = std::any_of(shifts.begin(), shifts.end(), [&shift](const force_shift& s) {
      return s.name == shift.name;
    });
    if (again) {
      in.fail("name", "expected a name that no other shift has");
    }
    shifts.push_back(std::move(shift));
  }
  return shifts;
}

journal_config read_journal(toml_section& root) {
  journal_config journal;
  root.need("journal", "a table [journal] with a folder");
  auto in = root.section("journal");
  in->need("folder", "the path of the journal's folder");
  in->read_path("folder", journal.folder);
  in->read_duration("commit_ms", journal.commit_interval, millisecond, 0, 1000);
  in->read_duration("checkpoint_min", journal.checkpoint_interval, minute, 0.01, 1440);
  in->read_integer("queue_mib", journal.queue_mib, 1, 4096);
  in->finish();
  return journal;
}

zones_config read_zones(toml_section& root, const journal_config& journal) {
  zones_config zones{.store = journal.folder / "maps"};
  if (auto in = root.section("zones")) {
    in->need("file", "the path of a GeoJSON file or a GeoPackage");
    in->read_path("file", zones.file.path);
    in->read_text("layer", zones.file.layer);
    in->read_text("crs", zones.file.crs);
    in->read_path("grid_folder", zones.file.grid_folder);
    in->read_text("name_property", zones.properties.name);
    in->read_text("kind_property", zones.properties.kind);
    in->read_text("red_windows_property", zones.properties.red_windows);
    in->read_path("store", zones.store);
    in->read_text("radius_property", zones.properties.radius);
    in->read_text("half_width_property", zones.properties.half_width);
    in->read_text_lists("level_properties", zones.properties.levels);
    in->finish();
  }
  return zones;
}

void read_presence(toml_section& root, parameters& engine) {
  root.need("presence", "a table [presence] with the origin of the plane");
  auto in = root.section("presence");
  double lat_deg = 0;
  double lon_deg = 0;
  in->need("origin_lat_deg", "the latitude of the plane's origin, amid the force's area");
  in->need("origin_lon_deg", "the longitude of the plane's origin, amid the force's area");
  in->read_real("origin_lat_deg", lat_deg, -84, 84);
  in->read_real("origin_lon_deg", lon_deg, -180, 180);
  engine.plane.at = {.lat_e7 = degrees_to_e7(lat_deg), .lon_e7 = degrees_to_e7(lon_deg)};
  in->read_real("plane_scale", engine.plane.scale, 0.99, 1.01);
  in->read_real("vehicle_speed_cap_mps", engine.vehicle_speed_cap_mps, 1, 150);
  in->read_real("foot_speed_cap_mps", engine.foot_speed_cap_mps, 0.5, 15);
  in->read_real("accuracy_factor", engine.accuracy_factor, 1, 10);
  in->read_real("poor_fix_error_m", engine.poor_fix_error.value, 1, 10'000);
  in->read_texts("station_kinds", engine.station_kinds);
  in->read_real("hysteresis_m", engine.hysteresis.value, 0, 1000);
  in->read_duration("horizon_min", engine.horizon, minute, 1, 1440);
  in->read_duration("future_limit_s", engine.future_limit, second, 0, 3600);
  in->read_duration("publish_interval_s", engine.publish_interval, second, 0.1, 60);
  in->read_duration("retained_h", engine.presence_retained, hour, 24, 24.0 * 366);
  in->read_duration("stale_after_s", engine.stale_after, second, 1, 86'400);
  in->finish();
}

void read_nearest(toml_section& root, parameters& engine) {
  if (auto in = root.section("nearest")) {
    in->read_integer("count", engine.nearest_count, 1, 100);
    in->read_duration("fix_age_max_s", engine.nearest_fix_age_max, second, 1, 86'400);
    in->read_duration("status_age_max_min", engine.nearest_status_age_max, minute, 1, 10'080);
    in->read_duration("equal_within_s", engine.nearest_equal_within, second, 0, 3600);
    in->finish();
  }
}

reject_settings read_rejects(toml_section& root) {
  reject_settings rejects;
  if (auto in = root.section("rejects")) {
    in->need("folder", "the path of a folder for records that could not be used");
    in->read_path("folder", rejects.folder);
    in->read_integer("mib_per_day", rejects.mib_per_day, 1, 4096);
    in->read_integer("days", rejects.days, 1, 366);
    in->finish();
  }
  return rejects;
}

}  // namespace

std::filesystem::path restricted_memory_of(const config& all) {
  const auto& keep = all.restricted.keep;
  return (keep ? keep->folder : all.journal.folder) / "restricted";
}

config config_of_kept_room(const config& all) {
  const kept_room_config& keep = *all.restricted.keep;
  config kept = all;
  kept.server = keep.server;
  kept.journal.folder = keep.folder;
  kept.web = keep.web;
  return kept;
}

config read_config(const std::filesystem::path& file) {
  const toml::table table = parse_toml(file);
  toml_section root(table, "", file);
  config read;
  read.server = read_server(root);
  read.clock = read_clock(root, read.engine);
  read.engine.shifts = read_shifts(root);
  read.journal = read_journal(root);
  read.sources = read_sources(root, read.engine);
  read.zones = read_zones(root, read.journal);
  read.grades = read_grades(root);
  if (auto roads = root.section("roads")) {
    roads->need("file", "the path of a road file made by `beatwatch import-roads`");
    roads->read_path("file", read.roads.file);
    roads->finish();
  }
  read_presence(root, read.engine);
  read_nearest(root, read.engine);
  if (auto feed = root.section("feed")) {
    feed->read_integer("queued_messages", read.feed.queued_messages, 1, 10'000'000);
    feed->finish();
  }
  read.web = read_web(root, read.journal.folder);
  read.rejects = read_rejects(root);
  read.restricted = read_restricted(root, read.journal.folder);
  root.finish();
  check_binds(root, read);
  return read;
}

}  // namespace beatwatch
