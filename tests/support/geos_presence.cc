#include "tests/support/geos_presence.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace beatwatch {

/// A stretch of time inside a zone, or in the ring around it.
struct geos_presence::stay {
  std::int64_t from_ms;
  std::int64_t to_ms;
  bool inside;
  std::int64_t slack_ms;
};

/// What has been counted so far.
struct geos_presence::reading {
  geos_presence_answer answer;
  std::map<std::uint32_t, std::vector<stay>> of_unit;  // by zone
  std::vector<std::vector<stay>> of_zone;              // inside only
  std::vector<std::uint32_t> around;                   // scratch
  std::vector<geos_zones::part> parts;
};

namespace {

double length_m(plane_point a, plane_point b) {
  return std::hypot(static_cast<double>(b.x_mm) - a.x_mm, static_cast<double>(b.y_mm) - a.y_mm) *
         1e-3;
}

}  // namespace

geos_presence_answer geos_presence::count(std::vector<geos_ping> pings) const {
  const auto key = [](const geos_ping& p) { return std::tie(p.unit, p.t_ms, p.at); };
  std::sort(pings.begin(), pings.end(), [&](const geos_ping& a, const geos_ping& b) {
    return key(a) < key(b);
  });
  const auto same_time = [](const geos_ping& a, const geos_ping& b) {
    return a.unit == b.unit && a.t_ms == b.t_ms;
  };
  pings.erase(std::unique(pings.begin(), pings.end(), same_time), pings.end());
  reading all;
  all.of_zone.resize(zones_.size());
  for (auto first = pings.begin(); first != pings.end();) {
    const auto last =
        std::find_if(first, pings.end(), [&](const geos_ping& p) { return p.unit != first->unit; });
    read_unit({first, last}, all);
    first = last;
  }
  geos_presence_answer& answer = all.answer;
  std::sort(answer.visits.begin(), answer.visits.end(), [](const auto& a, const auto& b) {
    return std::tie(a.zone, a.unit, a.from_ms) < std::tie(b.zone, b.unit, b.from_ms);
  });
  for (auto& stays : all.of_zone) {
    std::sort(stays.begin(), stays.end(), [](const stay& a, const stay& b) {
      return a.from_ms < b.from_ms;
    });
    std::int64_t sum = 0;
    std::int64_t slack = 0;
    std::int64_t covered_to = 0;
    for (const stay& s : stays) {
      sum += std::max<std::int64_t>(0, s.to_ms - std::max(covered_to, s.from_ms));
      covered_to = std::max(covered_to, s.to_ms);
      slack += s.slack_ms;
    }
    answer.union_ms.push_back(sum);
    answer.slack_ms.push_back(slack);
  }
  return std::move(answer);
}

void geos_presence::read_unit(std::span<const geos_ping> pings, reading& into) const {
  const auto reached = [this](const geos_ping& a, const geos_ping& b) {
    const double seconds = static_cast<double>(b.t_ms - a.t_ms) * 1e-3;
    return length_m(a.at, b.at) <= rules_.speed_cap_mps * seconds + 2.0 * rules_.fix_error_m;
  };
  std::size_t good = 0;
  std::size_t row = 0;  // jumps in a row that reach each other, up to the last ping
  for (std::size_t i = 1; i < pings.size(); ++i) {
    const bool jump = !reached(pings[good], pings[i]);
    row = !jump ? 0 : row > 0 && reached(pings[i - 1], pings[i]) ? row + 1 : 1;
    if (jump && row < 3) {
      ++into.answer.jumps;
      continue;
    }
    ++into.answer.legs;
    if (jump) {
      ++into.answer.infeasible_legs;
    } else {
      read_leg(pings.subspan(good, i - good + 1), into);
    }
    good = i;
    row = 0;
  }
  for (auto& [zone, stays] : into.of_unit) {
    group(zone, pings.front().unit, stays, into);
  }
  into.of_unit.clear();
}

// From the first of these pings to the last; those between are jumps.
void geos_presence::read_leg(std::span<const geos_ping> leg, reading& into) const {
  const bool silent =
      std::adjacent_find(leg.begin(), leg.end(), [this](const geos_ping& a, const geos_ping& b) {
        return b.t_ms - a.t_ms > rules_.gap_limit_ms;
      }) != leg.end();
  if (silent) {
    ++into.answer.silent_legs;
    read_silence(leg.front(), leg.back(), into);
  } else {
    read_line(leg.front(), leg.back(), into);
  }
}

