// What `presence_books` makes of silences.
#include <algorithm>

#include "engine/base/interval_set.h"
#include "engine/visibility/presence_books.h"

namespace beatwatch {
namespace {

std::optional<presence_line::run> unknown_at(const silence& s, const zone_board& board) {
  const auto bounds = board.place_at(s.from.observed_at);
  const interval possible = bounds ? possible_time(s, *bounds) : interval{};
  if (possible.empty()) {
    return std::nullopt;
  }
  return presence_line::run{possible.from, possible.to, presence_level::unknown};
}

}  // namespace

void presence_books::fall_silent(device_id device, const silence& s) {
  if (s.to.observed_at > settled_to_) {
    silences_.add(device, s);
    silence_changed(device, s);
  }
}

void presence_books::silence_changed(device_id device, const silence& s) {
  const instant from = std::max(s.from.observed_at, settled_to_);
  silent_from_ = std::min(silent_from_, from);
  if (device_books_.size() <= device.value) {
    return;
  }
  for (const book_index index : device_books_[device.value]) {
    const visit_book& book = slots_[index].book;
    if (book.unit() == s.unit && book.find_record(device)) {
      changed(index, from);
      queue(index);
    }
  }
}

// Of each record, in order; nothing at all if none of the devices was silent.
void presence_books::collect_silent(const visit_book& book,
                                    std::vector<presence_line>& lines) const {
  lines.clear();
  const auto& records = book.records();
  if (std::all_of(records.begin(), records.end(), [this](const presence_record& r) {
        return silences_.of(r.device).empty();
      })) {
    return;
  }
  const zone_board& board = boards_[book.zone().value];
  for (const presence_record& r : records) {
    presence_line& line = lines.emplace_back();
    for (const silence& s : silences_.of(r.device)) {
      if (const auto unknown = unknown_at(s, board); unknown && s.unit == book.unit()) {
        line.append(*unknown);
      }
    }
  }
}

// Of all units.
presence_line presence_books::silent_line(const zone_board& board, interval within) const {
  std::vector<interval> times;
  silences_.for_each(within, [&](const silence& s) {
    if (const auto unknown = unknown_at(s, board)) {
      times.push_back({unknown->from, unknown->to});
    }
  });
  presence_line line;
  for (const interval& time : united(std::move(times))) {
    line.append({time.from, time.to, presence_level::unknown});
  }
  return line;
}

// Any silence may concern any zone.
void presence_books::mark_silent_zones() {
  if (silent_from_ == instant::max()) {
    return;
  }
  for (zone_board& board : boards_) {
    if (!board.places.empty()) {
      zone_changed(board, silent_from_);
    }
  }
  silent_from_ = instant::max();
}

}  // namespace beatwatch
