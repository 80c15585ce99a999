// How `presence_books` closes what can no longer change.
#include <algorithm>

#include "engine/visibility/minute.h"
#include "engine/visibility/presence_books.h"

namespace beatwatch {
namespace {

constexpr duration settle_every = std::chrono::minutes{5};

}  // namespace

void presence_books::settle_zone(zone_board& board,
                                 instant before,
                                 std::vector<named_visit>& settled) {
  std::vector<published_visit> visits;
  surroundings kept;
  constexpr std::size_t ahead = 8;
  for (std::size_t i = 0; i < board.books.size(); ++i) {
    if (i + ahead < board.books.size()) {
      prefetch_whole(board.books[i + ahead]);
    }
    if (i + ahead / 2 < board.books.size()) {
      prefetch_told(board.books[i + ahead / 2]);
    }
    visit_book& book = slots_[board.books[i]].book;
    visits.clear();
    book.settle_before(before, shortest_gap_, days_, around(book, kept), visits);
    for (const published_visit& visit : visits) {
      board.settled.add({book.unit(), visit});
      settled.push_back({book.zone(), book.unit(), visit});
    }
    instant& needed = needed_from_[book.unit().value];
    needed = std::min(needed, book.needed_from(before));
  }
  if (board.station_times.empty()) {
    forget_settled(board, [&](const visit_book& book) { return book.needed_from(before); });
  }
}

// What the books of a zone told before `needed_from(book)` is forgotten; those with nothing left
// go.
template <typename NeededFrom>
void presence_books::forget_settled(zone_board& board, NeededFrom&& needed_from) {
  std::erase_if(board.books, [&](book_index index) {
    slot& s = slots_[index];
    s.book.forget_before(needed_from(s.book));
    if (!s.book.finished() || s.queued || s.waking || s.recent) {
      return false;
    }
    look_up_.erase(key_of(s.book.unit(), s.book.zone()));
    if (s.book.unit().value < station_books_.size()) {
      std::erase(station_books_[s.book.unit().value], index);
    }
    s = {};
    free_.push_back(index);
    return true;
  });
}

// A visit that goes on needs everything else that is known of its unit from its start on.
void presence_books::forget_beside(instant before) {
  const auto of_unit = [&](unit_id unit) {
    return unit.value < needed_from_.size() ? std::min(needed_from_[unit.value], before) : before;
  };
  for (zone_board& board : boards_) {
    if (!board.station_times.empty()) {
      forget_settled(board, [&](const visit_book& book) { return of_unit(book.unit()); });
    }
  }
  for (std::uint32_t d = 0; d < paces_.size(); ++d) {
    instant needed = before;
    if (d < device_books_.size()) {
      for (const book_index index : device_books_[d]) {
        needed = std::min(needed, of_unit(slots_[index].book.unit()));
      }
    }
    paces_[d].forget_before(needed);
  }
  silences_.forget(of_unit);
  facts_->forget(of_unit);
}

void presence_books::settle(instant now, std::vector<named_visit>& settled) {
  const instant before = minute_mark(now - settle_after_);
  if (before < settled_to_ + settle_every) {
    return;
  }
  retained_from_ = std::max(retained_from_, minute_mark(now - settings_->presence_retained));
  std::vector<named_visit> revised;
  look_after_officers();
  mark_silent_zones();
  needed_from_.assign(progress_.size(), before);
  for (zone_board& board : boards_) {
    update_zone(board, revised);
    if (board.ledger_from < before) {
      refresh(board, now);
    }
  }
  levels_.refresh();
  settle_levels(before);
  levels_.settle_before(before);
  levels_.forget_before(retained_from_);
  for (zone_board& board : boards_) {
    forget_idle(board, now);
    settle_zone(board, before, settled);
    board.ledger.forget_before(retained_from_);
    board.settled.forget_before(retained_from_);
    std::erase_if(board.counts, [&](const auto& day) {
      return day.first + std::chrono::days{1} < retained_from_;
    });
  }
  forget_beside(before);
  settled.insert(settled.end(), revised.begin(), revised.end());
  settled_to_ = before;
  ++handles_good_for_;
  for (std::uint32_t d = 0; d < device_books_.size(); ++d) {
    auto& books = device_books_[d];
    std::sort(books.begin(), books.end());
    books.erase(std::unique(books.begin(), books.end()), books.end());
    std::erase_if(books, [this, d](book_index index) {
      return !slots_[index].book.find_record(device_id{d});
    });
  }
}

}  // namespace beatwatch
