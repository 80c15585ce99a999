#pragma once
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/few.h"
#include "engine/base/interval.h"
#include "engine/change.h"
#include "engine/change_fields.h"
#include "engine/visibility/attributes_of.h"
#include "engine/visibility/presence_line.h"
#include "engine/visibility/visit_scan.h"

namespace beatwatch {

/// What one device tells of one zone while one unit held it.
struct presence_record {
  device_id device;
  bool inside_now = false;  ///< its newest fix is inside the zone
  duration merge_gap{};     ///< by the device's reporting profile
  presence_line line;
  few<instant, 3> pings_inside;  ///< sorted
};

/// A visit as it was last published.
struct published_visit {
  visit_run run;
  presence_measure inside;
  std::uint32_t pings = 0;
  std::uint32_t revision = 0;
  visit_state state{};
  visit_cause cause{};
  visit_attributes attributes;
};

/// What a book needs to know beside the presence of its devices.
struct book_surroundings {
  std::span<const pace_line> paces;        ///< by device
  std::span<const station_told> stations;  ///< of the same unit
  std::span<const presence_line> silent;   ///< what silences tell beside each record, or nothing
  const unit_facts* facts = nullptr;
  const visit_rules* rules = nullptr;
};

/// The visits of one unit to one zone: derived from the presence of its devices, and compared with
/// what was published before, so that whatever arrives late ends as a numbered revision.
class visit_book {
 public:
  visit_book(unit_id unit, zone_id zone, instant since)
      : unit_(unit), zone_(zone), since_(since), stable_(visit_scan::starting_at(since)) {}
  visit_book() : visit_book({}, {}, {}) {}

  [[nodiscard]] unit_id unit() const { return unit_; }
  [[nodiscard]] zone_id zone() const { return zone_; }

  /// The place of a device among the records; a record is added at its first presence.
  [[nodiscard]] std::optional<std::uint32_t> find_record(device_id device) const;
  std::uint32_t add_record(device_id device, duration merge_gap);
  presence_record& record(std::uint32_t index) { return records_[index]; }
  using presence_records = few<presence_record, 1>;
  [[nodiscard]] const presence_records& records() const { return records_; }

  /// The presence of any of the unit's devices changed from `t` on.
  void changed_from(instant t) { changed_from_ = std::min(changed_from_, t); }
  /// It is known that it changed from `t` on.
  [[nodiscard]] bool known_changed_from(instant t) const { return changed() && changed_from_ <= t; }
  /// What is known of the unit otherwise changed for `within`.
  void facts_changed(interval within) {
    facts_changed_ = facts_changed_.empty() ? within
                                            : interval{std::min(facts_changed_.from, within.from),
                                                       std::max(facts_changed_.to, within.to)};
  }
  /// Why the next update may have something to tell.
  void because(visit_cause cause) { cause_ = std::max(cause_, cause); }

  /// Brings the visits up to date. Every device of the unit has reported up to `known_by_all`, the
  /// newest up to `known_by_one`; `shortest_gap` is the shortest merge gap of any device. Appends
  /// new and revised visits to `revised`.
  template <typename DayOf>
  void update(instant known_by_all,
              instant known_by_one,
              duration shortest_gap,
              DayOf&& day_of,
              const book_surroundings& around,
              std::vector<published_visit>& revised) {
    if (changed_from_ < stable_.scanned_to()) {
      begin_anew();
    }
    changed_from_ = instant::max();
    read(stable_, known_by_all, shortest_gap, day_of, around.silent, ended_);
    live_.reset();
    std::vector<visit_run> now = {ended_.begin() + static_cast<std::ptrdiff_t>(agreed_),
                                  ended_.end()};
    if (known_by_one > known_by_all) {
      live_ = std::make_unique<visit_scan>(stable_);
      read(*live_, known_by_one, shortest_gap, day_of, around.silent, now);
    }
    publish(now, around, revised);
    if (!facts_changed_.empty()) {
      revise(around, revised);
    }
    cause_ = visit_cause::movement;
  }

  /// Whatever was before `t` can no longer change. Appends the visits that are settled by it to
  /// `settled`, and takes them out of the book. What told of them stays until it is forgotten.
  template <typename DayOf>
  void settle_before(instant t,
                     duration shortest_gap,
                     DayOf&& day_of,
                     const book_surroundings& around,
                     std::vector<published_visit>& settled) {
    if (!base_ && told_from() >= t) {
      since_ = std::max(since_, t);
      return;
    }
    if (!base_) {
      base_ = std::make_unique<visit_scan>(visit_scan::starting_at(since_));
    }
    std::vector<visit_run> ended;
    read(*base_, t, shortest_gap, day_of, around.silent, ended);
    settle(ended, around, settled);
    measure_begun(around);
    // What `stable_` found begins with what `base_` found now, unless it has to read anew anyway.
    if (stable_.scanned_to() >= t && ended_.size() >= ended.size() && agreed_ >= ended.size()) {
      ended_.erase(ended_.begin(), ended_.begin() + static_cast<std::ptrdiff_t>(ended.size()));
      agreed_ -= ended.size();
    } else {
      if (!live_) {
        live_ = std::make_unique<visit_scan>(stable_);  // the last update still stands
      }
      begin_anew();
    }
  }

  /// From here on what is settled before `t` may still be needed: for a visit that goes on.
  [[nodiscard]] instant needed_from(instant t) const {
    return base_ && base_->open_visit() ? std::min(base_->open_visit()->last_likely, t) : t;
  }
  void forget_before(instant t);