void geos_presence::read_line(const geos_ping& p, const geos_ping& q, reading& into) const {
  const geos_zones::geometry line = zones_.line(p.at, q.at);
  const auto dt_ms = static_cast<double>(q.t_ms - p.t_ms);
  const bool fast = length_m(p.at, q.at) > rules_.speed_cap_mps * dt_ms * 1e-3;
  into.answer.fast_legs += fast ? 1 : 0;
  const auto crossing_slack_ms =
      fast ? std::llround(2e3 * rules_.fix_error_m / rules_.speed_cap_mps) : 1;
  zones_.around(line, into.around);
  for (const std::uint32_t zone : into.around) {
    for (const bool grown : {true, false}) {
      zones_.clip(zone, grown, line, p.at, q.at, into.parts);
      for (const geos_zones::part part : into.parts) {
        const std::int64_t from_ms = p.t_ms + std::llround(part.from * dt_ms);
        const std::int64_t to_ms = p.t_ms + std::llround(part.to * dt_ms);
        const std::int64_t slack_ms =
            (part.from > 0.0 ? crossing_slack_ms : 0) + (part.to < 1.0 ? crossing_slack_ms : 0);
        if (to_ms > from_ms) {
          into.of_unit[zone].push_back({from_ms, to_ms, !grown, slack_ms});
        }
      }
      if (into.parts.empty()) {
        break;
      }
    }
  }
}

void geos_presence::read_silence(const geos_ping& p, const geos_ping& q, reading& into) const {
  const double reach_mm =
      rules_.speed_cap_mps * static_cast<double>(q.t_ms - p.t_ms) + 2e3 * rules_.fix_error_m;
  const auto proved_ms = [&](std::uint32_t zone, plane_point end, plane_point other) {
    const geos_zones::nearest nearest = zones_.boundary(zone, end);
    const double on_mm = std::hypot(nearest.x_mm - other.x_mm, nearest.y_mm - other.y_mm);
    if (nearest.mm + on_mm > reach_mm) {
      ++into.answer.undecided;
    }
    const double free_mm = std::max(0.0, nearest.mm - 1e3 * rules_.fix_error_m);
    return static_cast<std::int64_t>(free_mm / rules_.speed_cap_mps);
  };
  const auto add = [&](std::uint32_t zone, std::int64_t from_ms, std::int64_t to_ms) {
    if (to_ms > from_ms) {
      into.of_unit[zone].push_back({from_ms, to_ms, true, 2 + (to_ms - from_ms) / 5'000});
    }
  };
  for (const bool start : {true, false}) {
    const geos_ping& end = start ? p : q;
    zones_.around(zones_.line(end.at, end.at), into.around);
    for (const std::uint32_t zone : into.around) {
      if (zones_.covers(zone, end.at)) {
        const std::int64_t ms = proved_ms(zone, end.at, (start ? q : p).at);
        add(zone, start ? p.t_ms : q.t_ms - ms, start ? p.t_ms + ms : q.t_ms);
      }
    }
  }
}

void geos_presence::group(std::uint32_t zone,
                          std::uint32_t unit,
                          std::vector<stay>& stays,
                          reading& into) const {
  std::stable_sort(stays.begin(), stays.end(), [](const stay& a, const stay& b) {
    return a.from_ms < b.from_ms;
  });
  geos_visit visit{.zone = zone, .unit = unit};
  const auto close = [&] {
    if (visit.inside_ms > 0) {
      into.answer.visits.push_back(visit);
    }
    visit = {.zone = zone, .unit = unit};
  };
  std::int64_t group_end = stays.front().from_ms;
  for (const stay& s : stays) {
    if (s.from_ms - group_end > rules_.merge_gap_ms) {
      close();
    }
    group_end = std::max(group_end, s.to_ms);
    if (!s.inside) {
      continue;
    }
    visit.from_ms = visit.inside_ms == 0 ? s.from_ms : visit.from_ms;
    visit.to_ms = std::max(visit.to_ms, s.to_ms);
    visit.inside_ms += s.to_ms - s.from_ms;
    visit.slack_ms += s.slack_ms;
    into.of_zone[zone].push_back(s);
  }
  close();
}

}  // namespace beatwatch
