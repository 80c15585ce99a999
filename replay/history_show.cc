#include "replay/history_show.h"

#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "adapters/history/gate_history.h"
#include "adapters/history/history_query.h"
#include "adapters/sources/rfc3339.h"
#include "replay/answer_text.h"
#include "replay/option_time.h"

namespace beatwatch {
namespace {

using nlohmann::ordered_json;

ordered_json json_of(const presence_measure& measure) {
  return {{"at_least_ms", measure.at_least_ms},
          {"about_ms", measure.about_ms},
          {"at_most_ms", measure.at_most_ms},
          {"unknown_ms", measure.unknown_ms}};
}

std::string text_of(const presence_measure& measure) {
  return minutes_text(measure.at_least_ms) + " / " + minutes_text(measure.about_ms) + " / " +
         minutes_text(measure.at_most_ms) + " min, unknown " + minutes_text(measure.unknown_ms);
}

ordered_json json_of(const std::vector<zone_figures>& zones) {
  ordered_json all = ordered_json::array();
  for (const zone_figures& one : zones) {
    all.push_back(
        {{"zone", one.zone}, {"presence", json_of(one.presence)}, {"visits", one.visits}});
  }
  return all;
}

ordered_json json_of(const std::vector<level_figures>& levels) {
  ordered_json all = ordered_json::array();
  for (const level_figures& one : levels) {
    all.push_back({{"level", one.level}, {"presence", json_of(one.presence)}});
  }
  return all;
}

ordered_json json_of(const std::vector<hour_figures>& hours) {
  ordered_json all = ordered_json::array();
  for (const hour_figures& hour : hours) {
    all.push_back({{"from", format_rfc3339(hour.from)}, {"presence", json_of(hour.presence)}});
  }
  return all;
}

ordered_json json_of(const std::vector<kept_visit>& visits) {
  ordered_json all = ordered_json::array();
  for (const kept_visit& visit : visits) {
    all.push_back({{"unit", visit.unit},
                   {"from", format_rfc3339(visit.span.from)},
                   {"to", format_rfc3339(visit.span.to)},
                   {"inside", json_of(visit.inside)},
                   {"revision", visit.revision},
                   {"state", visit.state},
                   {"class", visit.kind},
                   {"evidence", visit.evidence},
                   {"dwell_at_least_ms", visit.dwell_at_least_ms},
                   {"dwell_about_ms", visit.dwell_about_ms},
                   {"unallocated_ms", visit.unallocated_ms},
                   {"at_station_ms", visit.at_station_ms}});
  }
  return all;
}

void print(const std::vector<hour_figures>& hours, const std::vector<kept_visit>& visits) {
  for (const hour_figures& hour : hours) {
    std::cout << "  " << format_rfc3339(hour.from) << "  " << text_of(hour.presence) << '\n';
  }
  for (const kept_visit& visit : visits) {
    std::cout << "  visit " << format_rfc3339(visit.span.from) << " - "
              << format_rfc3339(visit.span.to) << "  " << visit.unit << "  "
              << text_of(visit.inside) << "  " << visit.kind << ", evidence " << visit.evidence
              << "  " << visit.state << '\n';
  }
}

ordered_json json_of(const std::vector<gate_hour>& hours) {
  ordered_json all = ordered_json::array();
  for (const gate_hour& hour : hours) {
    all.push_back({{"from", format_rfc3339(hour.from)},
                   {"direction", hour.direction},
                   {"proved", hour.proved},
                   {"likely", hour.likely},
                   {"possible", hour.possible}});
  }
  return all;
}

ordered_json json_of(const std::vector<kept_pass>& passes) {
  ordered_json all = ordered_json::array();
  for (const kept_pass& pass : passes) {
    all.push_back({{"unit", pass.unit},
                   {"direction", pass.direction},
                   {"certainty", pass.certainty},
                   {"state", pass.state},
                   {"about", format_rfc3339(pass.about)},
                   {"from", format_rfc3339(pass.possible.from)},
                   {"to", format_rfc3339(pass.possible.to)}});
  }
  return all;
}

void print(const std::vector<gate_hour>& hours, const std::vector<kept_pass>& passes) {
  for (const gate_hour& hour : hours) {
    std::cout << "  " << format_rfc3339(hour.from) << "  " << hour.direction << "  " << hour.proved
              << " proved, " << hour.likely << " likely, " << hour.possible << " possible\n";
  }
  for (const kept_pass& pass : passes) {
    std::cout << "  " << format_rfc3339(pass.about) << " (" << format_rfc3339(pass.possible.from)
              << " - " << format_rfc3339(pass.possible.to) << ")  " << pass.unit << "  "
              << pass.direction << "  " << pass.certainty << ", " << pass.state << '\n';
  }
}

}  // namespace

int history_show(const history_show_options& options) {
  const interval window =
      whole_hours({option_time(options.from, "--from"), option_time(options.to, "--to")});
  if (window.empty()) {
    throw std::runtime_error{"--to: expected a time after --from"};
  }
  sqlite_database file = open_history(options.file, sqlite_database::access::read);
  const history_query query{file};
  const window_coverage covered = query.coverage(window);
  ordered_json out{{"from", format_rfc3339(window.from)},
                   {"to", format_rfc3339(window.to)},
                   {"hours", covered.hours},
                   {"hours told of", covered.told},
                   {"hours settled", covered.settled}};
  if (!options.json) {
    std::cout << format_rfc3339(window.from) << " to " << format_rfc3339(window.to) << ": "
              << covered.told << " of " << covered.hours << " hours told of, " << covered.settled
              << " settled; minutes at least / about / at most\n";
  }
  if (options.levels) {
    const auto levels = query.levels(window);
    out["levels"] = json_of(levels);
    for (const level_figures& one : levels) {
      if (!options.json) {
        std::cout << "  " << one.level << "  " << text_of(one.presence) << '\n';
      }
    }
  } else if (!options.level.empty()) {
    const auto hours = query.hours_of_level(options.level, window);
    out["level"] = options.level;
    out["by hour"] = json_of(hours);
    if (!options.json) {
      print(hours, {});
    }
  } else if (!options.gate.empty()) {
    const auto hours = gate_hours(file, options.gate, window);
    const auto passes = kept_passes(file, options.gate, window);
    out["gate"] = options.gate;
    out["by hour"] = json_of(hours);
    out["passes"] = json_of(passes);
    if (!options.json) {
      print(hours, passes);
    }
  } else if (options.zone.empty()) {
    const auto zones = query.zones(window);
    out["zones"] = json_of(zones);
    for (const zone_figures& one : zones) {
      if (!options.json) {
        std::cout << "  " << one.zone << "  " << text_of(one.presence) << ", " << one.visits
                  << " visits\n";
      }
    }
  } else {
    const auto hours = query.hours_of(options.zone, window);
    const auto visits = query.visits_of(options.zone, window);
    out["zone"] = options.zone;
    out["by hour"] = json_of(hours);
    out["visits"] = json_of(visits);
    if (!options.json) {
      print(hours, visits);
    }
  }
  if (options.json) {
    std::cout << out.dump() << '\n';
  }
  return 0;
}

}  // namespace beatwatch
