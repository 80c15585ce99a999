#include "replay/presence.h"

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <stdexcept>

#include "adapters/feeds/residents_sentence.h"
#include "adapters/sources/rfc3339.h"
#include "engine/base/interval.h"
#include "replay/answer_text.h"
#include "replay/figures_report.h"
#include "replay/gate_report.h"
#include "replay/json_line.h"
#include "replay/option_time.h"
#include "replay/presence_board.h"
#include "replay/presence_report.h"
#include "replay/query_client.h"

namespace beatwatch {
namespace {

constexpr std::size_t shown_hash = 12;  // --json and --csv have all of it

int show_board(query_client& client, const presence_options& options) {
  const v1::StatusAnswer status = client.status();
  const v1::SnapshotReply snapshot = client.snapshot("presence/");
  presence_board board;
  std::cout << (options.csv ? presence_csv_header() : "");
  for (const v1::SnapshotItem& item : snapshot.items()) {
    const v1::PresenceChanged& today = item.message().presence_changed();
    board.take(today);
    if (options.json) {
      std::cout << json_line(today) << '\n';
    } else if (options.csv) {
      std::cout << presence_csv_row(answer_of_today(today, status.engine_now_ms(), status.run()));
    }
  }
  if (!options.json && !options.csv) {
    std::cout << board.by_name(status.engine_now_ms());
  }
  return 0;
}

interval today_of(query_client& client, const std::string& zone) {
  const v1::SnapshotReply snapshot = client.snapshot("presence/");
  for (const v1::SnapshotItem& item : snapshot.items()) {
    const v1::PresenceChanged& today = item.message().presence_changed();
    // Every zone has the same policing day.
    if (zone.empty() || today.zone() == zone) {
      return {ms_to_instant(today.day_from_ms()), ms_to_instant(today.day_to_ms())};
    }
  }
  const std::string which = zone.empty() ? "no zone" : "zone \"" + zone + "\"";
  throw std::runtime_error{which + " has no presence today; --from gives another window"};
}

// Without times the whole policing day, since visits are counted by the day; nothing is known of
// what is to come.
interval window_of(query_client& client, const presence_options& options, instant now) {
  const instant to = options.to.empty() ? now : option_time(options.to, "--to");
  if (!options.from.empty()) {
    return {option_time(options.from, "--from"), to};
  }
  const interval today = today_of(client, options.zone);
  return {today.from, options.to.empty() ? today.to : to};
}

template <typename Query>
Query query_of(const presence_options& options, interval window) {
  Query query;
  query.set_zone(options.zone);
  query.set_level(options.level);
  query.set_from_ms(instant_to_ms(window.from));
  query.set_to_ms(instant_to_ms(window.to));
  return query;
}

int show_gate(query_client& client, const presence_options& options, interval window) {
  v1::GateQuery query;
  query.set_gate(options.gate);
  query.set_from_ms(instant_to_ms(window.from));
  query.set_to_ms(instant_to_ms(window.to));
  const v1::GateAnswer answer = client.gate(query);
  std::cout << (options.json  ? json_line(answer) + '\n'
                : options.csv ? gate_csv(answer)
                              : gate_text(answer));
  return 0;
}

int show_figures(const v1::Figures& figures, const presence_options& options) {
  std::cout << (options.json  ? json_line(figures) + '\n'
                : options.csv ? figures_csv_header() + figures_csv_row(figures)
                              : figures_text(figures));
  return 0;
}

std::string attributes_text(const v1::VisitAttributes& visit) {
  std::string text = word_of(visit.visit_class()) + ", evidence " + letter_of(visit.evidence()) +
                     ", dwell " + minutes_text(visit.dwell_at_least_ms()) + " / " +
                     minutes_text(visit.dwell_about_ms()) + " / " +
                     minutes_text(visit.off_station().at_most_ms()) + " min";
  const auto add = [&text](const char* what, std::int64_t ms) {
    if (ms > 0) {
      text += std::string{", "} + what + ' ' + minutes_text(ms);
    }
  };
  add("unallocated", visit.unallocated_ms());
  add("committed", visit.committed_ms());
  add("at a station", visit.at_station_ms());
  return text;
}

}  // namespace

int presence(const presence_options& options) {
  query_client client{options.server, options.access};
  if (options.zone.empty() && options.level.empty() && options.gate.empty()) {
    if (options.sentence || options.figures) {
      throw std::runtime_error{std::string{options.sentence ? "--sentence" : "--figures"} +
                               " speaks of one place: name a zone, or a level with --level"};
    }
    return show_board(client, options);
  }
  const std::int64_t now_ms = client.status().engine_now_ms();
  const interval window = window_of(client, options, ms_to_instant(now_ms));
  if (!options.gate.empty()) {
    return show_gate(client, options, window);
  }
  if (options.figures) {
    return show_figures(client.figures(query_of<v1::FiguresQuery>(options, window)), options);
  }
  v1::PresenceAnswer answer = client.presence(query_of<v1::PresenceQuery>(options, window));
  answer.set_to_ms(std::min(answer.to_ms(), now_ms));
  if (options.json) {
    std::cout << json_line(answer) << '\n';
    return 0;
  }
  if (options.csv) {
    std::cout << presence_csv_header() << presence_csv_row(answer);
    return 0;
  }
  if (options.sentence) {
    std::cout << residents_sentence(answer) << '\n';
    return 0;
  }
  std::cout << place_of(answer) << " from " << format_rfc3339(ms_to_instant(answer.from_ms()))
            << " to " << format_rfc3339(ms_to_instant(answer.to_ms())) << '\n'
            << "minutes, at least / about / at most: " << measure_text(answer.presence()) << '\n'
            << "minutes unknown: " << minutes_text(answer.presence().unknown_ms()) << '\n';
  if (answer.has_at_most_on_roads_ms()) {
    std::cout << "minutes at most, if cars kept to roads: "
              << minutes_text(answer.at_most_on_roads_ms()) << '\n';
  }
  std::cout << "officer minutes: " << measure_text(answer.officers()) << '\n';
  if (options.level.empty()) {  // declarations and the newest fixes belong to zones
    std::cout << "minutes declared by partners: " << minutes_text(answer.declared_ms()) << '\n'
              << "minutes since the last fixes, in no other figure: "
              << measure_text(answer.since_last_fixes()) << '\n';
  }
  std::cout << "minutes in red time: " << measure_text(answer.red()) << '\n'
            << "visits, at least / about / at most: "
            << (answer.has_visits() ? visits_text(answer.visits())
                                    : "counted for whole policing days only")
            << '\n';
  for (const v1::VisitChanged& visit : answer.visit_list()) {
    std::cout << "  " << clock_text(visit.from_ms()) << " - " << clock_text(visit.to_ms()) << "  "
              << visit.unit() << "  " << measure_text(visit.inside()) << " min  " << visit.pings()
              << " pings inside  " << word_of(visit.state()) << "  "
              << attributes_text(visit.attributes()) << '\n';
  }
  std::cout << "made with parameters " << answer.run().parameters_hash().substr(0, shown_hash)
            << ", zones " << answer.run().zone_set_hash().substr(0, shown_hash) << ", roster "
            << answer.run().roster_hash().substr(0, shown_hash) << ", build "
            << answer.run().build().substr(0, shown_hash) << '\n';
  return 0;
}

}  // namespace beatwatch
