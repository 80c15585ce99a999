// How `presence_books` tells what changed.
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <tuple>
#include <utility>

#include "engine/base/prefetch.h"
#include "engine/visibility/minute.h"
#include "engine/visibility/presence_books.h"
#include "engine/visibility/visit_change.h"

namespace beatwatch {
namespace {

// What one book counts of each day changed; the board has the sum over all books.
void recount(const visit_scan::day_list& before,
             const visit_scan::day_list& after,
             zone_board& board) {
  if (before == after) {
    return;
  }
  const auto add = [&board](const visit_scan::day_list& days, std::uint32_t step) {
    for (const visit_scan::day_counts& day : days) {
      if (day.used()) {
        visit_count& sum = board.counts[day.from];
        sum.at_least += step * day.counts.at_least;
        sum.about += step * day.counts.about;
        sum.at_most += step * day.counts.at_most;
      }
    }
  };
  constexpr std::uint32_t take_off = 0U - 1U;
  add(before, take_off);
  add(after, 1);
}

bool later(const auto& a, const auto& b) { return a.at != b.at ? a.at > b.at : a.book > b.book; }

}  // namespace

void presence_books::update(book_index index, std::vector<named_visit>& revised) {
  slot& s = slots_[index];
  zone_board& board = boards_[s.book.zone().value];
  const unit_progress& progress = progress_[s.book.unit().value];
  const visit_scan::day_list days_before = s.book.days();
  std::vector<published_visit> visits;
  surroundings kept;
  s.book.update(
      progress.by_all(), progress.by_one(), shortest_gap_, days_, around(s.book, kept), visits);
  recount(days_before, s.book.days(), board);
  for (const published_visit& visit : visits) {
    revised.push_back({s.book.zone(), s.book.unit(), visit});
    const instant end = visit.run.last_likely;
    if (visit.state == visit_state::closed) {
      board.visits_end = std::max(board.visits_end.value_or(end), end);
    }
    board.visits_end_unsure = board.visits_end_unsure || visit.revision > 2 ||
                              (visit.revision == 2 && visit.state != visit_state::closed);
  }
  const bool open = s.book.open_visit().has_value();
  s.goes_on_until = open && s.book.records().size() == 1 ? s.book.open_until() : instant::min();
  if (open && !s.waking) {
    s.waking = true;
    wakes_.push_back({s.book.open_until() + duration{1}, index});
    std::push_heap(wakes_.begin(), wakes_.end(), later<wake, wake>);
  }
}

// Books that changed without news for `publish`: merely possible presence.
void presence_books::update_zone(const zone_board& board, std::vector<named_visit>& revised) {
  for (const book_index index : board.recent) {
    if (slots_[index].book.changed()) {
      update(index, revised);
    }
  }
}

// A visit may have ended although its zone heard nothing more of the unit.
void presence_books::wake_due(instant now) {
  std::vector<book_index> due;
  while (!wakes_.empty() && wakes_.front().at <= now) {
    std::pop_heap(wakes_.begin(), wakes_.end(), later<wake, wake>);
    due.push_back(wakes_.back().book);
    wakes_.pop_back();
    prefetch_whole(due.back());
  }
  for (const book_index index : due) {
    slot& s = slots_[index];
    s.waking = false;
    if (!s.book.open_visit()) {
      continue;
    }
    const unit_progress& progress = progress_[s.book.unit().value];
    const instant ends_after = s.book.open_until();
    if (progress.by_one() > ends_after) {
      changed(index, instant::max());
      queue(index);
    } else {
      s.waking = true;
      wakes_.push_back({std::max(ends_after, now) + settings_->publish_interval, index});
      std::push_heap(wakes_.begin(), wakes_.end(), later<wake, wake>);
    }
  }
}

presence_line presence_books::union_line(const zone_board& board, interval within) const {
  std::vector<const presence_line*> lines;
  for (const book_index index : books_since(board, within.from)) {
    for (const presence_record& r : slots_[index].book.records()) {
      if (r.line.begin() < within.to && r.line.end() > within.from) {
        lines.push_back(&r.line);
      }
    }
  }
  const presence_line silent = silent_line(board, within);
  if (!silent.empty()) {
    lines.push_back(&silent);
  }
  return combine(lines, within);
}

officers_told presence_books::officer_lines(const zone_board& board, interval within) const {
  officers_told officers;
  for (const book_index index : books_since(board, within.from)) {
    append_officers(slots_[index].book, within, *crews_, officers);
  }
  unite_officers(officers, within);
  return officers;
}

// Brings the minutes of a zone up to date.
void presence_books::refresh(zone_board& board, instant now) {
  const instant from = std::max(minute_mark(board.ledger_from), settled_to_);
  board.ledger_from = instant::max();
  const interval within{from, minute_mark(now + settings_->future_limit) + minute};
  if (within.empty()) {
    return;
  }
  std::vector<presence_line::run> runs;
  union_line(board, within).for_each_run(within, [&runs](const presence_line::run& r) {
    runs.push_back(r);
  });
  const auto red_runs = clipped(runs, board.red(settings_->clock, within));
  board.ledger.rewrite(within, runs, red_runs, officer_lines(board, within).lines);
  levels_.take(board.zone, within, runs, red_runs);
  board.unpublished_from = std::min(board.unpublished_from, from);
  forget_idle(board, now);
}

// Nobody will ask for the last minutes of units that have gone.
void presence_books::forget_idle(zone_board& board, instant now) {
  constexpr duration kept = 5 * minute;
  board.recent_from = std::max(board.recent_from, minute_mark(now) - kept);
  std::erase_if(board.recent, [&](book_index index) {
    slot& s = slots_[index];
    const auto& records = s.book.records();
    s.recent = s.book.changed() ||
               std::any_of(records.begin(), records.end(), [&board](const presence_record& r) {
                 return r.inside_now || r.line.end() > board.recent_from;
               });
    return !s.recent;
  });
}

std::optional<instant> presence_books::latest_visit_end(const zone_board& board) const {
  std::optional<instant> latest = board.settled.last_end();
  const auto look = [&latest](const published_visit& visit) {
    if (visit.state != visit_state::open) {
      latest = std::max(latest.value_or(visit.run.last_likely), visit.run.last_likely);
    }
  };
  for (const book_index index : board.books) {
    const auto& visits = slots_[index].book.visits();
    std::for_each(visits.begin(), visits.end(), look);
  }
  return latest;
}

presence_changed presence_books::figures(zone_board& board,
                                         zone_id zone,
                                         interval day,
                                         instant now,
                                         const zone_names& zones,
                                         const unit_names& units) {
  const zone_ledger::totals totals = board.ledger.sum(day);
  presence_changed result{.zone = zones.name(zone),
                          .day = day,
                          .presence = totals.presence,
                          .visits = {},
                          .red = totals.red,
                          .officers = totals.officers,
                          .last_visit_ended_at = {},
                          .here = {}};
  const interval passed{day.from, std::min(day.to, std::max(now, day.from))};
  for (const interval& red : board.red(settings_->clock, day)) {
    result.red_time_ms += intersection(red, passed).length().count();
  }
  if (const auto counts = board.counts.find(day.from); counts != board.counts.end()) {
    result.visits = counts->second;
  }
  if (board.visits_end_unsure) {
    board.visits_end = latest_visit_end(board);
    board.visits_end_unsure = false;
  }
  result.last_visit_ended_at = board.visits_end;
  for (const book_index index : board.recent) {
    const visit_book& book = slots_[index].book;
    if (std::any_of(book.records().begin(),
                    book.records().end(),
                    [](const presence_record& r) { return r.inside_now; }) &&
        now - progress_[book.unit().value].by_one() <= settings_->stale_after) {
      result.here.push_back(units.name(book.unit()));
    }
  }
  std::sort(result.here.begin(), result.here.end());
  return result;
}

void presence_books::publish_zone(zone_id zone,
                                  instant now,
                                  const zone_names& zones,
                                  const unit_names& units,
                                  std::vector<change>& changes) {
  zone_board& board = boards_[zone.value];
  board.queued = false;
  if (board.ledger_from != instant::max()) {
    refresh(board, now);
  }
  const interval today = days_(now);
  for (instant t = board.unpublished_from; t < today.from;) {
    const interval day = days_(t);
    changes.push_back({now, figures(board, zone, day, now, zones, units)});
    t = day.to;
  }
  board.unpublished_from = instant::max();
  presence_changed current = figures(board, zone, today, now, zones, units);
  if (board.published) {
    board.published->red_time_ms = current.red_time_ms;  // that time goes by is not news
  }
  if (board.published != current) {
    board.published = current;
    changes.push_back({now, std::move(current)});
  }
}

void presence_books::prefetch_whole(book_index index) const {
  prefetch_bytes(&slots_[index], sizeof(slot));
}

// Reads what `prefetch_whole` asked for.
void presence_books::prefetch_told(book_index index) const {
  for (const presence_record& r : slots_[index].book.records()) {
    r.line.prefetch_minutes();
  }
}

void presence_books::publish(instant now,
                             const zone_names& zones,
                             const unit_names& units,
                             std::vector<change>& changes) {
  std::vector<named_visit> revised;
  cause_ = visit_cause::movement;
  zone_order_.follow(zones);
  unit_order_.follow(units);
  wake_due(now);
  constexpr std::size_t ahead = 4;
  for (std::size_t i = 0; i < queued_books_.size(); ++i) {
    if (i + 2 * ahead < queued_books_.size()) {
      prefetch_whole(queued_books_[i + 2 * ahead]);
    }
    if (i + ahead < queued_books_.size()) {
      prefetch_told(queued_books_[i + ahead]);
      prefetch_bytes(&boards_[slots_[queued_books_[i + ahead]].book.zone().value],
                     sizeof(zone_board));
    }
    slots_[queued_books_[i]].queued = false;
    update(queued_books_[i], revised);
  }
  queued_books_.clear();
  std::vector<zone_id> due;
  if (const instant mark = minute_mark(now); mark > minute_) {
    minute_ = mark;
    look_after_officers();
    mark_silent_zones();
    due.swap(queued_zones_);
    std::sort(due.begin(), due.end(), [this](zone_id a, zone_id b) {
      return zone_order_.place(a) < zone_order_.place(b);
    });
  }
  settle(now, revised);
  std::vector<change> presence;
  for (std::size_t i = 0; i < due.size(); ++i) {
    if (i + 3 < due.size()) {
      prefetch_bytes(&boards_[due[i + 3].value], sizeof(zone_board));
    }
    if (i + 2 < due.size()) {
      for (const book_index index : boards_[due[i + 2].value].recent) {
        prefetch_whole(index);
      }
    }
    if (i + 1 < due.size()) {
      for (const book_index index : boards_[due[i + 1].value].recent) {
        prefetch_told(index);
      }
    }
    update_zone(boards_[due[i].value], revised);
    publish_zone(due[i], now, zones, units, presence);
  }
  levels_.refresh();
  std::vector<const named_visit*> in_order;
  for (const named_visit& r : revised) {
    in_order.push_back(&r);
  }
  std::sort(in_order.begin(), in_order.end(), [&](const named_visit* a, const named_visit* b) {
    const auto key = [this](const named_visit& v) {
      return std::tuple{zone_order_.place(v.zone),
                        unit_order_.place(v.unit),
                        v.visit.run.anchor,
                        v.visit.revision};
    };
    return key(*a) < key(*b);
  });
  for (const named_visit* r : in_order) {
    changes.push_back({now, to_change(r->visit, zones.name(r->zone), units.name(r->unit))});
  }
  std::move(presence.begin(), presence.end(), std::back_inserter(changes));
}

}  // namespace beatwatch
