#include "replay/zones_dry_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <variant>

#include "adapters/journal/sqlite_journal_reader.h"
#include "adapters/sources/rfc3339.h"
#include "replay/answer_text.h"
#include "replay/journal_player.h"
#include "replay/option_time.h"
#include "replay/progress_line.h"
#include "replay/window_presence.h"
#include "replay/zone_sets.h"

namespace beatwatch {
namespace {

using nlohmann::ordered_json;

constexpr duration usual_window = std::chrono::hours{24 * 30};

struct played_window {
  replay_result result;
  std::map<std::string, window_figures> figures;
  std::set<std::string> zones;  ///< every name that was in force
};

// Names of the zones in force so far.
class seen_zones {
 public:
  explicit seen_zones(const journal_player& player) : player_(&player) {}

  void take(const std::vector<change>& changes) {
    for (const change& one : changes) {
      if (const auto* zones = std::get_if<zones_changed>(&one.body)) {
        add(zones->hash);
      }
    }
  }
  void add(const std::string& hash) {
    if (const auto set = player_->find_zones(hash)) {
      for (const zone& each : set->zones) {
        if (known_.insert(each.name).second) {
          names_.push_back(each.name);
        }
      }
    }
  }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] const std::set<std::string>& sorted() const { return known_; }

 private:
  const journal_player* player_;
  std::set<std::string> known_;
  std::vector<std::string> names_;
};

played_window play(const std::filesystem::path& folder,
                   interval window,
                   const std::shared_ptr<const zone_set>& instead,
                   const plane_origin& plane) {
  sqlite_journal_reader journal{folder};
  journal_player player{journal, folder};
  if (instead != nullptr) {
    player.use_zones(instead, plane);
  }
  window_presence presence{window};
  seen_zones zones{player};
  progress_line line;
  bool first = true;
  played_window played;
  played.result = player.play([&](const replay_result& so_far) { line.show(so_far); },
                              [&](const played_row& row) {
                                if (first && player.began_at() && instead == nullptr) {
                                  zones.add(player.began_at()->zones_in_force);
                                }
                                first = false;
                                zones.take(row.changes);
                                presence.take(row, zones.names());
                              });
  line.finish();
  if (played.result.events == 0) {
    throw std::runtime_error{folder.string() + ": no journal, or an empty one"};
  }
  presence.finish(*player.engine(), zones.names(), played.result.to);
  played.figures = presence.figures();
  played.zones = zones.sorted();
  return played;
}

// The span that a journal has on record, without playing it.
instant end_of(const std::filesystem::path& folder) {
  sqlite_journal_reader journal{folder};
  journal_row row;
  instant end{};
  while (journal.next(row)) {
    end = row.events.back().received_at;
  }
  return end;
}

interval window_of(const zones_dry_run_options& options, const std::filesystem::path& journal) {
  using std::chrono::minutes;
  const instant to = options.to.empty() ? end_of(journal) : option_time(options.to, "--to");
  const instant from =
      options.from.empty() ? to - usual_window : option_time(options.from, "--from");
  const interval window{std::chrono::floor<minutes>(from), std::chrono::floor<minutes>(to)};
  if (window.empty()) {
    throw std::runtime_error{"--to: expected a time after --from"};
  }
  return window;
}

ordered_json json_of(const presence_measure& measure) {
  return {{"at_least_ms", measure.at_least_ms},
          {"about_ms", measure.about_ms},
          {"at_most_ms", measure.at_most_ms},
          {"unknown_ms", measure.unknown_ms}};
}

ordered_json json_of(const played_window& played, const std::string& zone) {
  if (!played.zones.contains(zone)) {
    return nullptr;
  }
  const auto found = played.figures.find(zone);
  const window_figures figures = found == played.figures.end() ? window_figures{} : found->second;
  return {{"presence", json_of(figures.presence)}, {"red", json_of(figures.red)}};
}

std::string text_of(const played_window& played, const std::string& zone) {
  if (!played.zones.contains(zone)) {
    return fmt::format("{:>32}", "no such zone");
  }
  const auto found = played.figures.find(zone);
  const presence_measure got =
      found == played.figures.end() ? presence_measure{} : found->second.presence;
  return fmt::format("{:>8} {:>7} {:>7} {:>7}",
                     minutes_text(got.at_least_ms),
                     minutes_text(got.about_ms),
                     minutes_text(got.at_most_ms),
                     minutes_text(got.unknown_ms));
}

ordered_json report_of(const played_window& was,
                       const played_window& now,
                       interval window,
                       const zone_set& set) {
  ordered_json out;
  out["from"] = format_rfc3339(window.from);
  out["to"] = format_rfc3339(window.to);
  out["zone set"] = set.hash;
  out["digest on record"] = to_hex(was.result.on_record.value());
  out["digest as it was"] = to_hex(was.result.recomputed);
  out["equal"] = was.result.equal();
  out["digest as now"] = to_hex(now.result.recomputed);
  return out;
}

}  // namespace

int zones_dry_run(const zones_dry_run_options& options) {
  const config settings = read_config(options.config);
  const named_zones named = find_named_zones(options.set, settings);
  const std::filesystem::path folder =
      options.journal.empty() ? settings.journal.folder : options.journal;
  const interval window = window_of(options, folder);
  const played_window was = play(folder, window, nullptr, named.set.plane);
  const played_window now = play(folder, window, named.set.zones, named.set.plane);
  std::set<std::string> zones = was.zones;
  zones.insert(now.zones.begin(), now.zones.end());
  ordered_json report = report_of(was, now, window, *named.set.zones);
  if (options.json) {
    report["zones"] = ordered_json::object();
    for (const std::string& zone : zones) {
      report["zones"][zone] = {{"as it was", json_of(was, zone)}, {"as now", json_of(now, zone)}};
    }
    std::cout << report.dump() << '\n';
  } else {
    std::cout << fmt::format("{:24} {:^32}   {:^32}\n", "", "as it was", "as now")
              << fmt::format("{:24} {:>8} {:>7} {:>7} {:>7}   {:>8} {:>7} {:>7} {:>7}\n",
                             "minutes",
                             "at least",
                             "about",
                             "at most",
                             "unknown",
                             "at least",
                             "about",
                             "at most",
                             "unknown");
    for (const std::string& zone : zones) {
      std::cout << fmt::format("{:24} ", zone) << text_of(was, zone) << "   " << text_of(now, zone)
                << '\n';
    }
    for (const auto& [key, value] : report.items()) {
      std::cout << key << ": " << (value.is_string() ? value.get<std::string>() : value.dump())
                << '\n';
    }
  }
  return was.result.equal() && !was.result.fault ? 0 : 1;
}

}  // namespace beatwatch
