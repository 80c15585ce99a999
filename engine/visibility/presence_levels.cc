// What `presence_books` answers of levels.
#include <algorithm>
#include <vector>

#include "engine/visibility/minute.h"
#include "engine/visibility/presence_books.h"

namespace beatwatch {

// With what zones have told since the last whole minute.
level_books presence_books::levels_now() const {
  level_books now = levels_;
  for (const zone_board& known : boards_) {
    if (known.ledger_from == instant::max()) {
      continue;
    }
    const interval within{std::max(minute_mark(known.ledger_from), settled_to_), instant::max()};
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

std::vector<presence_answer> presence_books::answer_levels(std::span<const std::string> of,
                                                           interval window) const {
  if (!levels_.any()) {
    return {};
  }
  const bool settled = window.to <= settled_to_;
  const auto now = settled ? std::nullopt : std::optional{levels_now()};
  const level_books& levels = settled ? levels_ : *now;
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
    answers.push_back(std::move(answer));
  }
  return answers;
}

}  // namespace beatwatch
