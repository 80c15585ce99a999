#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/chunked.h"
#include "engine/base/few.h"
#include "engine/base/id_map.h"
#include "engine/base/interval.h"
#include "engine/base/name_order.h"
#include "engine/base/number_map.h"
#include "engine/base/prefetch.h"
#include "engine/change.h"
#include "engine/model/parameters.h"
#include "engine/visibility/crew_lookup.h"
#include "engine/visibility/day_cache.h"
#include "engine/visibility/level_books.h"
#include "engine/visibility/officer_time.h"
#include "engine/visibility/silence.h"
#include "engine/visibility/visit_book.h"
#include "engine/visibility/zone_board.h"

namespace beatwatch {

/// What a device of a unit tells of a zone, what silences say beside it included.
struct told_device {
  unit_id unit;
  device_id device;
  duration merge_gap{};
  presence_line line;
};

/// How far a unit's devices have told.
struct unit_progress {
  struct heard_device {
    device_id device;
    instant last_good;
    duration gap_limit{};
    template <class Archive>
    friend void fields(Archive& a, heard_device& d) {
      a(d.device, d.last_good, d.gap_limit);
    }
  };
  few<heard_device, 1> devices;
  instant officers_from = instant::max();  ///< from here on it may be told otherwise where they are

  [[nodiscard]] instant by_one() const;
  /// Devices silent for longer than their gap limit do not hold up the others.
  [[nodiscard]] instant by_all() const;

  template <class Archive>
  friend void fields(Archive& a, unit_progress& p) {
    a(p.devices, p.officers_from);
  }
};

/// What each zone got from each unit: takes the runs of presence that legs give, and publishes
/// visits and the presence of zones.
class presence_books {
 public:
  using zone_names = id_map<zone_id>;
  using unit_names = id_map<unit_id>;

  /// All of them outlive the books, which tell `facts` what to forget.
  presence_books(const parameters& settings, const crew_lookup& crews, unit_facts& facts);

  /// A device, before anything else is said of it.
  void introduce(device_id device, const reporting_profile& profile);

  /// Where the presence of one device of a unit at one zone is kept. Good while `handles_good_for`
  /// is the same.
  struct handle {
    std::uint32_t book = none;
    std::uint32_t record = 0;
    static constexpr std::uint32_t none = 0xffffffffU;
    [[nodiscard]] bool known() const { return book != none; }
  };
  [[nodiscard]] handle find(unit_id unit, device_id device, zone_id zone);
  /// Begins to bring into the cache what `find` will look up.
  void prefetch_find(unit_id unit, zone_id zone) const { look_up_.prefetch(key_of(unit, zone)); }
  [[nodiscard]] std::uint64_t handles_good_for() const { return handles_good_for_; }

  /// Begin to bring into the cache what `lay` will touch. The second reads what the first asked
  /// for, so other work should lie between them.
  void prefetch_book(handle at) const {
    constexpr std::size_t laid_in = 3 * alignof(slot);
    prefetch_bytes(&slots_[at.book], laid_in);
  }
  void prefetch_line(handle at) const {
    const presence_record& record = slots_[at.book].book.records()[at.record];
    record.line.prefetch_end();
    if (record.inside_now) {
      prefetch(record.pings_inside.end());
    }
  }
  void prefetch_unit(unit_id unit) const { prefetch(progress_.data() + unit.value); }
  void prefetch_device(device_id device) const { prefetch(paces_.data() + device.value); }
  /// Reads what `prefetch_device` asked for.
  void prefetch_pace(device_id device) const { paces_[device.value].prefetch_end(); }

  /// The device has told of the zone for `told`: exactly `runs`, `out` between them. `at_end`:
  /// nothing was told of it after `told.from`.
  void lay(handle at, interval told, std::span<const presence_line::run> runs, bool at_end);

  /// The same of what was told before: something changes only where `runs` differ from that.
  void lay_again(handle at, interval told, std::span<const presence_line::run> runs);

  /// How fast the device was for `told`.
  void lay_pace(device_id device, interval told, pace value);

  /// Why whatever is laid and taken back from now on changes, until the next such call
  /// or `publish`.
  void because(visit_cause cause) { cause_ = cause; }

  /// A good fix of the device at `t` inside the zone, and whether it is the newest one.
  void ping_inside(handle at, instant t, bool newest);
  /// The newest fix of the device is not inside the zone any more.
  void left(handle at);
  /// The newest fix of the device is not inside any zone any more, or not with that unit.
  void left_everywhere(device_id device);

  /// Takes back what the device told of every zone for `within`, by any unit, and its pings after
  /// `within.from` up to `within.to`.
  void take_back(device_id device, interval within);

  /// The device told nothing between two good fixes; see silence.h.
  void fall_silent(device_id device, const silence& s);

