#include "engine/visibility/level_books.h"

#include <algorithm>
#include <tuple>

#include "engine/base/check.h"
#include "engine/base/interval_set.h"
#include "engine/visibility/minute.h"

namespace beatwatch {
namespace {

using run = presence_line::run;

std::vector<run> runs_of(const presence_line& line, interval within) {
  std::vector<run> runs;
  line.for_each_run(within, [&runs](const run& r) { runs.push_back(r); });
  return runs;
}

// Reads runs as a step function from left to right.
class run_reader {
 public:
  explicit run_reader(std::span<const run> runs) : next_(runs.begin()), end_(runs.end()) {}

  // `t` never decreases.
  presence_level at(instant t) {
    while (next_ != end_ && next_->to <= t) {
      ++next_;
    }
    return next_ != end_ && next_->from <= t ? next_->level : presence_level::out;
  }
  // The level stays as it is at `t` until then.
  [[nodiscard]] instant until(instant t) const {
    return next_ == end_ ? instant::max() : next_->from <= t ? next_->to : next_->from;
  }

 private:
  std::span<const run>::iterator next_;
  std::span<const run>::iterator end_;
};

// The whole minutes in which two lines differ are appended to `stale`.
void add_differences(std::span<const run> a, std::span<const run> b, std::vector<interval>& stale) {
  const std::size_t before = stale.size();
  run_reader read_a{a};
  run_reader read_b{b};
  instant t = instant::max();
  t = a.empty() ? t : std::min(t, a.front().from);
  t = b.empty() ? t : std::min(t, b.front().from);
  while (t != instant::max()) {
    const bool differ = read_a.at(t) != read_b.at(t);
    const instant until = std::min(read_a.until(t), read_b.until(t));
    if (differ) {
      const interval minutes{minute_mark(t), minute_mark(until - duration{1}) + minute};
      if (stale.size() > before && minutes.from <= stale.back().to) {
        stale.back().to = std::max(stale.back().to, minutes.to);
      } else {
        stale.push_back(minutes);
      }
    }
    t = until;
  }
}

}  // namespace

level_books::level_index level_books::level_of(std::string_view path) {
  if (const auto known = index_.find(path); known != index_.end()) {
    return known->second;
  }
  std::optional<level_index> above;
  if (const std::size_t slash = path.rfind('/'); slash != std::string_view::npos) {
    above = level_of(path.substr(0, slash));
  }
  const auto fresh = static_cast<level_index>(levels_.size());
  names_.emplace_back(path);
  levels_.emplace_back();
  index_.emplace(path, fresh);
  return fresh;
}

void level_books::set_zones(const std::vector<dated_levels>& dated, instant changed_from) {
  for (level& l : levels_) {
    l.zones.clear();
    l.below.clear();
  }
  for (const dated_levels& now : dated) {
    direct_.resize(std::max(direct_.size(), now.paths.size()));
    for (const auto& paths : now.paths) {
      for (const std::string& path : paths) {
        level_of(path);
      }
    }
  }
  zones_.resize(std::max(zones_.size(), direct_.size()));
  for (auto& levels : direct_) {
    levels.clear();
  }
  for (const dated_levels& now : dated) {
    for (level& l : levels_) {
      l.zones.push_back({now.from, {}});
    }
    for (std::uint32_t z = 0; z < now.paths.size(); ++z) {
      for (const std::string& path : now.paths[z]) {
        const level_index index = level_of(path);
        levels_[index].zones.back().zones.push_back(zone_id{z});
        direct_[z].push_back(index);
      }
    }
  }
  for (auto& levels : direct_) {
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  }
  instant end = instant::min();
  for (level_index i = 0; i < levels_.size(); ++i) {
    const std::size_t slash = names_[i].rfind('/');
    if (slash != std::string::npos) {
      levels_[i].above = level_of(std::string_view{names_[i]}.substr(0, slash));
      levels_[*levels_[i].above].below.push_back(i);
    }
    end = std::max(end, levels_[i].told.all.end());
  }
  if (changed_from < end) {
    for (level& l : levels_) {
      l.stale.push_back({minute_mark(changed_from), minute_mark(end) + minute});
    }
  }
}

void level_books::take(zone_id zone,
                       interval within,
                       std::span<const run> runs,
                       std::span<const run> red_runs) {
  if (zone.value >= direct_.size() || direct_[zone.value].empty()) {
    return;
  }
  told_lines& told = zones_[zone.value];
  std::vector<interval> stale;
  add_differences(runs_of(told.all, within), runs, stale);
  add_differences(runs_of(told.red, within), red_runs, stale);
  if (stale.empty()) {
    return;
  }
  told.all.replace(within, runs);
  told.red.replace(within, red_runs);
  for (const level_index index : direct_[zone.value]) {
    auto& of_level = levels_[index].stale;
    of_level.insert(of_level.end(), stale.begin(), stale.end());
  }
}

presence_line level_books::union_of(const level& l,
                                    interval within,
                                    presence_line told_lines::*kind) const {
  presence_line whole;
  std::vector<const presence_line*> lines;
  const auto add = [&lines, &within](const presence_line& line) {
    if (line.begin() < within.to && line.end() > within.from) {
      lines.push_back(&line);
    }
  };
  // Without zones of its own a level is told by those below it alone.
  const std::size_t parts = std::max<std::size_t>(l.zones.size(), 1);
  for (std::size_t i = 0; i < parts; ++i) {
    const instant from = i == 0 ? instant::min() : l.zones[i].from;
    const instant to = i + 1 < l.zones.size() ? l.zones[i + 1].from : instant::max();
    const interval part = intersection(within, {from, to});
    if (part.empty()) {
      continue;
    }
    lines.clear();
    for (const level_index index : l.below) {
      add(levels_[index].told.*kind);
    }
    if (i < l.zones.size() && part.from >= l.zones[i].from) {
      for (const zone_id zone : l.zones[i].zones) {
        add(zones_[zone.value].*kind);
      }
    }
    combine(lines, part).for_each_run(part, [&whole](const run& r) { whole.append(r); });
  }
  return whole;
}

void level_books::refresh(level& l, interval within) {
  const auto runs = runs_of(union_of(l, within, &told_lines::all), within);
  const auto red_runs = runs_of(union_of(l, within, &told_lines::red), within);
  if (l.above) {
    auto& above = levels_[*l.above].stale;
    std::vector<interval> changed;
    add_differences(runs_of(l.told.all, within), runs, changed);
    add_differences(runs_of(l.told.red, within), red_runs, changed);
    above.insert(above.end(), changed.begin(), changed.end());
  }
  l.told.all.replace(within, runs);
  l.told.red.replace(within, red_runs);
  l.ledger.rewrite(within, runs, red_runs, {});
}

void level_books::refresh() {
  for (auto l = levels_.rbegin(); l != levels_.rend(); ++l) {
    for (const interval& within : united(std::move(l->stale))) {
      refresh(*l, within);
    }
    l->stale.clear();
  }
}

void level_books::settle_before(instant t) {
  const auto forget = [t](told_lines& told) {
    told.all.forget_before(t);
    told.red.forget_before(t);
  };
  std::for_each(zones_.begin(), zones_.end(), forget);
  for (level& l : levels_) {
    forget(l.told);
  }
}

void level_books::forget_before(instant t) {
  for (level& l : levels_) {
    l.ledger.forget_before(t);
  }
}

void level_books::take_officers(std::string_view path,
                                interval within,
                                std::span<const officer_line> officers) {
  levels_[index_.find(path)->second].ledger.rewrite_officers(within, officers);
}

std::vector<std::string> level_books::paths() const {
  std::vector<std::string> sorted;
  for (const auto& [path, index] : index_) {
    sorted.push_back(path);
  }
  return sorted;
}

zone_ledger::totals level_books::sum(std::string_view path,
                                     interval within,
                                     instant settled_to) const {
  const level& l = levels_[index_.find(path)->second];
  zone_ledger::totals sum = l.ledger.sum(intersection(within, {instant::min(), settled_to}));
  const interval open = intersection(within, {settled_to, instant::max()});
  l.told.all.for_each_run(open, [&sum](const run& r) { add_run(sum.presence, r); });
  l.told.red.for_each_run(open, [&sum](const run& r) { add_run(sum.red, r); });
  return sum;
}

const zone_ledger& level_books::ledger(std::string_view path) const {
  const auto known = index_.find(path);
  check(known != index_.end(), "a level that is asked for is known");
  return levels_[known->second].ledger;
}

std::vector<level_books::membership> level_books::members(std::string_view path,
                                                          interval within) const {
  std::vector<membership> found;
  for (level_index i = 0; i < levels_.size(); ++i) {
    const std::string& name = names_[i];
    const bool inside = name == path || (name.starts_with(path) && name[path.size()] == '/');
    const auto& dated = levels_[i].zones;
    for (std::size_t d = 0; inside && d < dated.size(); ++d) {
      const instant to = d + 1 < dated.size() ? dated[d + 1].from : instant::max();
      const interval time = intersection(within, {dated[d].from, to});
      for (const zone_id zone : time.empty() ? std::vector<zone_id>{} : dated[d].zones) {
        found.push_back({zone, time});
      }
    }
  }
  std::sort(found.begin(), found.end(), [](const membership& a, const membership& b) {
    return std::tie(a.zone, a.time) < std::tie(b.zone, b.time);
  });
  // A zone in two levels below the path is a member once.
  found.erase(std::unique(found.begin(),
                          found.end(),
                          [](const membership& a, const membership& b) {
                            return a.zone == b.zone && a.time == b.time;
                          }),
              found.end());
  return found;
}

void level_books::rebuild_look_up() {
  index_.clear();
  for (level_index i = 0; i < names_.size(); ++i) {
    index_.emplace(names_[i], i);
  }
}

}  // namespace beatwatch
