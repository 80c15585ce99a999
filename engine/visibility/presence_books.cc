#include "engine/visibility/presence_books.h"

#include <algorithm>
#include <utility>

#include "engine/base/archive.h"
#include "engine/base/check.h"
#include "engine/track/path_slot.h"
#include "engine/visibility/minute.h"

namespace beatwatch {
namespace {

// A ping that comes as late as it may still decides on the way of a leg that began a slot and its
// context, or a slot and a gap limit before it: so much longer presence is kept open.
constexpr duration settle_lag(duration gap_limit) {
  return path_slot_length + std::max(path_context_max, gap_limit);
}

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

presence_books::presence_books(const parameters& settings,
                               const crew_lookup& crews,
                               unit_facts& facts)
    : settings_(&settings),
      crews_(&crews),
      facts_(&facts),
      days_(settings),
      settle_after_(settings.horizon + settle_lag({})) {
  for (const reporting_profile& profile : settings.profiles) {
    shortest_gap_ = std::min(shortest_gap_, profile.merge_gap);
    settle_after_ = std::max(settle_after_, settings.horizon + settle_lag(profile.gap_limit));
  }
}

void presence_books::introduce(device_id device, const reporting_profile& profile) {
  if (gaps_.size() <= device.value) {
    gaps_.resize(device.value + 1);
  }
  if (paces_.size() <= device.value) {
    paces_.resize(device.value + 1);
  }
  gaps_[device.value] = {profile.merge_gap, profile.gap_limit};
}

presence_books::book_index presence_books::book_of(unit_id unit, zone_id zone) {
  book_index& found = look_up_.find_or_add(key_of(unit, zone), handle::none);
  if (found == handle::none) {
    if (free_.empty()) {
      free_.push_back(static_cast<book_index>(slots_.size()));
      slots_.emplace_back();
    }
    found = free_.back();
    free_.pop_back();
    slots_[found] = {.recent = true, .book = visit_book{unit, zone, settled_to_}};
    check(zone.value < boards_.size(), "a zone with presence is open");
    zone_board& board = boards_[zone.value];
    board.books.push_back(found);
    board.recent.push_back(found);
    if (!board.station_times.empty()) {
      keep_station_book(found);
    }
  }
  return found;
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

void presence_books::changed(book_index index, instant from) {
  slot& s = slots_[index];
  s.book.because(cause_);
  if (s.book.known_changed_from(from)) {
    return;  // and so does its zone
  }
  s.book.changed_from(from);
  zone_board& board = boards_[s.book.zone().value];
  zone_changed(board, from);
  if (!s.recent) {
    s.recent = true;
    board.recent.push_back(index);
  }
}

// Its minutes from `from` on are to be worked out anew, and what it got is to be published.
void presence_books::zone_changed(zone_board& board, instant from) {
  board.ledger_from = std::min(board.ledger_from, from);
  if (!board.queued) {
    board.queued = true;
    queued_zones_.push_back(board.zone);
  }
}

void presence_books::queue(book_index index) {
  slot& s = slots_[index];
  if (!s.queued) {
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
  slot& s = slots_[at.book];
  presence_record& record = s.book.record(at.record);
  bool news = false;
  std::vector<presence_line::run> clipped;
  for (const presence_line::run& r : runs) {
    if (r.to <= within.from) {
      continue;
    }
    const presence_line::run kept{std::max(r.from, within.from), r.to, r.level};
    if (r.level >= presence_level::near) {
      news = news || !at_end || kept.from > s.goes_on_until;
      if (!news) {
        s.goes_on_until = std::max(s.goes_on_until, kept.to + record.merge_gap);
      }
    }
    if (at_end) {
      record.line.append(kept);
    } else {
      clipped.push_back(kept);
    }
  }
  if (!at_end) {
    record.line.replace(within, clipped);
  }
  changed(at.book, within.from);
  if (news) {
    queue(at.book);
  }
}

void presence_books::lay_again(handle at, interval told, std::span<const presence_line::run> runs) {
  const interval within{std::max(told.from, settled_to_), told.to};
  std::vector<presence_line::run> open;
  for (const presence_line::run& r : runs) {
    if (r.to > within.from) {
      open.push_back({std::max(r.from, within.from), r.to, r.level});
    }
  }
  presence_line& line = slots_[at.book].book.record(at.record).line;
  if (within.empty() || line.says(within, open)) {
    return;
  }
  line.replace(within, open);
  changed(at.book, within.from);
  queue(at.book);
}

void presence_books::lay_pace(device_id device, interval told, pace value) {
  paces_[device.value].lay({std::max(told.from, settled_to_), told.to}, value);
}

void presence_books::take_back(device_id device, interval within) {
  for (const silence& s : silences_.take_back(device, within)) {
    silence_changed(device, s);
  }
  const interval open{std::max(within.from, settled_to_), within.to};
  paces_[device.value].lay(open, pace::untold);
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
      changed(index, open.from);
      queue(index);
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
    changed(at.book, t);
  }
}

void presence_books::left(handle at) {
  presence_record& record = slots_[at.book].book.record(at.record);
  if (record.inside_now) {
    record.inside_now = false;
    changed(at.book, instant::max());
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
      progress.officers_from = std::min({progress.officers_from, d.last_good, last_good});
      d.last_good = std::max(d.last_good, last_good);
      return;
    }
  }
  progress.officers_from = std::min(progress.officers_from, last_good);
  progress.devices.push_back({device, last_good, gaps_[device.value].gap_limit});
}

void presence_books::open_zone(zone_id zone) {
  if (boards_.size() <= zone.value) {
    boards_.resize(zone.value + 1);
  }
  zone_board& board = boards_[zone.value];
  board.zone = zone;
  zone_changed(board, instant::max());
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

void presence_books::set_levels(const std::vector<dated_levels>& levels, instant changed_from) {
  levels_.set_zones(levels, std::max(changed_from, settled_to_));
}

void presence_books::set_station_times(zone_id zone, std::vector<interval> times) {
  zone_board& board = boards_[zone.value];
  board.station_times = std::move(times);
  if (!board.station_times.empty()) {
    std::for_each(board.books.begin(), board.books.end(), [this](book_index index) {
      keep_station_book(index);
    });
  }
}

void presence_books::keep_station_book(book_index index) {
  const unit_id unit = slots_[index].book.unit();
  if (station_books_.size() <= unit.value) {
    station_books_.resize(unit.value + 1);
  }
  auto& books = station_books_[unit.value];
  if (std::find(books.begin(), books.end(), index) == books.end()) {
    books.push_back(index);
  }
}

void presence_books::facts_changed(unit_id unit, interval within) {
  if (progress_.size() <= unit.value) {
    return;
  }
  for (const unit_progress::heard_device& d : progress_[unit.value].devices) {
    if (device_books_.size() <= d.device.value) {
      continue;
    }
    for (const book_index index : device_books_[d.device.value]) {
      visit_book& book = slots_[index].book;
      const auto& visits = book.visits();
      const bool touched = book.unit() == unit &&
                           std::any_of(visits.begin(), visits.end(), [&](const published_visit& v) {
                             return v.run.anchor < within.to && (v.state == visit_state::open ||
                                                                 v.run.last_likely >= within.from);
                           });
      if (touched) {
        book.facts_changed(within);
        book.because(cause_);
        queue(index);
      }
    }
  }
}

void presence_books::set_places(zone_id zone, std::vector<dated_bounds> places) {
  boards_[zone.value].places = std::move(places);
}

book_surroundings presence_books::around(const visit_book& of, surroundings& kept) const {
  const unit_id unit = of.unit();
  auto& stations = kept.stations;
  stations.clear();
  collect_silent(of, kept.silent);
  if (unit.value < station_books_.size()) {
    for (const book_index index : station_books_[unit.value]) {
      const visit_book& book = slots_[index].book;
      for (const presence_record& r : book.records()) {
        stations.push_back({&r.line, &boards_[book.zone().value].station_times});
      }
    }
  }
  return {.paces = paces_,
          .stations = stations,
          .silent = kept.silent,
          .facts = facts_,
          .rules = &settings_->visits};
}

instant presence_books::next_wake() const {
  instant next = wakes_.empty() ? instant::max() : wakes_.front().at;
  if (!queued_zones_.empty() || silent_from_ != instant::max()) {
    next = std::min(next, minute_ + minute);
  }
  return next;
}

void presence_books::rebuild_look_up() {
  levels_.rebuild_look_up();
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
      look_up_.find_or_add(key_of(book.unit(), book.zone()), index);
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
