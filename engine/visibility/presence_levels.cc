// What `presence_books` answers of levels.
#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "engine/visibility/minute.h"
#include "engine/visibility/presence_books.h"

namespace beatwatch {
namespace {

presence_line clipped_to(const presence_line& line, interval within) {
  const presence_line* const only = &line;
  return combine(std::span{&only, 1}, within);
}

}  // namespace

/// Zones as they were told over some time, each read once.
class presence_books::told_zones {
 public:
  told_zones(const presence_books& books, interval within) : books_(&books), within_(within) {}

  const zone_told& of(zone_id zone) {
    const auto [known, fresh] = known_.try_emplace(zone);
    if (fresh) {
      known->second.devices = books_->told_by_devices(zone, within_);
      if (!known->second.devices.empty()) {
        known->second.officers = books_->officer_lines(books_->boards_[zone.value], within_);
      }
    }
    return known->second;
  }

  /// Good as long as this is.
  [[nodiscard]] officers_told officers(const std::vector<level_books::membership>& members) {
    officers_told all;
    for (const auto& [zone, time] : members) {
      for (const officer_line& told : of(zone).officers.lines) {
        all.lines.push_back({told.person, intersection(told.time, time), told.line});
      }
    }
    unite_officers(all, within_);
    return all;
  }

  /// By unit, then device: what it tells of any of them.
  [[nodiscard]] std::map<unit_id, std::vector<told_device>> devices(
      const std::vector<level_books::membership>& members) {
    std::map<std::pair<unit_id, device_id>, told_device> all;
    for (const auto& [zone, time] : members) {
      for (const told_device& told : of(zone).devices) {
        const auto [known, fresh] = all.try_emplace({told.unit, told.device});
        told_device& whole = known->second;
        if (fresh) {
          whole = {told.unit, told.device, told.merge_gap, {}};
        }
        const presence_line part = clipped_to(told.line, time);
        const std::array<const presence_line*, 2> both{&whole.line, &part};
        whole.line = combine(both, within_);
      }
    }
    std::map<unit_id, std::vector<told_device>> by_unit;
    for (auto& [key, told] : all) {
      by_unit[key.first].push_back(std::move(told));
    }
    return by_unit;
  }