  /// The newest good fix of a device that the unit holds.
  void heard(unit_id unit, device_id device, instant last_good);

  /// From `from` on the crew of the unit may be another.
  void crew_changed(unit_id unit, instant from);

  /// A zone has come into force.
  void open_zone(zone_id zone);
  /// Its red windows, by their instants, as known now; from `changed_from` on they are new.
  void set_red_windows(zone_id zone, std::vector<dated_red_windows> windows, instant changed_from);

  /// To which levels its zones belong, by their instants; from `changed_from` on they are new.
  /// Comes after the zones were opened, and after loading.
  void set_levels(const std::vector<dated_levels>& levels, instant changed_from);

  /// When it is a station site; sorted, disjoint.
  void set_station_times(zone_id zone, std::vector<interval> times);

  /// Where it lies; by their instants.
  void set_places(zone_id zone, std::vector<dated_bounds> places);

  /// What is told of a unit beside its positions changed for `within`.
  void facts_changed(unit_id unit, interval within);

  /// Publishes what is due at `now`: visits that changed, and once a minute the presence of every
  /// zone that changed. Settles what the horizon has passed.
  void publish(instant now,
               const zone_names& zones,
               const unit_names& units,
               std::vector<change>& changes);

  /// What was before it can no longer change.
  [[nodiscard]] instant settled_to() const { return settled_to_; }
  /// `publish` at `now` settles nothing that is not before this.
  [[nodiscard]] instant settling_to(instant now) const { return now - settle_after_; }

  /// Visits wait for the next `publish`.
  [[nodiscard]] bool waiting() const { return !queued_books_.empty(); }
  /// The next minute mark or open visit to look at; `instant::max()` if none.
  [[nodiscard]] instant next_wake() const;

  /// `window` is clipped to what is retained, and to whole minutes where it is settled.
  [[nodiscard]] presence_answer answer(zone_id zone,
                                       interval window,
                                       const zone_names& zones,
                                       const unit_names& units) const;

  /// Of levels, as of zones: `zone` is the path of the level. Each visit of the list belongs to a
  /// zone, so that a level has none; its counts are those of one place made of its zones. Of every
  /// level, by path, or of those that `of` names; unknown ones are passed over.
  [[nodiscard]] std::vector<presence_answer> answer_levels(std::span<const std::string> of,
                                                           interval window) const;

  /// What is not settled.
  [[nodiscard]] std::vector<told_device> told_by_devices(zone_id zone, interval within) const;

  // What the last whole minute left behind, for figures.
  [[nodiscard]] instant published_to() const { return minute_; }
  [[nodiscard]] instant retained_from() const { return retained_from_; }
  [[nodiscard]] const zone_ledger& ledger(zone_id zone) const { return boards_[zone.value].ledger; }
  [[nodiscard]] const level_books& levels() const { return levels_; }
  [[nodiscard]] std::vector<interval> red(zone_id zone, interval within) const {
    return red_times_of(boards_[zone.value].windows(), settings_->clock, within);
  }

  /// Rows by zone, then unit, for `engine::settled_bytes`.
  void write_settled(const zone_names& zones,
                     const unit_names& units,
                     std::vector<std::byte>& out) const;

  template <class Archive>
  friend void fields(Archive& a, presence_books& b) {
    a(b.slots_,
      b.free_,
      b.boards_,
      b.progress_,
      b.paces_,
      b.silences_,
      b.silent_from_,
      b.queued_books_,
      b.queued_zones_,
      b.minute_,
      b.settled_to_,
      b.retained_from_,
      b.wakes_,
      b.levels_,
      b.level_scans_);
  }
  /// After loading: the look-up of books is derived.
  void rebuild_look_up();

 private:
  using book_index = std::uint32_t;
  // What each ping needs comes first.
  struct alignas(64) slot {
    bool queued = false;
    bool waking = false;  ///< stands in `wakes_`
    bool recent = false;  ///< stands in `recent` of its board; derived
    /// Likely time of its only device that begins up to here goes on with the open visit.
    instant goes_on_until = instant::min();
    visit_book book;
    template <class Archive>
    friend void fields(Archive& a, slot& s) {
      a(s.book, s.queued, s.waking, s.goes_on_until);
    }
  };
  struct wake {
    instant at;
    book_index book = 0;
    template <class Archive>
    friend void fields(Archive& a, wake& w) {
      a(w.at, w.book);
    }
  };
  struct named_visit {
    zone_id zone;
    unit_id unit;
    published_visit visit;
  };

