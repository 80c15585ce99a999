#include "engine/visibility/attributes_of.h"

#include <algorithm>
#include <cstdint>

#include "engine/base/few.h"

namespace beatwatch {
namespace {

// What a unit was doing, as far as visits tell it apart.
enum class duty_kind : std::uint8_t { none, unallocated, committed, at_station };

duty_kind kind_of(unit_status status) {
  switch (status) {
    case unit_status::available:
      return duty_kind::unallocated;
    case unit_status::assigned:
    case unit_status::en_route:
    case unit_status::on_scene:
    case unit_status::busy:
      return duty_kind::committed;
    case unit_status::at_station:
      return duty_kind::at_station;
    default:
      return duty_kind::none;
  }
}

// Everything that holds at one moment: levels and paces by device, levels by station, what the unit
// does. It is set by edges, each of which belongs to one place of `values`.
struct edge {
  instant at;
  std::uint32_t order = 0;
  std::uint32_t place = 0;
  std::uint8_t value = 0;
};

class moment_sweep {
 public:
  moment_sweep(interval span, const visit_evidence& known)
      : devices_(static_cast<std::uint32_t>(known.devices.size())),
        stations_(static_cast<std::uint32_t>(known.stations.size())) {
    for (std::uint32_t place = 0; place <= place_of_duty(); ++place) {
      values_.push_back(0);
    }
    for (std::uint32_t d = 0; d < devices_; ++d) {
      add_runs(2 * d, span, *known.devices[d].inside);
      add_runs(2 * d + 1, span, *known.devices[d].speed);
    }
    for (std::uint32_t s = 0; s < stations_; ++s) {
      for (const interval& in_force : *known.stations[s].in_force) {
        add_runs(2 * devices_ + s, intersection(span, in_force), *known.stations[s].inside);
      }
    }
    const std::uint32_t duty = place_of_duty();
    known.facts->status_of(known.unit).for_each(span, [&](interval held, const dated_status& fact) {
      add(held.from, duty, static_cast<std::uint8_t>(kind_of(fact.status)));
    });
    std::sort(edges_.begin(), edges_.end(), [](const edge& a, const edge& b) {
      return a.at != b.at ? a.at < b.at : a.order < b.order;
    });
  }

  // Calls `visit(ms)` for each stretch in which nothing changes.
  template <typename Visit>
  void walk(interval span, Visit&& visit) {
    instant t = span.from;
    for (const edge& e : edges_) {
      if (e.at > t) {
        visit((e.at - t).count());
        t = e.at;
      }
      values_[e.place] = e.value;
    }
    if (span.to > t) {
      visit((span.to - t).count());
    }
  }

  [[nodiscard]] std::uint32_t devices() const { return devices_; }
  [[nodiscard]] presence_level inside(std::uint32_t device) const {
    return static_cast<presence_level>(values_[2 * device]);
  }
  [[nodiscard]] pace speed(std::uint32_t device) const {
    return static_cast<pace>(values_[2 * device + 1]);
  }
  [[nodiscard]] presence_level inside() const {
    presence_level highest = presence_level::out;
    for (std::uint32_t d = 0; d < devices_; ++d) {
      highest = std::max(highest, inside(d));
    }
    return highest;
  }
  [[nodiscard]] presence_level at_site() const {
    const auto first = values_.begin() + 2 * devices_;
    const auto highest = std::max_element(first, first + stations_);
    return stations_ == 0 ? presence_level::out : static_cast<presence_level>(*highest);
  }
  [[nodiscard]] duty_kind duty() const { return static_cast<duty_kind>(values_.back()); }

 private:
  [[nodiscard]] std::uint32_t place_of_duty() const { return 2 * devices_ + stations_; }

  void add(instant at, std::uint32_t place, std::uint8_t value) {
    edges_.push_back({at, static_cast<std::uint32_t>(edges_.size()), place, value});
  }
  void add_runs(std::uint32_t place, interval within, const presence_line& line) {
    line.for_each_run(within, [&](const presence_line::run& r) {
      add(r.from, place, static_cast<std::uint8_t>(r.level));
      add(r.to, place, static_cast<std::uint8_t>(presence_level::out));
    });
  }
  void add_runs(std::uint32_t place, interval within, const pace_line& line) {
    line.for_each_run(within, [&](const pace_line::run& r) {
      add(r.from, place, static_cast<std::uint8_t>(r.value));
      add(r.to, place, static_cast<std::uint8_t>(pace::untold));
    });
  }

