#include "engine/visibility/officer_time.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "engine/base/few.h"

namespace beatwatch {
namespace {

using records = few<const presence_line*, 4>;

bool owns(const crew_member& member, device_id device) {
  return std::find(member.own.begin(), member.own.end(), device) != member.own.end();
}

records records_of(const visit_book& book, interval within, auto&& wanted) {
  records found;
  for (const presence_record& r : book.records()) {
    if (r.line.begin() < within.to && r.line.end() > within.from && wanted(r.device)) {
      found.push_back(&r.line);
    }
  }
  return found;
}

// `line` outside `times`, no higher than `highest`.
presence_line left_of(const presence_line& line,
                      interval within,
                      std::span<const interval> times,
                      presence_level highest) {
  presence_line left;
  line.for_each_run(within, [&](const presence_line::run& r) {
    const presence_level level = std::min(r.level, highest);
    instant from = r.from;
    for (const interval& t : times) {
      if (t.to > from && t.from < r.to) {
        left.append({from, t.from, level});
        from = t.to;
      }
    }
    left.append({from, r.to, level});
  });
  return left;
}

presence_line proved_part(const presence_line& line, interval within) {
  presence_line proved;
  line.for_each_run(within, [&proved](const presence_line::run& r) {
    if (r.level == presence_level::proved) {
      proved.append(r);
    }
  });
  return proved;
}

void sort_and_join(std::vector<interval>& times) {
  std::sort(times.begin(), times.end());
  std::vector<interval> joined;
  for (const interval& t : times) {
    if (!joined.empty() && t.from <= joined.back().to) {
      joined.back().to = std::max(joined.back().to, t.to);
    } else {
      joined.push_back(t);
    }
  }
  times.swap(joined);
}

void append_made(std::uint32_t person,
                 interval within,
                 presence_line line,
                 officers_told& officers) {
  if (!line.empty()) {
    officers.lines.push_back({person, within, &officers.made.emplace_front(std::move(line))});
  }
}

void append_union(std::uint32_t person,
                  interval within,
                  const records& lines,
                  officers_told& officers) {
  if (lines.size() == 1) {
    officers.lines.push_back({person, within, lines.front()});
  } else {
    append_made(person, within, combine(lines, within), officers);
  }
}

void append_stretch(const visit_book& book,
                    interval within,
                    std::span<const crew_member> members,
                    const crew_lookup& crews,
                    officers_told& officers) {
  if (within.empty()) {
    return;
  }
  const records all = records_of(book, within, [](device_id /*any*/) { return true; });
  if (all.empty()) {
    return;
  }
  if (members.size() == 1 && members.front().own.empty()) {
    append_union(members.front().person, within, all, officers);
    return;
  }
  const presence_line car = combine(
      records_of(book,
                 within,
                 [&members](device_id device) {
                   return std::none_of(members.begin(),
                                       members.end(),
                                       [device](const crew_member& m) { return owns(m, device); });
                 }),
      within);
  if (members.size() == 1 && car.empty()) {
    append_union(members.front().person, within, all, officers);
    return;
  }
  std::vector<std::vector<interval>> heard(members.size());
  std::vector<interval> anyone;
  if (!car.empty()) {
    for (std::size_t i = 0; i < members.size(); ++i) {
      for (const device_id device : members[i].own) {
        crews.heard(book.unit(), device, within, heard[i]);
      }
      sort_and_join(heard[i]);
      anyone.insert(anyone.end(), heard[i].begin(), heard[i].end());
    }
    sort_and_join(anyone);
  }
  const presence_line driven =
      left_of(proved_part(car, within), within, anyone, presence_level::proved);
  for (std::size_t i = 0; i < members.size(); ++i) {
    const presence_line riding = left_of(car, within, heard[i], presence_level::likely);
    records lines =
        records_of(book, within, [&](device_id device) { return owns(members[i], device); });
    lines.push_back(&riding);
    if (i == 0) {
      lines.push_back(&driven);
    }
    append_made(members[i].person, within, combine(lines, within), officers);
  }
}

}  // namespace

void append_officers(const visit_book& book,
                     interval within,
                     const crew_lookup& crews,
                     officers_told& officers) {
  if (book.told_from() >= within.to || book.told_to() <= within.from) {
    return;
  }
  const std::array unnamed{crew_lookup::unnamed_member(book.unit())};
  instant told_to = within.from;
  for (const crew_stretch& stretch : crews.stretches(book.unit())) {
    const interval part = intersection(stretch.within, within);
    if (part.empty()) {
      continue;
    }
    append_stretch(book, {told_to, part.from}, unnamed, crews, officers);
    append_stretch(book, part, stretch.members, crews, officers);
    told_to = part.to;
  }
  append_stretch(book, {told_to, within.to}, unnamed, crews, officers);
}

void unite_officers(officers_told& officers, interval within) {
  auto& lines = officers.lines;
  std::sort(lines.begin(), lines.end(), [](const officer_line& a, const officer_line& b) {
    return a.person < b.person;
  });
  auto kept = lines.begin();
  for (auto first = lines.begin(); first != lines.end(); ++kept) {
    const auto last = std::find_if(
        first, lines.end(), [first](const officer_line& o) { return o.person != first->person; });
    *kept = *first;
    if (last - first > 1) {
      records parts;
      for (const officer_line& told : std::span{first, last}) {
        parts.push_back(&officers.made.emplace_front(combine({&told.line, 1}, told.time)));
      }
      *kept = {first->person, within, &officers.made.emplace_front(combine(parts, within))};
    }
    first = last;
  }
  lines.erase(kept, lines.end());
}

}  // namespace beatwatch