  static std::uint64_t key_of(unit_id unit, zone_id zone) {
    return (static_cast<std::uint64_t>(unit.value) << 32U) | zone.value;
  }
  book_index book_of(unit_id unit, zone_id zone);
  void changed(book_index index, instant from);
  void zone_changed(zone_board& board, instant from);
  /// What surrounds a book beside what all books share.
  struct surroundings {
    std::vector<station_told> stations;
    std::vector<presence_line> silent;
  };
  /// Good until the next book is made.
  [[nodiscard]] book_surroundings around(const visit_book& book, surroundings& kept) const;
  void collect_silent(const visit_book& book, std::vector<presence_line>& lines) const;
  [[nodiscard]] presence_line silent_line(const zone_board& board, interval within) const;
  void silence_changed(device_id device, const silence& s);
  void mark_silent_zones();
  void keep_station_book(book_index index);
  void queue(book_index index);
  void update(book_index index, std::vector<named_visit>& revised);
  void wake_due(instant now);
  void prefetch_whole(book_index index) const;
  void prefetch_told(book_index index) const;
  void mark_officers(unit_id unit, device_id device, instant from);
  void look_after_officers();
  void update_zone(const zone_board& board, std::vector<named_visit>& revised);
  void refresh(zone_board& board, instant now);
  void forget_idle(zone_board& board, instant now);
  [[nodiscard]] std::optional<instant> latest_visit_end(const zone_board& board) const;
  void settle(instant now, std::vector<named_visit>& settled);
  void settle_zone(zone_board& board, instant before, std::vector<named_visit>& settled);
  template <typename NeededFrom>
  void forget_settled(zone_board& board, NeededFrom&& needed_from);
  void forget_beside(instant before);
  [[nodiscard]] presence_changed figures(zone_board& board,
                                         zone_id zone,
                                         interval day,
                                         instant now,
                                         const zone_names& zones,
                                         const unit_names& units);
  void publish_zone(zone_id zone,
                    instant now,
                    const zone_names& zones,
                    const unit_names& units,
                    std::vector<change>& changes);
  [[nodiscard]] interval told_part(interval window) const;
  [[nodiscard]] level_books levels_now() const;
  // What is told of a zone over some time.
  struct zone_told {
    std::vector<told_device> devices;
    officers_told officers;
  };
  class told_zones;
  [[nodiscard]] static std::vector<told_line> lines_of(const std::vector<told_device>& devices);
  void settle_levels(instant before);
  [[nodiscard]] visit_count level_counts(const std::string& path,
                                         const std::vector<level_books::membership>& members,
                                         interval window,
                                         told_zones& zones) const;
  [[nodiscard]] visit_count counts(const zone_board& board, interval window, day_cache& days) const;
  [[nodiscard]] presence_line union_line(const zone_board& board, interval within) const;
  [[nodiscard]] officers_told officer_lines(const zone_board& board, interval within) const;
  [[nodiscard]] static const std::vector<book_index>& books_since(const zone_board& board,
                                                                  instant t) {
    return t >= board.recent_from ? board.recent : board.books;
  }

  // What a device's reporting profile says.
  struct device_gaps {
    duration merge_gap{};
    duration gap_limit{};
  };

  const parameters* settings_;
  const crew_lookup* crews_;
  unit_facts* facts_;
  day_cache days_;
  duration shortest_gap_ = reporting_profile{}.merge_gap;  ///< merge gap, of any profile
  duration settle_after_;
  std::vector<device_gaps> gaps_;  ///< by device; derived
  chunked<slot> slots_;
  std::vector<book_index> free_;
  number_map look_up_;              ///< of books by (unit, zone)
  std::vector<zone_board> boards_;  ///< by zone
  level_books levels_;
  /// By the path of a level, then by unit: what is settled of its visits to the level.
  std::map<std::string, std::map<unit_id, visit_scan>> level_scans_;
  name_order<zone_id> zone_order_;       ///< derived
  name_order<unit_id> unit_order_;       ///< derived
  std::vector<unit_progress> progress_;  ///< by unit
  std::vector<pace_line> paces_;         ///< by device
  silence_book silences_;
  instant silent_from_ = instant::max();                ///< from here on silences have changed
  std::vector<std::vector<book_index>> station_books_;  ///< by unit; derived
  visit_cause cause_ = visit_cause::movement;
  std::vector<instant> needed_from_;                   ///< by unit; scratch
  std::vector<std::vector<book_index>> device_books_;  ///< by device: those with a record of it
  std::vector<book_index> queued_books_;
  std::vector<zone_id> queued_zones_;
  std::vector<wake> wakes_;  ///< heap, earliest first: open visits, by when they may have ended
  std::uint64_t handles_good_for_ = 1;
  instant minute_{};         ///< the last minute mark at which zones were published
  instant settled_to_{};     ///< nothing before it can change
  instant retained_from_{};  ///< what was before it is forgotten
};

}  // namespace beatwatch