  std::uint32_t devices_;
  std::uint32_t stations_;
  few<edge, 24> edges_;  // of most visits, which are short
  few<std::uint8_t, 8> values_;
};

// The measures of "inside and not at a station": inner minus outer, likely minus likely, outer
// minus inner.
void add_off_station(const moment_sweep& now, std::int64_t ms, presence_measure& sum) {
  const presence_level inside = now.inside();
  const presence_level site = now.at_site();
  const bool by_status = now.duty() == duty_kind::at_station;
  if (site == presence_level::proved) {
    return;
  }
  if (inside == presence_level::unknown) {
    sum.unknown_ms += ms;
  }
  if (inside >= presence_level::possible) {
    sum.at_most_ms += ms;
  }
  if (inside >= presence_level::likely && site < presence_level::likely && !by_status) {
    sum.about_ms += ms;
  }
  if (inside == presence_level::proved && site == presence_level::out && !by_status) {
    sum.at_least_ms += ms;
  }
}

void add_duty(const moment_sweep& now, std::int64_t ms, visit_attributes& sum) {
  if (now.at_site() >= presence_level::likely || now.duty() == duty_kind::at_station) {
    sum.at_station_ms += ms;
  } else if (now.duty() == duty_kind::committed) {
    sum.committed_ms += ms;
  } else if (now.duty() == duty_kind::unallocated) {
    sum.unallocated_ms += ms;
  }
}

void add_paces(const moment_sweep& now, std::int64_t ms, visit_attributes& sum) {
  bool on_foot = false;
  bool stopped = false;
  bool driving = false;
  bool dwells = false;
  bool surely_dwells = false;
  for (std::uint32_t d = 0; d < now.devices(); ++d) {
    if (now.inside(d) < presence_level::likely) {
      continue;
    }
    const pace speed = now.speed(d);
    on_foot = on_foot || speed == pace::on_foot;
    stopped = stopped || speed == pace::stopped || speed == pace::parked;
    driving = driving || speed == pace::driving || speed == pace::slow;
    dwells = dwells || speed >= pace::slow;
    surely_dwells =
        surely_dwells || (now.inside(d) == presence_level::proved && speed >= pace::parked);
  }
  sum.on_foot_ms += on_foot ? ms : 0;
  sum.stopped_ms += stopped ? ms : 0;
  sum.driving_ms += driving ? ms : 0;
  sum.dwell_about_ms += dwells ? ms : 0;
  sum.dwell_at_least_ms += surely_dwells && now.at_site() == presence_level::out ? ms : 0;
}

// Of the grades 1 to 4 the lowest is the most urgent.
std::uint8_t most_urgent(std::uint8_t before, interval span, const visit_evidence& known) {
  std::uint8_t found = before;
  known.facts->status_of(known.unit).for_each(span, [&](interval, const dated_status& fact) {
    if (kind_of(fact.status) == duty_kind::committed && !fact.incident.empty()) {
      const std::uint8_t grade = known.facts->grade_of(fact.incident);
      found = found == 0 || (grade != 0 && grade < found) ? grade : found;
    }
  });
  return found;
}

// What the line reads just before `t`.
presence_level level_before(instant t, const presence_line& line) {
  presence_level found = presence_level::out;
  line.for_each_run({t - duration{1}, t},
                    [&found](const presence_line::run& r) { found = r.level; });
  return found;
}

// What the line reads from `t` on, once it is no longer merely possible.
presence_level level_after(instant t, const presence_line& line) {
  presence_level found = presence_level::out;
  instant possible_to = t;
  line.for_each_run({t, instant::max()}, [&](const presence_line::run& r) {
    if (r.from == possible_to) {
      const bool possible = r.level == presence_level::possible || r.level == presence_level::near;
      possible_to = possible ? r.to : instant::max();
      found = possible ? found : r.level;
    }
  });
  return found;
}

}  // namespace

visit_attributes attributes_at(instant start, const visit_evidence& known) {
  const crew_on_duty& crew = known.facts->crew_of(known.unit, start);
  return {.visibility = crew.visibility, .crew = crew.kind, .officers = crew.officers};
}

void add_span(interval span, const visit_evidence& known, visit_attributes& sum) {
  sum.incident_grade = most_urgent(sum.incident_grade, span, known);
  moment_sweep now{span, known};
  now.walk(span, [&](std::int64_t ms) {
    add_off_station(now, ms, sum.off_station);
    if (now.inside() < presence_level::likely) {
      return;
    }
    add_duty(now, ms, sum);
    if (now.at_site() < presence_level::likely && now.duty() != duty_kind::at_station) {
      add_paces(now, ms, sum);
    }
  });
}

void conclude(std::uint32_t pings, const visit_rules& rules, visit_attributes& sum) {
  sum.evidence = evidence_of(pings);
  sum.credit = credit_of(sum.dwell_about_ms, rules);
  sum.kind = class_of(sum, rules);
}

visit_attributes attributes_of(interval span,
                               std::uint32_t pings,
                               const visit_evidence& known,
                               const visit_rules& rules) {
  visit_attributes result = attributes_at(span.from, known);
  add_span(span, known, result);
  conclude(pings, rules, result);
  return result;
}

// A visit that begins by movement was possible before it was likely.
visit_cause cause_of_start(instant first_likely, std::span<const device_told> devices) {
  visit_cause found = visit_cause::startup;
  for (const device_told& told : devices) {
    const presence_level before = level_before(first_likely, *told.inside);
    if (before >= presence_level::possible) {
      return visit_cause::movement;
    }
    if (before == presence_level::unknown) {
      found = visit_cause::gap;
    } else if (found != visit_cause::gap &&
               told.speed->at(first_likely - duration{1}) != pace::untold) {
      found = visit_cause::zone_change;
    }
  }
  return found;
}

// A visit that ends by movement is possible for a while, and then no longer.
visit_cause cause_of_end(instant last_likely, std::span<const device_told> devices) {
  visit_cause found = visit_cause::gap;
  for (const device_told& told : devices) {
    const bool possible =
        level_before(last_likely + duration{1}, *told.inside) >= presence_level::possible;
    const presence_level after = level_after(last_likely, *told.inside);
    const bool heard = told.speed->at(last_likely) != pace::untold;
    if (possible && after != presence_level::unknown) {
      return visit_cause::movement;
    }
    if (!possible && after == presence_level::out && heard) {
      found = visit_cause::zone_change;
    }
  }
  return found;
}

}  // namespace beatwatch
