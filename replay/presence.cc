#include "replay/presence.h"

#include <cstdint>
#include <iostream>
#include <stdexcept>

#include "adapters/sources/rfc3339.h"
#include "replay/answer_text.h"
#include "replay/json_line.h"
#include "replay/presence_board.h"
#include "replay/query_client.h"

namespace beatwatch {
namespace {

std::int64_t time_of(const std::string& text, const char* option) {
  const auto at = parse_rfc3339(text);
  if (!at) {
    throw std::runtime_error{std::string{option} +
                             ": expected a time such as 2026-06-05T14:00:00Z, not \"" + text + '"'};
  }
  return instant_to_ms(*at);
}

int show_board(query_client& client, bool json) {
  const std::int64_t now_ms = client.status().engine_now_ms();
  const v1::SnapshotReply snapshot = client.snapshot("presence/");
  presence_board board;
  for (const v1::SnapshotItem& item : snapshot.items()) {
    board.take(item.message().presence_changed());
    if (json) {
      std::cout << json_line(item.message().presence_changed()) << '\n';
    }
  }
  if (!json) {
    std::cout << board.by_name(now_ms);
  }
  return 0;
}

v1::PresenceQuery window_of(query_client& client, const presence_options& options) {
  v1::PresenceQuery query;
  query.set_zone(options.zone);
  query.set_to_ms(options.to.empty() ? client.status().engine_now_ms()
                                     : time_of(options.to, "--to"));
  if (!options.from.empty()) {
    query.set_from_ms(time_of(options.from, "--from"));
    return query;
  }
  const v1::SnapshotReply today = client.snapshot("presence/");
  for (const v1::SnapshotItem& item : today.items()) {
    if (item.message().presence_changed().zone() == options.zone) {
      query.set_from_ms(item.message().presence_changed().day_from_ms());
      return query;
    }
  }
  throw std::runtime_error{"zone \"" + options.zone +
                           "\" has no presence today; --from gives another window"};
}

}  // namespace

int presence(const presence_options& options) {
  query_client client{options.server, options.access};
  if (options.zone.empty()) {
    return show_board(client, options.json);
  }
  const v1::PresenceAnswer answer = client.presence(window_of(client, options));
  if (options.json) {
    std::cout << json_line(answer) << '\n';
    return 0;
  }
  std::cout << answer.zone() << " from " << format_rfc3339(ms_to_instant(answer.from_ms()))
            << " to " << format_rfc3339(ms_to_instant(answer.to_ms())) << '\n'
            << "minutes, at least / about / at most: " << measure_text(answer.presence()) << '\n'
            << "minutes unknown: " << minutes_text(answer.presence().unknown_ms()) << '\n'
            << "minutes in red time: " << measure_text(answer.red()) << '\n'
            << "visits, at least / about / at most: " << visits_text(answer.visits()) << '\n';
  for (const v1::VisitChanged& visit : answer.visit_list()) {
    std::cout << "  " << clock_text(visit.from_ms()) << " - " << clock_text(visit.to_ms()) << "  "
              << visit.unit() << "  " << measure_text(visit.inside()) << " min  " << visit.pings()
              << " pings inside  " << word_of(visit.state()) << '\n';
  }
  return 0;
}

}  // namespace beatwatch
