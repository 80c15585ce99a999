#include "engine/place_evidence.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/interval_set.h"
#include "engine/figures/level_visits.h"
#include "engine/model/policing_day.h"
#include "engine/state.h"
#include "engine/visibility/minute.h"

namespace beatwatch {
namespace {

counted_visit counted(const visit_changed& visit) {
  const visit_attributes& was = visit.attributes;
  return {.zone = visit.zone,
          .unit = visit.unit,
          .span = visit.span,
          .inside = visit.inside,
          .pings = visit.pings,
          .qualifies = was.kind >= visit_class::short_stop,
          .officers = std::max<std::uint32_t>(was.officers, 1),  // nobody named: one
          .crew = was.crew,
          .credited_ms = was.credit.full_ms,
          .unallocated_ms = was.unallocated_ms,
          .committed_ms = was.committed_ms,
          .at_station_ms = was.at_station_ms};
}

// Nothing is told of the time before the first zone set, nor of what is not retained any more.
std::optional<place_evidence> begin(const state& s, interval window) {
  const auto& sets = s.legs.zones();
  const instant known_to = s.books.published_to();
  const interval whole{minute_mark(window.from),
                       std::min(minute_mark(window.to - duration{1}) + minute, known_to)};
  if (whole.empty() || sets.empty()) {
    return std::nullopt;
  }
  const instant from =
      std::max({whole.from - evidence_reach, s.books.retained_from(), sets.front().from});
  return place_evidence{.window = whole,
                        .told = {minute_mark(from - duration{1}) + minute, whole.to}};
}

void add_cells(const zone_ledger& ledger, place_evidence& evidence) {
  ledger.for_each_minute(evidence.told, [&](instant start, const zone_ledger::totals& totals) {
    evidence.cells.push_back(
        {.span = {start, start + minute}, .presence = totals.presence, .red = totals.red});
  });
}

void add_visits(const state& s, zone_id zone, interval within, place_evidence& evidence) {
  const auto answer = s.books.answer(zone, within, s.zone_names, s.unit_names);
  for (const visit_changed& visit : answer.visit_list) {
    evidence.visits.push_back(counted(visit));
  }
}

// Pieces by policing day, so that a window which never ends is due once a day.
void add_red(const state& s, zone_id zone, interval within, place_evidence& evidence) {
  const interval told = intersection(evidence.told, within);
  std::vector<interval> pieces;
  const auto red = s.books.red(zone, {told.from, told.to + std::chrono::hours{25}});
  for (const interval& time : red) {
    for (instant t = time.from; t < time.to;) {
      const interval day = policing_day(s.settings, t);
      pieces.push_back(intersection(time, day));
      t = day.to;
    }
  }
  evidence.due = windows_due(pieces, intersection(evidence.window, within));
  evidence.red = common(united(red), std::span{&told, 1});
}

place_evidence zone_part(const state& s,
                         zone_id zone,
                         const place_evidence& begun,
                         interval within) {
  place_evidence evidence = begun;
  add_cells(s.books.ledger(zone), evidence);
  add_visits(s, zone, intersection(evidence.told, within), evidence);
  add_red(s, zone, within, evidence);
  return evidence;
}

}  // namespace

std::vector<std::span<const counted_visit>> visits_of_zones(const level_evidence& evidence) {
  std::vector<std::span<const counted_visit>> visits;
  visits.reserve(evidence.zones.size());
  for (const place_evidence& zone : evidence.zones) {
    visits.emplace_back(zone.visits);
  }
  return visits;
}

std::optional<place_evidence> evidence_of_zone(const state& s,
                                               const std::string& zone,
                                               interval window) {
  const auto id = s.zone_names.find(zone);
  const auto begun = begin(s, window);
  return id && begun ? std::optional{zone_part(s, *id, *begun, begun->told)} : std::nullopt;
}

std::optional<level_evidence> evidence_of_level(const state& s,
                                                const std::string& level,
                                                interval window) {
  const auto begun = begin(s, window);
  if (!begun || !s.books.levels().knows(level)) {
    return std::nullopt;
  }
  level_evidence evidence{.place = *begun};
  add_cells(s.books.levels().ledger(level), evidence.place);
  std::vector<interval> red;
  std::map<std::string, place_evidence> by_name;
  for (const auto& [zone, time] : s.books.levels().members(level, begun->told)) {
    place_evidence part = zone_part(s, zone, *begun, time);
    std::erase_if(part.visits, [&time = time](const counted_visit& visit) {
      return !time.contains(visit.span.from);
    });
    red.insert(red.end(), part.red.begin(), part.red.end());
    const auto [known, fresh] = by_name.try_emplace(s.zone_names.name(zone), std::move(part));
    if (!fresh) {  // it belongs to the level by two zone sets
      place_evidence& whole = known->second;
      whole.visits.insert(whole.visits.end(), part.visits.begin(), part.visits.end());
      whole.red.insert(whole.red.end(), part.red.begin(), part.red.end());
      whole.red = united(std::move(whole.red));
      whole.due.insert(whole.due.end(), part.due.begin(), part.due.end());
    }
  }
  evidence.place.red = united(std::move(red));
  evidence.place.due = windows_due(evidence.place.red, begun->window);
  for (auto& [name, zone] : by_name) {
    evidence.names.push_back(name);
    evidence.zones.push_back(std::move(zone));
  }
  evidence.place.visits = level_visits(visits_of_zones(evidence));
  return evidence;
}

std::vector<interval> windows_due(const std::vector<interval>& red, interval window) {
  constexpr duration longest_day = std::chrono::hours{25};
  std::vector<interval> due;
  for (const interval& piece : red) {
    if (!due.empty() && due.back().to == piece.from &&
        due.back().length() + piece.length() <= longest_day) {
      due.back().to = piece.to;
    } else {
      due.push_back(piece);
    }
  }
  std::erase_if(due, [window](const interval& one) { return !window.contains(one.from); });
  return due;
}

}  // namespace beatwatch
