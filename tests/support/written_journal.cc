#include "tests/support/written_journal.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "adapters/daemon/build_id.h"
#include "adapters/journal/parameters_codec.h"
#include "adapters/journal/sqlite_journal_writer.h"
#include "adapters/maps/map_store.h"
#include "adapters/maps/zone_hash.h"
#include "engine/base/check.h"
#include "tests/support/simulated_town.h"

namespace beatwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr instant start = ms_to_instant(1'780'691'400'000);  // 2026-06-05T20:30:00Z
constexpr instant second_set_at = start + minutes{90};
constexpr instant end = start + hours{12} + minutes{30};
constexpr duration row_length = minutes{5};

simulated_shift late_shift(const simulated_town& town) {
  shift_options options;
  options.seed = 5;
  options.from = start;
  options.hours = 2;
  options.cars = 5;
  options.foot_officers = 4;
  options.pcsos = 2;
  options.calls = {.per_hour = 12.0, .local_second_at_start = 21 * 3'600 + 1'800};
  return make_shift(options, town.area, town.plane);
}

// A line from south to north through the middle of the zones.
gate_line gate_across(const std::vector<zone>& zones) {
  plane_box around = zones.front().shape.bounds();
  for (const zone& one : zones) {
    around.include(one.shape.bounds().low);
    around.include(one.shape.bounds().high);
  }
  const std::int32_t x_mm = around.low.x_mm + (around.high.x_mm - around.low.x_mm) / 2;
  return {.name = "MERIDIAN",
          .levels = {{"force"}},
          .line = {{x_mm, around.low.y_mm}, {x_mm, around.high.y_mm}}};
}

std::shared_ptr<const zone_set> hashed(std::vector<zone> zones, const gate_line& gate) {
  const std::string hash = zone_hash(zones, {gate});
  return std::make_shared<const zone_set>(
      std::move(zones), hash, zone_index_reach, std::vector<gate_line>{gate});
}

event activation(const zone_set& zones, instant at) {
  return {.received_at = at, .source = "server", .body = zones_activated{zones.hash, at}};
}

std::vector<event> all_events(const simulated_shift& shift,
                              const std::vector<std::shared_ptr<const zone_set>>& sets) {
  std::vector<event> all{activation(*sets.front(), start), activation(*sets.back(), second_set_at)};
  for (const event& one : shift.events()) {
    all.push_back(one);
  }
  all.push_back({.received_at = start,
                 .source = "partners",
                 .body = hours_declared{.zone = sets.front()->zones.front().name,
                                        .unit = "WARDENS",
                                        .valid = {start + minutes{40}, start + minutes{70}},
                                        .recorded_at = {}}});
  for (instant t = start; t <= end; t += minutes{1}) {
    all.push_back({.received_at = t, .source = "clock", .body = tick{}});
  }
  std::stable_sort(all.begin(), all.end(), [](const event& a, const event& b) {
    return a.received_at < b.received_at;
  });
  return all;
}

std::vector<std::string> secrets_of(const simulated_shift& shift) {
  std::vector<std::string> names;
  for (const roster_entry& entry : shift.roster) {
    names.push_back(entry.device);
    if (!entry.person_ref.empty()) {
      names.push_back(entry.person_ref);
    }
  }
  return names;
}

}  // namespace

written_journal::written_journal(const std::filesystem::path& folder) {
  const simulated_town town = make_simulated_town(5);
  settings_.plane = town.plane.origin();
  settings_.clock.changes = {{.from = {}, .offset_s = 3'600}};
  settings_.profiles = {{.source = "radios", .refresh = std::chrono::seconds{30}},
                        {.source = "trackers", .refresh = std::chrono::seconds{5}}};
  std::vector<zone> zones = zone_set_of(town.zones)->zones;
  const gate_line gate = gate_across(zones);
  zone_sets_.push_back(hashed(zones, gate));
  zones.pop_back();
  zone_sets_.push_back(hashed(zones, gate));
  const simulated_shift shift = late_shift(town);
  secrets_ = secrets_of(shift);

  const artifact parameters = parameters_to_artifact(settings_);
  run_header run;
  run.build = build_id();
  run.parameters_hash = parameters.hash;
  run.started_at = start;
  sqlite_journal_writer journal{{.folder = folder, .run = run}, [](const journal_progress&) {}};
  journal.keep_artifact(parameters);
  memory_ = std::make_unique<server_memory>(settings_, 1, folder, std::set<std::string>{});
  for (const auto& set : zone_sets_) {
    journal.keep_artifact(zones_to_artifact(*set));
    memory_->offer(set);
  }
  const std::vector<event> events = all_events(shift, zone_sets_);
  std::vector<change> changed;
  for (auto first = events.begin(); first != events.end();) {
    const auto last = std::find_if(first, events.end(), [&](const event& one) {
      return one.received_at - first->received_at >= row_length;
    });
    if (journal.starts_new_day(first->received_at)) {
      journal.keep_checkpoint(first->received_at, memory_->save({}));
    }
    const std::vector<event> row{first, last};
    check(journal.append(row), "the queue has room for a short shift");
    changed.clear();
    memory_->engine().apply(row, changed);
    journal.seal(changed);
    check(journal.flush(std::chrono::seconds{30}), "the disk takes a short shift");
    changes_.insert(changes_.end(), changed.begin(), changed.end());
    first = last;
  }
}

}  // namespace beatwatch
