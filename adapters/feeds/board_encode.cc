#include "adapters/feeds/board_encode.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <limits>
#include <tuple>

#include "adapters/feeds/feed_encode.h"
#include "adapters/feeds/plan_windows.h"
#include "engine/model/red_window.h"

namespace beatwatch {
namespace {

using std::chrono::hours;

constexpr duration quarter = std::chrono::minutes{15};
constexpr duration longest_day = hours{25};
constexpr duration week = hours{24 * 7};

void add_windows(std::vector<asked_window>& all,
                 const std::vector<interval>& windows,
                 interval day,
                 const asked_window& like) {
  for (const interval& window : windows) {
    if (!intersection(window, day).empty()) {
      all.push_back(like);
      all.back().window = window;
    }
  }
}

double share_got(std::int64_t got, std::int64_t asked) {
  return got >= asked ? 1.0 : static_cast<double>(got) / static_cast<double>(asked);
}

double shortfall_of(const window_delivery& got, const plan_demand& demand) {
  double share = std::min(share_got(got.visits, demand.visits),
                          share_got(got.dose_ms, demand.dose.value_or(duration{0}).count()));
  if (demand.max_gap) {
    share = std::min(share, share_got(demand.max_gap->count(), got.longest_gap.count()));
  }
  return 1.0 - share;
}

v1::BoardState state_of(const window_delivery& got, interval window, instant now) {
  if (got.outcome == delivery::met) {
    return v1::BOARD_STATE_VISITED;
  }
  if (now < window.to) {
    return v1::BOARD_STATE_DUE;
  }
  return got.outcome == delivery::missed ? v1::BOARD_STATE_MISSED : v1::BOARD_STATE_DO_NOT_KNOW;
}

void put_ask(const asked_window& asked, const place_evidence& evidence, v1::BoardAsk& out) {
  const instant now = evidence.window.to;
  out.set_from_ms(instant_to_ms(asked.window.from));
  out.set_to_ms(instant_to_ms(asked.window.to));
  out.set_by_plan(asked.by_plan);
  out.set_rule(asked.rule);
  out.set_visits_asked(asked.demand.visits);
  out.set_dose_asked_ms(asked.demand.dose.value_or(duration{0}).count());
  if (asked.demand.max_gap) {
    out.set_max_gap_ms(asked.demand.max_gap->count());
  }
  const interval begun{asked.window.from, std::min(asked.window.to, now)};
  if (begun.empty()) {
    out.set_state(v1::BOARD_STATE_STILL_TIME);
    return;
  }
  const window_delivery got = deliveries_of(evidence, {&begun, 1}, asked.demand).front();
  out.set_state(state_of(got, asked.window, now));
  out.set_visits(got.visits);
  out.set_inferred(got.inferred);
  out.set_dose_ms(got.dose_ms);
  out.set_longest_gap_ms(got.longest_gap.count());
  out.set_shortfall(got.outcome == delivery::met ? 0.0 : shortfall_of(got, asked.demand));
}

bool worse_ask(const v1::BoardAsk& a, const v1::BoardAsk& b) {
  const auto key = [](const v1::BoardAsk& one) {
    return std::tuple{one.state(), -one.shortfall(), one.to_ms(), one.by_plan(), one.rule()};
  };
  return key(a) < key(b);
}

void put_asks(const board_subject& subject, v1::BoardRow& out) {
  for (const asked_window& asked : subject.asked) {
    put_ask(asked, subject.evidence, *out.add_asks());
  }
  std::sort(out.mutable_asks()->begin(), out.mutable_asks()->end(), worse_ask);
  out.set_state(out.asks().empty() ? v1::BOARD_STATE_NOTHING_ASKED : out.asks(0).state());
  for (const v1::BoardAsk& ask : out.asks()) {
    out.set_shortfall(std::max(out.shortfall(), ask.shortfall()));
  }
}

// The red time that runs at `now`, or the next.
void put_red_time(const zone& of, const parameters& settings, instant now, v1::BoardRow& out) {
  if (of.red_windows.empty()) {
    return;
  }
  for (const duration ahead : {duration{hours{24}}, week}) {
    for (const interval& red :
         red_times(of.red_windows, settings.clock, {now - longest_day, now + ahead})) {
      if (now < red.to) {
        out.set_red_from_ms(instant_to_ms(red.from));
        out.set_red_to_ms(instant_to_ms(red.to));
        return;
      }
    }
  }
}

char worth_of(const presence_measure& got) {
  return got.at_least_ms > 0  ? '#'
         : got.about_ms > 0   ? '='
         : got.unknown_ms > 0 ? '?'
         : got.at_most_ms > 0 ? '-'
                              : '.';
}

void put_strips(const board_subject& subject,
                const parameters& settings,
                interval day,
                v1::BoardRow& out) {
  const auto quarters = static_cast<std::size_t>((day.length() + quarter - duration{1}) / quarter);
  const auto place_of = [day](instant t) {
    return static_cast<std::size_t>((t - day.from) / quarter);
  };
  std::vector<presence_measure> sums(quarters);
  for (const presence_cell& cell : subject.evidence.cells) {
    if (day.contains(cell.span.from)) {
      sums[place_of(cell.span.from)] += cell.presence;
    }
  }
  std::string strip;
  for (std::size_t i = 0; i < quarters; ++i) {
    const bool told = subject.evidence.told.contains(day.from + quarter * static_cast<int>(i));
    strip += told ? worth_of(sums[i]) : ' ';
  }
  std::string red_strip(quarters, '.');
  for (const interval& red : red_times(subject.of.red_windows, settings.clock, day)) {
    for (std::size_t i = place_of(red.from); i <= place_of(red.to - duration{1}); ++i) {
      red_strip[i] = 'r';
    }
  }
  out.set_strip(std::move(strip));
  out.set_red_strip(std::move(red_strip));
}

}  // namespace

std::vector<asked_window> asked_windows(const zone& of,
                                        std::span<const plan_changed> plans,
                                        const parameters& settings,
                                        interval day) {
  const interval begin{day.from - longest_day, day.to};
  std::vector<asked_window> all;
  if (!of.red_windows.empty()) {
    add_windows(all,
                rule_windows(of.red_windows, settings, begin),
                day,
                {.window = {}, .by_plan = false, .rule = "", .demand = {.visits = 1}});
  }
  for (const plan_changed& plan : plans) {
    if (const auto windows = plan_windows(plan, settings, begin)) {
      add_windows(all,
                  *windows,
                  day,
                  {.window = {}, .by_plan = true, .rule = plan.rule, .demand = demand_of(plan)});
    }
  }
  return all;
}

interval evidence_for(std::span<const asked_window> asked, interval day, instant now) {
  interval window{day.from, now};
  for (const asked_window& one : asked) {
    window.from = std::min(window.from, one.window.from);
  }
  return window;
}

void board_row_to_wire(const board_subject& subject,
                       const parameters& settings,
                       interval day,
                       v1::BoardRow& out) {
  out.set_zone(subject.of.name);
  out.set_kind(subject.of.kind);
  for (const std::string& path : level_paths(subject.of)) {
    out.add_levels(path);
  }
  put_asks(subject, out);
  out.mutable_presence();
  out.mutable_visits();
  out.mutable_red();
  if (const v1::PresenceChanged* today = subject.today) {
    if (today->has_last_visit_ended_at_ms()) {
      out.set_last_visit_ended_at_ms(today->last_visit_ended_at_ms());
    }
    out.set_here(!today->here().empty());
    if (today->day_from_ms() == instant_to_ms(day.from)) {
      *out.mutable_presence() = today->presence();
      *out.mutable_visits() = today->visits();
      *out.mutable_red() = today->red();
    }
  }
  put_red_time(subject.of, settings, subject.evidence.window.to, out);
  put_strips(subject, settings, day, out);
}

bool worse(const v1::BoardRow& a, const v1::BoardRow& b) {
  const auto last_seen = [](const v1::BoardRow& row) {
    return row.here()                         ? std::numeric_limits<std::int64_t>::max()
           : row.has_last_visit_ended_at_ms() ? row.last_visit_ended_at_ms()
                                              : 0;
  };
  return std::tuple{a.state(), -a.shortfall(), last_seen(a), std::string_view{a.zone()}} <
         std::tuple{b.state(), -b.shortfall(), last_seen(b), std::string_view{b.zone()}};
}

}  // namespace beatwatch