  /// Something changed since the last update.
  [[nodiscard]] bool changed() const { return changed_from_ != instant::max(); }

  /// What it counts of the last days, as of the last update.
  [[nodiscard]] const visit_scan::day_list& days() const { return live().days(); }
  [[nodiscard]] std::optional<visit_run> open_visit() const { return live().open_visit(); }
  /// Unless something more is told up to here, the open visit has ended.
  [[nodiscard]] instant open_until() const { return live().grouped_until(); }
  [[nodiscard]] const std::vector<published_visit>& visits() const { return visits_; }

  /// Nothing left that a later update could need.
  [[nodiscard]] bool finished() const;

  /// What each of the unit's devices tells within `within`, together with what silences tell
  /// beside it: a line for each record, or nothing.
  [[nodiscard]] std::vector<presence_line> lines_with(std::span<const presence_line> silent,
                                                      interval within) const;
  /// The same as a scan reads it, from such lines, which outlive it.
  [[nodiscard]] std::vector<told_line> told(std::span<const presence_line> lines) const;
  /// From the start of what any of them tells to the end.
  [[nodiscard]] instant told_from() const;
  [[nodiscard]] instant told_to() const;

  /// What a visit holds as known now.
  [[nodiscard]] published_visit measured(const visit_run& run,
                                         const book_surroundings& around) const;

  template <class Archive>
  friend void fields(Archive& a, visit_book& b) {
    a(b.unit_,
      b.zone_,
      b.changed_from_,
      b.records_,
      b.since_,
      b.stable_,
      b.base_,
      b.begun_,
      b.live_,
      b.ended_,
      b.agreed_,
      b.visits_,
      b.withdrawn_,
      b.facts_changed_,
      b.cause_);
  }

 private:
  template <typename DayOf>
  void read(visit_scan& scan,
            instant to,
            duration shortest_gap,
            DayOf& day_of,
            std::span<const presence_line> silent,
            std::vector<visit_run>& ended) const {
    if (to <= scan.scanned_to()) {
      return;
    }
    const interval fresh{scan.scanned_to(), to};
    if (meet(silent, fresh)) {
      const auto lines = lines_with(silent, fresh);
      scan.read(told(lines), to, shortest_gap, day_of, ended);
    } else if (records_.size() == 1) {
      const told_line only{&records_.front().line, records_.front().merge_gap};
      scan.read({&only, 1}, to, shortest_gap, day_of, ended);
    } else {
      scan.read(told(), to, shortest_gap, day_of, ended);
    }
  }
  static bool meet(std::span<const presence_line> silent, interval within);
  [[nodiscard]] std::vector<told_line> told() const;
  [[nodiscard]] presence_line line(std::span<const presence_line> silent, interval within) const;
  [[nodiscard]] const visit_scan& live() const { return live_ ? *live_ : stable_; }
  void begin_anew();
  [[nodiscard]] std::vector<device_told> devices_told(const book_surroundings& around) const;
  [[nodiscard]] visit_cause cause_of(const visit_run& run,
                                     visit_state state,
                                     bool known,
                                     const book_surroundings& around) const;
  void publish(const std::vector<visit_run>& now,
               const book_surroundings& around,
               std::vector<published_visit>& revised);
  void revise(const book_surroundings& around, std::vector<published_visit>& revised);
  void settle(const std::vector<visit_run>& ended,
              const book_surroundings& around,
              std::vector<published_visit>& settled);
  void measure_begun(const book_surroundings& around);
  [[nodiscard]] std::uint32_t pings_in(interval span, bool from_included) const;
  [[nodiscard]] published_visit summed(const visit_run& run, const book_surroundings& around) const;
  [[nodiscard]] std::uint32_t withdrawn_revision(instant anchor) const;
  void keep_withdrawn(instant anchor, std::uint32_t revision);

  struct withdrawal {
    instant anchor;
    std::uint32_t revision = 0;
    template <class Archive>
    friend void fields(Archive& a, withdrawal& w) {
      a(w.anchor, w.revision);
    }
  };

  // What each leg needs comes first. Most books are of one device and merely possible presence:
  // what they do not need is not there.
  unit_id unit_;
  zone_id zone_;
  instant changed_from_ = instant::max();
  visit_cause cause_ = visit_cause::movement;  ///< of what waits for the next update
  presence_records records_;                   ///< one per device, in order of first presence
  instant since_;                              ///< nothing was read of what was before
  visit_scan stable_;                          ///< has read what every device has told
  std::unique_ptr<visit_scan> base_;  ///< has read what can no longer change; absent: nothing
  /// What is settled of a visit that goes on: its sums, which no later reading needs to make again.
  std::unique_ptr<published_visit> begun_;
  std::unique_ptr<visit_scan> live_;     ///< has read all there is; absent: the same as `stable_`
  std::vector<visit_run> ended_;         ///< by `stable_` after `base_`
  std::uint64_t agreed_ = 0;             ///< so many of `ended_` are published as they are
  std::vector<published_visit> visits_;  ///< unsettled, by anchor
  std::vector<withdrawal> withdrawn_;    ///< last revisions, by anchor
  interval facts_changed_;               ///< empty: nowhere
};

template <class Archive>
void fields(Archive& a, presence_record& r) {
  a(r.device, r.merge_gap, r.line, r.pings_inside, r.inside_now);
}
template <class Archive>
void fields(Archive& a, visit_run& r) {
  a(r.anchor, r.last_likely);
}
template <class Archive>
void fields(Archive& a, published_visit& v) {
  a(v.run, v.inside, v.pings, v.revision, v.state, v.cause, v.attributes);
}

}  // namespace beatwatch
