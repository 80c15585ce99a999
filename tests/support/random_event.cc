#include "tests/support/random_event.h"

#include <algorithm>
#include <string_view>

#include "adapters/journal/event_bounds.h"

namespace beatwatch {

event random_events::any() {
  event e = any_ping();
  if (coin()) {
    e.body = a_body();
  }
  return e;
}

event random_events::any_ping() {
  return {.received_at = time(),
          .source = name(),
          .source_seq = coin() ? 0 : random_() >> below(64),
          .body = a_ping()};
}

std::vector<event> random_events::batch(std::size_t count, instant from, duration step_max) {
  std::vector<event> events;
  for (std::size_t i = 0; i < count; ++i) {
    events.push_back(any());
    events.back().received_at = from;
    from += duration{below(static_cast<std::uint64_t>(step_max.count()) + 1)};
  }
  return events;
}

std::vector<change> random_events::changes_of(const std::vector<event>& batch) {
  std::vector<change> changes;
  for (const event& e : batch) {
    changes.push_back({e.received_at, source_counted{e.source, name(), random_()}});
  }
  return changes;
}

instant random_events::time() {
  const auto width = static_cast<std::uint64_t>((latest_instant - earliest_instant).count());
  return earliest_instant + duration{below(width + 1)};
}

interval random_events::times() {
  const instant a = time();
  const instant b = time();
  return a == b ? interval{earliest_instant, latest_instant}
                : interval{std::min(a, b), std::max(a, b)};
}

position random_events::place() {
  return {.lat_e7 = static_cast<std::int32_t>(below(1'800'000'001)) - 900'000'000,
          .lon_e7 = static_cast<std::int32_t>(static_cast<std::int64_t>(below(3'600'000'001)) -
                                              1'800'000'000)};
}

std::string random_events::name() {
  constexpr std::string_view allowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
  std::string word(1 + below(coin() ? 12 : name_size_max), ' ');
  std::ranges::generate(word, [&] { return allowed[below(allowed.size())]; });
  return word;
}

std::string random_events::name_or_empty() { return coin() ? std::string{} : name(); }

std::vector<std::string> random_events::names() {
  std::vector<std::string> words(below(4));
  std::ranges::generate(words, [&] { return name(); });
  return words;
}

std::string random_events::text() {
  constexpr std::string_view letters[] = {"a", " ", "Ä", "ß", "/", "€", "🚓", "\"", "'", ","};
  std::string words;
  for (std::uint64_t i = below(40); i > 0; --i) {
    words += letters[below(std::size(letters))];
  }
  return words;
}

std::string random_events::hash() {
  std::string word(64, ' ');
  std::ranges::generate(word, [&] { return "0123456789abcdef"[below(16)]; });
  return word;
}

ping random_events::a_ping() {
  ping p{.device = name(), .observed_at = time(), .at = place()};
  if (coin()) {
    p.accuracy_cm = static_cast<std::uint32_t>(below(10'000'001));
  }
  if (coin()) {
    p.speed_cmps = static_cast<std::uint32_t>(below(15'001));
  }
  if (coin()) {
    p.heading_cdeg = static_cast<std::uint16_t>(below(36'000));
  }
  p.trigger = static_cast<ping_trigger>(below(7));
  if (coin()) {
    p.ignition = coin();
  }
  if (coin()) {
    p.moving = coin();
  }
  return p;
}

incident random_events::an_incident() {
  incident i{.name = name(),
             .version = static_cast<std::uint32_t>(1 + below(1000)),
             .grade = static_cast<std::uint8_t>(below(5)),
             .type = text(),
             .opened_at = time()};
  if (coin()) {
    i.at = place();
  }
  if (coin()) {
    i.place_error_m = static_cast<std::uint32_t>(below(2'000));
  }
  if (coin()) {
    i.closed_at = time();
  }
  i.assigned = names();
  std::ranges::sort(i.assigned);
  i.assigned.erase(std::unique(i.assigned.begin(), i.assigned.end()), i.assigned.end());
  return i;
}

event_body random_events::a_body() {
  switch (below(15)) {
    case 0:
      return status_changed{name(), static_cast<unit_status>(below(8)), time(), name_or_empty()};
    case 1:
      return roster_changed{{.unit = name(),
                             .device = coin() ? name() : name() + "/" + name(),
                             .kind = static_cast<unit_kind>(below(6)),
                             .person_ref = name_or_empty(),
                             .skills = names(),
                             .vehicle = name_or_empty(),
                             .home_zone = name_or_empty(),
                             .duty = times(),
                             .origin = static_cast<holding_origin>(below(3)),
                             .recorded_at = coin() ? std::optional{time()} : std::nullopt,
                             .visibility = static_cast<visibility_class>(below(4))}};
    case 2:
      return incident_changed{an_incident()};
    case 3: {
      plan_changed p{.zone = name(), .rule = text(), .owner = text(), .valid = times()};
      p.visits = static_cast<std::uint32_t>(below(10'001));
      if (coin()) {
        p.dose_min = static_cast<std::uint32_t>(below(527'041));
      }
      if (coin()) {
        p.max_gap_min = static_cast<std::uint32_t>(below(527'041));
      }
      p.state = static_cast<priority_state>(below(4));
      if (coin()) {
        p.agreed_at = times().from;
        p.review_at = times().to;
      }
      return p;
    }
    case 4:
      return zones_activated{hash(), time()};
    case 5:
      return roads_activated{hash()};
    case 6:
      return intake_counted{name(), below(std::uint64_t{1} << 48U)};
    case 7:
      return clock_advanced{time()};
    case 8:
      return clock_stepped{static_cast<std::int64_t>(below(2'000'000)) - 1'000'000};
    case 9:
      return tick{};
    case 12: {
      const auto signal = static_cast<device_signal>(below(3));
      device_heard heard{.device = name(), .observed_at = {}, .signal = signal, .status_code = {}};
      if (coin()) {
        heard.observed_at = time();
      }
      if (signal == device_signal::status && coin()) {
        heard.status_code = static_cast<std::uint16_t>(below(65'536));
      }
      return heard;
    }
    case 13: {
      const auto action = static_cast<alarm_action>(below(alarm_action_count));
      alarm_answered answered{.number = 1 + below(1'000), .action = action, .by = name_or_empty()};
      if (action == alarm_action::shelve) {
        answered.reason = "seen " + text();
        answered.until = time();
      }
      return answered;
    }
    case 11:
      return hours_declared{name(), name(), times(), coin() ? std::optional{time()} : std::nullopt};
    case 10:
      return holding_ended{name(),
                           coin() ? name() : name() + "/" + name(),
                           static_cast<holding_origin>(below(3)),
                           time(),
                           coin() ? std::optional{time()} : std::nullopt};
    default:
      return a_ping();
  }
}

}  // namespace beatwatch
