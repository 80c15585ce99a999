#include "engine/visibility/zone_ledger.h"

#include <algorithm>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

constexpr std::int64_t minute_ms = 60'000;

std::uint32_t minute_of(instant t) {
  return static_cast<std::uint32_t>(instant_to_ms(t) / minute_ms);
}

template <typename Figure>
void add_to(std::array<Figure, 4>& figures, const presence_line::run& r) {
  presence_measure sum;
  add_run(sum, r);
  figures[0] = static_cast<Figure>(figures[0] + sum.at_least_ms);
  figures[1] = static_cast<Figure>(figures[1] + sum.about_ms);
  figures[2] = static_cast<Figure>(figures[2] + sum.at_most_ms);
  figures[3] = static_cast<Figure>(figures[3] + sum.unknown_ms);
}

template <typename Figure>
void add_figures(presence_measure& sum, const std::array<Figure, 4>& figures) {
  sum.at_least_ms += figures[0];
  sum.about_ms += figures[1];
  sum.at_most_ms += figures[2];
  sum.unknown_ms += figures[3];
}

}  // namespace

void zone_ledger::rewrite(interval within,
                          std::span<const presence_line::run> runs,
                          std::span<const presence_line::run> red_runs,
                          std::span<const officer_line> officers) {
  if (within.empty()) {
    return;
  }
  const std::uint32_t first = minute_of(within.from);
  const std::uint32_t last = minute_of(within.to - duration{1});
  std::vector<row> fresh;
  const auto lay = [&fresh](std::span<const presence_line::run> all,
                            std::array<std::uint16_t, 4> row::*figures) {
    std::size_t at = 0;
    for (const presence_line::run& r : all) {
      for (instant from = r.from; from < r.to;) {
        const std::uint32_t minute = minute_of(from);
        const instant to = std::min(r.to, start_of(minute + 1));
        while (at < fresh.size() && fresh[at].minute < minute) {
          ++at;
        }
        if (at == fresh.size()) {
          fresh.push_back({.minute = minute});
        }
        add_to(fresh[at].*figures, {from, to, r.level});
        from = to;
      }
    }
  };
  lay(runs, &row::presence);
  lay(red_runs, &row::red);  // red time is part of all time: no new minutes
  add_officers(fresh, within, officers);
  const auto before = [](const row& r, std::uint32_t minute) { return r.minute < minute; };
  const auto old_first = std::lower_bound(rows_.begin(), rows_.end(), first, before);
  const auto old_last = std::lower_bound(old_first, rows_.end(), last + 1, before);
  const auto at = rows_.erase(old_first, old_last);
  rows_.insert(at, fresh.begin(), fresh.end());
}

void zone_ledger::rewrite_officers(interval within, std::span<const officer_line> officers) {
  for (auto r = rows_.begin() + (first_from(within.from) - rows_.cbegin());
       r != rows_.end() && start_of(r->minute) < within.to;
       ++r) {
    r->officers = {};
  }
  add_officers(rows_, within, officers);
}

void zone_ledger::add_officers(std::vector<row>& rows,
                               interval within,
                               std::span<const officer_line> officers) {
  for (const officer_line& officer : officers) {
    auto at = rows.begin();
    officer.for_each_run(within, [&](const presence_line::run& r) {
      for (instant from = r.from; from < r.to;) {
        const std::uint32_t minute = minute_of(from);
        const instant to = std::min(r.to, start_of(minute + 1));
        at = std::lower_bound(at, rows.end(), minute, [](const row& before, std::uint32_t m) {
          return before.minute < m;
        });
        check(at != rows.end() && at->minute == minute, "an officer is part of a unit's presence");
        add_to(at->officers, {from, to, r.level});
        from = to;
      }
    });
  }
}

zone_ledger::totals zone_ledger::sum(interval within) const {
  totals result;
  for (auto r = first_from(within.from); r != rows_.end() && start_of(r->minute) < within.to; ++r) {
    add(*r, result);
  }
  return result;
}

void zone_ledger::add(const row& r, totals& sum) {
  add_figures(sum.presence, r.presence);
  add_figures(sum.red, r.red);
  add_figures(sum.officers, r.officers);
}

std::vector<zone_ledger::row>::const_iterator zone_ledger::first_from(instant t) const {
  return std::lower_bound(rows_.begin(), rows_.end(), t, [](const row& before, instant at) {
    return start_of(before.minute) < at;
  });
}

void zone_ledger::forget_before(instant t) {
  rows_.erase(rows_.begin(),
              std::lower_bound(rows_.begin(), rows_.end(), t, [](const row& r, instant at) {
                return start_of(r.minute) < at;
              }));
}

instant zone_ledger::begin() const {
  return rows_.empty() ? instant::max() : start_of(rows_.front().minute);
}

}  // namespace beatwatch
