#include "replay/best_knowledge.h"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>
#include <variant>

#include "engine/base/overloaded.h"

namespace beatwatch {
namespace {

// What is later than this is kept from the first reading; what is not waits for its turn.
constexpr duration soon_enough = std::chrono::minutes{10};

constexpr duration minute = std::chrono::minutes{1};

bool belongs_to_the_clock(const event& e) {
  return std::holds_alternative<tick>(e.body) || std::holds_alternative<clock_advanced>(e.body) ||
         std::holds_alternative<clock_stepped>(e.body);
}

instant when_it_held(const event& e) {
  return std::visit(overloaded{[](const ping& p) { return p.observed_at; },
                               [](const status_changed& f) { return f.at; },
                               [](const roster_changed& f) { return f.entry.duty.from; },
                               [&e](const auto&) { return e.received_at; }},
                    e.body);
}

// Pings last: what holds at their instant is known then.
bool is_ping(const event& e) { return std::holds_alternative<ping>(e.body); }

std::string_view name_of(const event& e) {
  return std::visit(overloaded{[](const ping& p) -> std::string_view { return p.device; },
                               [](const status_changed& f) -> std::string_view { return f.unit; },
                               [](const auto&) -> std::string_view { return {}; }},
                    e.body);
}

}  // namespace

bool best_knowledge::earlier(const placed_event& a, const placed_event& b) {
  const auto key = [](const placed_event& e) { return std::tuple{e.at, is_ping(e.what)}; };
  const auto names = [](const placed_event& e) {
    return std::tuple{std::string_view{e.what.source}, name_of(e.what), e.number};
  };
  if (key(a) != key(b)) {
    return key(a) < key(b);
  }
  // Of several facts that begin together the one told last holds.
  return is_ping(a.what) ? names(a) < names(b) : a.number < b.number;
}

best_knowledge::best_knowledge(journal_reader& journal) : journal_(journal) {
  find_late();
  begin_again();
}

instant best_knowledge::place_of(const event& e) const {
  return std::max(began_, std::min(e.received_at, when_it_held(e)));
}

void best_knowledge::find_late() {
  journal_.start_after(0);
  journal_row row;
  while (journal_.next(row)) {
    if (first_number_ == 0) {
      first_number_ = row.first_event;
      began_ = row.events.front().received_at;
    }
    std::uint64_t number = row.first_event;
    for (event& e : row.events) {
      const instant at = place_of(e);
      const duration delay = e.received_at - at;
      if (delay > soon_enough) {
        late_pings_ += is_ping(e) ? 1 : 0;
        longest_delay_ = is_ping(e) ? std::max(longest_delay_, delay) : longest_delay_;
        late_.push_back({at, number, std::move(e)});
      }
      ++number;
    }
  }
  std::sort(late_.begin(), late_.end(), earlier);
}

void best_knowledge::begin_again() {
  journal_.start_after(0);
  next_late_ = 0;
  waiting_.clear();
  numbered_ = first_number_ - 1;
  read_ = numbered_;
  read_to_ = began_;
  mark_ = std::chrono::floor<std::chrono::minutes>(began_);
  ended_ = first_number_ == 0;
}

bool best_knowledge::start_after(std::uint64_t event) {
  begin_again();
  return event == 0;
}

std::vector<journal_run> best_knowledge::runs() {
  std::vector<journal_run> all = journal_.runs();
  if (all.empty()) {
    return all;
  }
  journal_run newest = std::move(all.back());
  newest.first_event = first_number_;
  return {std::move(newest)};
}

// Whatever has its place before `mark` and did not come late has been read when what was received
// that much later is.
void best_knowledge::read_up_to(instant mark) {
  const auto later = [](const placed_event& a, const placed_event& b) { return earlier(b, a); };
  journal_row row;
  while (!ended_ && read_to_ < mark + soon_enough) {
    if (!journal_.next(row)) {
      ended_ = true;
      return;
    }
    for (event& e : row.events) {
      ++read_;
      read_to_ = e.received_at;
      const instant at = place_of(e);
      if (e.received_at - at <= soon_enough && !belongs_to_the_clock(e)) {
        waiting_.push_back({at, read_, std::move(e)});
        std::push_heap(waiting_.begin(), waiting_.end(), later);
      }
    }
  }
}

void best_knowledge::take_before(instant mark, std::vector<event>& events) {
  const auto later = [](const placed_event& a, const placed_event& b) { return earlier(b, a); };
  const auto take = [&events](placed_event& placed) {
    placed.what.received_at = placed.at;
    placed.what.source_seq = 0;  // no sender numbered them in this order
    events.push_back(std::move(placed.what));
  };
  while (true) {
    const bool has_late = next_late_ < late_.size() && late_[next_late_].at < mark;
    const bool has_waiting = !waiting_.empty() && waiting_.front().at < mark;
    if (!has_late && !has_waiting) {
      return;
    }
    if (has_late && (!has_waiting || earlier(late_[next_late_], waiting_.front()))) {
      placed_event copy = late_[next_late_++];  // a second reading needs it again
      take(copy);
    } else {
      std::pop_heap(waiting_.begin(), waiting_.end(), later);
      take(waiting_.back());
      waiting_.pop_back();
    }
  }
}

bool best_knowledge::next(journal_row& row) {
  const instant mark = mark_ + minute;
  read_up_to(mark);
  const bool done = ended_ && mark_ > read_to_ && waiting_.empty() && next_late_ == late_.size();
  if (done || first_number_ == 0) {
    return false;
  }
  mark_ = mark;
  row = {};
  row.first_event = numbered_ + 1;
  take_before(mark, row.events);
  row.events.push_back({mark, "clock", 0, tick{}});
  numbered_ += row.events.size();
  return true;
}

}  // namespace beatwatch
