#include "bench/replay/likely_error.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "tests/support/true_presence.h"

namespace beatwatch {
namespace {

bool walks(const carrier_track& carrier) {
  return carrier.unit.starts_with("FOOT") || carrier.unit.starts_with("PCSO");
}

// The engine after the pings, with every slot matched.
engine heard(const patrolled_town& town,
             const std::vector<ping>& pings,
             unit_kind kind,
             const reporting& how,
             bool with_roads) {
  engine e = engine_for(
      town.zones, town.plane, how, town.shift.span.from, with_roads ? town.roads : nullptr);
  put_on_duty(e, "U", "D", kind, town.shift.span);
  play_pings(e, pings);
  std::vector<change> changes;
  const instant later = pings.back().observed_at + std::chrono::minutes{15};
  const event over{later, "clock", 0, tick{}};
  e.apply({&over, 1}, changes);
  return e;
}

std::vector<interval> quarters_of(interval known) {
  constexpr duration quarter = std::chrono::minutes{15};
  std::vector<interval> windows;
  for (instant from = known.from; from < known.to; from += quarter) {
    windows.push_back({from, std::min(from + quarter, known.to)});
  }
  return windows;
}

std::vector<interval> moves_of(const carrier_track& carrier, instant began, interval known) {
  std::vector<interval> windows;
  for (std::size_t second = 0; second + 1 < carrier.at.size(); ++second) {
    const instant from = began + std::chrono::seconds{second};
    const interval window = intersection({from, from + std::chrono::seconds{1}}, known);
    if (window.empty() || carrier.at[second] == carrier.at[second + 1]) {
      continue;
    }
    if (!windows.empty() && windows.back().to == window.from) {
      windows.back().to = window.to;
    } else {
      windows.push_back(window);
    }
  }
  return windows;
}

void add_carrier(const patrolled_town& town,
                 const carrier_track& carrier,
                 const reporting& how,
                 likely_errors& sum) {
  const instant began = town.shift.span.from;
  const unit_kind kind = walks(carrier) ? unit_kind::foot : unit_kind::car;
  const std::vector<ping> pings = pings_of(carrier, "D", began, town.plane, how);
  const interval known{pings.front().observed_at, pings.back().observed_at};
  const engine straight = heard(town, pings, kind, how, false);
  const engine matched = heard(town, pings, kind, how, true);
  std::vector<interval> truth;
  for (const zone& z : town.zones->zones) {
    truth.clear();
    add_true_presence(z.shape, carrier, began, known, truth);
    const auto add = [&](const std::vector<interval>& windows, likely_error& error) {
      for (const interval& window : windows) {
        const std::int64_t in_truth = total_ms(truth, window);
        const auto off_ms = [&](const engine& e) {
          return std::abs(e.presence(z.name, window)->presence.about_ms - in_truth);
        };
        error.truth_ms += in_truth;
        error.straight_off_ms += off_ms(straight);
        error.matched_off_ms += off_ms(matched);
      }
    };
    add(quarters_of(known), sum.of_quarters);
    add(moves_of(carrier, began, known), sum.of_moves);
  }
}

}  // namespace

likely_error& likely_error::operator+=(const likely_error& other) {
  truth_ms += other.truth_ms;
  straight_off_ms += other.straight_off_ms;
  matched_off_ms += other.matched_off_ms;
  return *this;
}

patrolled_town make_patrolled_town(std::uint64_t seed, int hours) {
  simulated_town town = make_simulated_town(seed);
  std::erase_if(town.zones, [](const drawn_zone& z) { return z.kind == "neighbourhood"; });
  simulated_shift shift = make_town_shift(town, seed, hours);
  return {town.roads, town.plane, std::move(shift), zone_set_of(town.zones)};
}

likely_errors likely_errors_of(const patrolled_town& town, bool on_foot, const reporting& how) {
  likely_errors sum;
  reporting own = how;
  for (const carrier_track& carrier : town.shift.carriers) {
    if (on_foot ? walks(carrier) : carrier.vehicle) {
      add_carrier(town, carrier, own, sum);
      ++own.seed;
    }
  }
  return sum;
}

}  // namespace beatwatch
