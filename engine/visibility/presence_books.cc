#include "engine/visibility/presence_books.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/base/archive.h"
#include "engine/base/check.h"
#include "engine/visibility/visit_change.h"

namespace beatwatch {
namespace {

constexpr duration minute = std::chrono::minutes{1};
constexpr duration settle_every = std::chrono::minutes{5};

// A ping that comes as late as it may still ends a leg that began before it: so much longer, or as
// long as the longest gap limit if that is more, presence is kept open.
constexpr duration settle_lag = std::chrono::minutes{10};

std::uint64_t key_of(unit_id unit, zone_id zone) {
  return (static_cast<std::uint64_t>(unit.value) << 32U) | zone.value;
}

instant minute_mark(instant t) { return std::chrono::floor<std::chrono::minutes>(t); }

bool later(const auto& a, const auto& b) { return a.at != b.at ? a.at > b.at : a.book > b.book; }

}  // namespace

instant unit_progress::by_one() const {
  instant newest = instant::min();
  for (const heard_device& d : devices) {
    newest = std::max(newest, d.last_good);
  }
  return newest;
}

instant unit_progress::by_all() const {
  const instant newest = by_one();
  instant oldest = newest;
  for (const heard_device& d : devices) {
    if (newest - d.last_good <= d.gap_limit) {
      oldest = std::min(oldest, d.last_good);
    }
  }
  return oldest;
}

presence_books::presence_books(const parameters& settings)
    : settings_(&settings), days_(settings), settle_after_(settings.horizon + settle_lag) {
  for (const reporting_profile& profile : settings.profiles) {
    shortest_gap_ = std::min(shortest_gap_, profile.merge_gap);
    settle_after_ = std::max(settle_after_, settings.horizon + profile.gap_limit);
  }
}

void presence_books::introduce(device_id device, const reporting_profile& profile) {
  if (gaps_.size() <= device.value) {
    gaps_.resize(device.value + 1);
  }
  gaps_[device.value] = {profile.merge_gap, profile.gap_limit};
}

presence_books::book_index presence_books::book_of(unit_id unit, zone_id zone) {
  const auto [found, fresh] = look_up_.try_emplace(key_of(unit, zone), 0);
  if (fresh) {
    if (free_.empty()) {
      free_.push_back(static_cast<book_index>(slots_.size()));
      slots_.emplace_back();
    }
    found->second = free_.back();
    free_.pop_back();
    slots_[found->second] = {.book = visit_book{unit, zone, settled_to_}};
    check(zone.value < boards_.size(), "a zone with presence is open");
    zone_board& board = boards_[zone.value];
    board.books.push_back(found->second);
    board.recent.push_back(found->second);
    slots_[found->second].recent = true;
  }
  return found->second;
}

presence_books::handle presence_books::find(unit_id unit, device_id device, zone_id zone) {
  const book_index index = book_of(unit, zone);
  visit_book& book = slots_[index].book;
  if (const auto record = book.find_record(device)) {
    return {index, *record};
  }
  if (device_books_.size() <= device.value) {
    device_books_.resize(device.value + 1);
  }
  device_books_[device.value].push_back(index);
  return {index, book.add_record(device, gaps_[device.value].merge_gap)};
}

void presence_books::changed(book_index index, instant from, presence_level highest) {
  slot& s = slots_[index];
  s.book.changed_from(from);
  zone_board& board = boards_[s.book.zone().value];
  board.ledger_from = std::min(board.ledger_from, from);
  if (!board.queued) {
    board.queued = true;
    queued_zones_.push_back(s.book.zone());
  }
  if (!s.recent) {
    s.recent = true;
    board.recent.push_back(index);
  }
  if (highest >= presence_level::near && !s.queued) {
    s.queued = true;
    queued_books_.push_back(index);
  }
}

void presence_books::lay(handle at,
                         interval told,
                         std::span<const presence_line::run> runs,
                         bool at_end) {
  const interval within{std::max(told.from, settled_to_), told.to};
  if (within.empty()) {
    return;
  }
  presence_line& line = slots_[at.book].book.record(at.record).line;
  presence_level highest = presence_level::out;
  std::vector<presence_line::run> clipped;
  for (const presence_line::run& r : runs) {
    if (r.to <= within.from) {
      continue;
    }
    highest = std::max(highest, r.level);
    const presence_line::run kept{std::max(r.from, within.from), r.to, r.level};
    if (at_end) {
      line.append(kept);
    } else {
      clipped.push_back(kept);
    }
  }
  if (!at_end) {
    line.replace(within, clipped);
  }
  changed(at.book, within.from, highest);
}

void presence_books::take_back(device_id device, interval within) {
  const interval open{std::max(within.from, settled_to_), within.to};
  if (open.empty() || device_books_.size() <= device.value) {
    return;
  }
  for (const book_index index : device_books_[device.value]) {
    visit_book& book = slots_[index].book;
    const auto found = book.find_record(device);
    if (!found) {
      continue;  // the book was closed and its place taken
    }
    presence_record& record = book.record(*found);
    auto& pings = record.pings_inside;
    pings.erase(std::upper_bound(pings.begin(), pings.end(), open.from),
                std::upper_bound(pings.begin(), pings.end(), open.to));
    if (record.line.end() > open.from && record.line.begin() < open.to) {
      record.line.replace(open, {});
      changed(index, open.from, presence_level::proved);
    }
  }
}

void presence_books::ping_inside(handle at, instant t, bool newest) {
  presence_record& record = slots_[at.book].book.record(at.record);
  auto& pings = record.pings_inside;
  if (pings.empty() || pings.back() < t) {
    pings.push_back(t);
  } else if (const auto place = std::lower_bound(pings.begin(), pings.end(), t); *place != t) {
    pings.insert(place, t);
  }
  if (newest && !record.inside_now) {
    record.inside_now = true;
    changed(at.book, t, presence_level::out);
  }
}

void presence_books::left(handle at) {
  presence_record& record = slots_[at.book].book.record(at.record);
  if (record.inside_now) {
    record.inside_now = false;
    changed(at.book, instant::max(), presence_level::out);
  }
}

void presence_books::left_everywhere(device_id device) {
  if (device_books_.size() <= device.value) {
    return;
  }
  for (const book_index index : device_books_[device.value]) {
    if (const auto record = slots_[index].book.find_record(device)) {
      left({index, *record});
    }
  }
}

void presence_books::heard(unit_id unit, device_id device, instant last_good) {
  if (progress_.size() <= unit.value) {
    progress_.resize(unit.value + 1);
  }
  unit_progress& progress = progress_[unit.value];
  for (auto& d : progress.devices) {
    if (d.device == device) {
      d.last_good = std::max(d.last_good, last_good);
      return;
    }
  }
  progress.devices.push_back({device, last_good, gaps_[device.value].gap_limit});
}

void presence_books::open_zone(zone_id zone) {
  if (boards_.size() <= zone.value) {
    boards_.resize(zone.value + 1);
  }
  zone_board& board = boards_[zone.value];
  if (!board.queued) {
    board.queued = true;
    queued_zones_.push_back(zone);
  }
}

void presence_books::set_red_windows(zone_id zone,
                                     std::vector<dated_red_windows> windows,
                                     instant changed_from) {
  zone_board& board = boards_[zone.value];
  board.set_windows(std::move(windows));
  if (!board.books.empty()) {
    board.ledger_from = std::min(board.ledger_from, changed_from);
  }
}

void presence_books::update(book_index index, std::vector<named_visit>& revised) {
  slot& s = slots_[index];
  zone_board& board = boards_[s.book.zone().value];
  const unit_progress& progress = progress_[s.book.unit().value];
  const auto count = [&board](int sign) {
    return [&board, sign](instant day_from, const visit_count& counts) {
      visit_count& sum = board.counts[day_from];
      const auto step = static_cast<std::uint32_t>(sign);
      sum.at_least += step * counts.at_least;
      sum.about += step * counts.about;
      sum.at_most += step * counts.at_most;
    };
  };
  s.book.for_each_day(count(-1));
  std::vector<published_visit> visits;
  s.book.update(progress.by_all(), progress.by_one(), shortest_gap_, days_, visits);
  s.book.for_each_day(count(+1));
  for (const published_visit& visit : visits) {
    revised.push_back({s.book.zone(), s.book.unit(), visit});
    const instant end = visit.run.last_likely;
    if (visit.state == visit_state::closed) {
      board.visits_end = std::max(board.visits_end.value_or(end), end);
    }
    board.visits_end_unsure = board.visits_end_unsure || visit.revision > 2 ||
                              (visit.revision == 2 && visit.state != visit_state::closed);
  }
  if (s.book.open_visit() && !s.waking) {
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
  while (!wakes_.empty() && wakes_.front().at <= now) {
    std::pop_heap(wakes_.begin(), wakes_.end(), later<wake, wake>);
    const book_index index = wakes_.back().book;
    slot& s = slots_[index];
    wakes_.pop_back();
    s.waking = false;
    if (!s.book.open_visit()) {
      continue;
    }
    const unit_progress& progress = progress_[s.book.unit().value];
    const instant ends_after = s.book.open_until();
    if (progress.by_one() > ends_after) {
      changed(index, instant::max(), presence_level::near);
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
  return combine(lines, within);
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
  board.ledger.rewrite(within, runs, board.red(settings_->clock, within));
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
  std::optional<instant> latest;
  const auto look = [&latest](const published_visit& visit) {
    if (visit.state != visit_state::open) {
      latest = std::max(latest.value_or(visit.run.last_likely), visit.run.last_likely);
    }
  };
  for (const settled_visit& s : board.settled) {
    look(s.visit);
  }
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
    const bool heard = now - progress_[book.unit().value].by_one() <= settings_->stale_after;
    if (heard && std::any_of(book.records().begin(),
                             book.records().end(),
                             [](const presence_record& r) { return r.inside_now; })) {
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

void presence_books::settle_zone(zone_board& board,
                                 instant before,
                                 std::vector<named_visit>& settled) {
  std::vector<published_visit> visits;
  std::erase_if(board.books, [&](book_index index) {
    slot& s = slots_[index];
    visits.clear();
    s.book.settle_before(before, shortest_gap_, days_, visits);
    for (const published_visit& visit : visits) {
      board.settled.push_back({s.book.unit(), visit});
      settled.push_back({s.book.zone(), s.book.unit(), visit});
    }
    if (!s.book.finished() || s.queued || s.waking || s.recent) {
      return false;
    }
    look_up_.erase(key_of(s.book.unit(), s.book.zone()));
    s = {};
    free_.push_back(index);
    return true;
  });
}

void presence_books::settle(instant now, std::vector<named_visit>& settled) {
  const instant before = minute_mark(now - settle_after_);
  if (before < settled_to_ + settle_every) {
    return;
  }
  retained_from_ = std::max(retained_from_, minute_mark(now - settings_->presence_retained));
  std::vector<named_visit> revised;
  for (zone_board& board : boards_) {
    update_zone(board, revised);
    if (board.ledger_from < before) {
      refresh(board, now);
    }
    forget_idle(board, now);
    settle_zone(board, before, settled);
    board.ledger.forget_before(retained_from_);
    std::erase_if(board.settled,
                  [&](const settled_visit& s) { return s.visit.run.last_likely < retained_from_; });
    std::erase_if(board.counts, [&](const auto& day) {
      return day.first + std::chrono::days{1} < retained_from_;
    });
  }
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

void presence_books::publish(instant now,
                             const zone_names& zones,
                             const unit_names& units,
                             std::vector<change>& changes) {
  std::vector<named_visit> revised;
  wake_due(now);
  for (const book_index index : queued_books_) {
    slots_[index].queued = false;
    update(index, revised);
  }
  queued_books_.clear();
  std::vector<zone_id> due;
  if (const instant mark = minute_mark(now); mark > minute_) {
    minute_ = mark;
    due.swap(queued_zones_);
    for (const zone_id zone : due) {
      update_zone(boards_[zone.value], revised);
    }
  }
  settle(now, revised);
  std::sort(revised.begin(), revised.end(), [&](const named_visit& a, const named_visit& b) {
    return std::tie(zones.name(a.zone), units.name(a.unit), a.visit.run.anchor, a.visit.revision) <
           std::tie(zones.name(b.zone), units.name(b.unit), b.visit.run.anchor, b.visit.revision);
  });
  for (const named_visit& r : revised) {
    changes.push_back({now, to_change(r.visit, zones.name(r.zone), units.name(r.unit))});
  }
  std::sort(due.begin(), due.end(), [&zones](zone_id a, zone_id b) {
    return zones.name(a) < zones.name(b);
  });
  for (const zone_id zone : due) {
    publish_zone(zone, now, zones, units, changes);
  }
}

instant presence_books::next_wake() const {
  instant next = wakes_.empty() ? instant::max() : wakes_.front().at;
  if (!queued_zones_.empty()) {
    next = std::min(next, minute_ + minute);
  }
  return next;
}

void presence_books::rebuild_look_up() {
  look_up_.clear();
  for (auto& books : device_books_) {
    books.clear();
  }
  for (zone_board& board : boards_) {
    board.recent = board.books;
    board.recent_from = instant::min();
    for (const book_index index : board.books) {
      slots_[index].recent = true;
      const visit_book& book = slots_[index].book;
      look_up_.emplace(key_of(book.unit(), book.zone()), index);
      for (const presence_record& r : book.records()) {
        if (device_books_.size() <= r.device.value) {
          device_books_.resize(r.device.value + 1);
        }
        device_books_[r.device.value].push_back(index);
      }
    }
  }
}

}  // namespace beatwatch