 private:
  const presence_books* books_;
  interval within_;
  std::map<zone_id, zone_told> known_;
};

std::vector<told_device> presence_books::told_by_devices(zone_id zone, interval within) const {
  std::vector<told_device> told;
  std::vector<presence_line> silent;
  for (const book_index index : boards_[zone.value].books) {
    const visit_book& book = slots_[index].book;
    collect_silent(book, silent);
    for (std::size_t i = 0; i < book.records().size(); ++i) {
      const presence_record& record = book.records()[i];
      std::array<const presence_line*, 2> both{&record.line, &record.line};
      if (!silent.empty()) {
        both[1] = &silent[i];
      }
      presence_line line = combine(both, within);
      if (!line.empty()) {
        told.push_back({book.unit(), record.device, record.merge_gap, std::move(line)});
      }
    }
  }
  return told;
}

// With what zones have told since the last whole minute.
level_books presence_books::levels_now() const {
  level_books now = levels_;
  for (const zone_board& known : boards_) {
    // Any silence may concern any zone.
    const instant from =
        known.places.empty() ? known.ledger_from : std::min(known.ledger_from, silent_from_);
    if (from == instant::max()) {
      continue;
    }
    const interval within{std::max(minute_mark(from), settled_to_), instant::max()};
    const presence_line line = union_line(known, within);
    std::vector<presence_line::run> runs;
    line.for_each_run(within, [&runs](const presence_line::run& r) { runs.push_back(r); });
    const interval span = intersection(within, {line.begin(), line.end()});
    const auto red = red_times_of(known.windows(), settings_->clock, span);
    now.take(known.zone, within, runs, clipped(runs, red));
  }
  now.refresh();
  return now;
}

// The next minutes of officers, and the visits of each unit up to `before`.
void presence_books::settle_levels(instant before) {
  const interval fresh{settled_to_, before};
  told_zones zones{*this, fresh};
  std::vector<visit_run> ended;
  for (const std::string& path : levels_.paths()) {
    const auto members = levels_.members(path, fresh);
    levels_.take_officers(path, fresh, zones.officers(members).lines);
    auto told = zones.devices(members);
    auto& scans = level_scans_[path];
    for (const auto& [unit, devices] : told) {
      scans.try_emplace(unit, visit_scan::starting_at(settled_to_));
    }
    for (auto& [unit, scan] : scans) {
      scan.read(lines_of(told[unit]), before, shortest_gap_, days_, ended);
    }
    std::erase_if(scans, [this](const auto& of_unit) {
      const visit_scan& scan = of_unit.second;
      instant newest = instant::min();
      for (const visit_scan::day_counts& day : scan.days()) {
        newest = day.used() ? std::max(newest, day.from) : newest;
      }
      return scan.at_rest() && newest + std::chrono::days{1} < retained_from_;
    });
  }
}

std::vector<told_line> presence_books::lines_of(const std::vector<told_device>& devices) {
  std::vector<told_line> lines;
  for (const told_device& told : devices) {
    lines.push_back({&told.line, told.merge_gap});
  }
  return lines;
}

// As of zones: of a whole policing day with what is settled of it, else of a window that is not
// settled yet, read anew as if it were a day of its own.
visit_count presence_books::level_counts(const std::string& path,
                                         const std::vector<level_books::membership>& members,
                                         interval window,
                                         told_zones& zones) const {
  day_cache days{*settings_};
  const bool whole_day = days(window.from) == window;
  auto told = zones.devices(members);
  std::map<unit_id, visit_scan> scans;
  if (const auto settled = level_scans_.find(path); whole_day && settled != level_scans_.end()) {
    scans = settled->second;
  }
  visit_count sum;
  std::vector<visit_run> ended;
  for (const auto& [unit, devices] : told) {
    scans.try_emplace(unit, visit_scan::starting_at(whole_day ? settled_to_ : window.from));
  }
  for (auto& [unit, scan] : scans) {
    const std::vector<told_line> lines = lines_of(told[unit]);
    instant end = scan.scanned_to();
    for (const told_line& told_by : lines) {
      end = std::max(end, told_by.line->end());
    }
    if (whole_day) {
      scan.read(lines, end, shortest_gap_, days, ended);
    } else {
      scan.read(
          lines,
          std::min(end, window.to),
          shortest_gap_,
          [window](instant) { return window; },
          ended);
    }
    const visit_count of_unit = scan.counts(window.from);
    sum.at_least += of_unit.at_least;
    sum.about += of_unit.about;
    sum.at_most += of_unit.at_most;
  }
  return sum;
}

std::vector<presence_answer> presence_books::answer_levels(std::span<const std::string> of,
                                                           interval window) const {
  if (!levels_.any()) {
    return {};
  }
  const bool settled = window.to <= settled_to_;
  const auto now = settled ? std::nullopt : std::optional{levels_now()};
  const level_books& levels = settled ? levels_ : *now;
  const bool whole_day = day_cache{*settings_}(window.from) == window;
  const interval open{std::max(window.from, settled_to_), instant::max()};
  const interval unsettled{settled_to_, instant::max()};
  told_zones zones{*this, whole_day ? unsettled : open};
  std::vector<presence_answer> answers;
  for (const std::string& path : of) {
    if (!levels.knows(path)) {
      continue;
    }
    presence_answer answer{.zone = path, .window = told_part(window)};
    const zone_ledger::totals sum = levels.sum(
        path, intersection(answer.window, {retained_from_, instant::max()}), settled_to_);
    answer.presence = sum.presence;
    answer.red = sum.red;
    presence_measure& officers = answer.officers.emplace(sum.officers);
    if (!settled) {
      const auto members = levels.members(path, whole_day ? unsettled : open);
      const officers_told told = zones.officers(members);
      for (const officer_line& officer : told.lines) {
        officer.for_each_run(intersection(open, answer.window),
                             [&officers](const presence_line::run& r) { add_run(officers, r); });
      }
    }
    if (whole_day || window.from >= settled_to_) {
      answer.visits =
          level_counts(path, levels.members(path, whole_day ? unsettled : open), window, zones);
    }
    answers.push_back(std::move(answer));
  }
  return answers;
}

}  // namespace beatwatch
