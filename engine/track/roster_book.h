#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/interval.h"
#include "engine/model/roster.h"

namespace beatwatch {

/// Who goes out as one unit.
struct crew_on_duty {
  std::uint32_t officers = 0;  ///< different persons who hold a device of it
  visibility_class visibility = visibility_class::unknown;  ///< the most visible of its rows
  unit_kind kind = unit_kind::car;                          ///< as `kind_of` has it
  interval same_within{instant::min(), instant::max()};     ///< the answer is the same all through
};

/// What kind of unit goes out with these, by start: that of the last one with a vehicle, or else of
/// the first.
unit_kind kind_of(std::span<const roster_entry* const> held);

/// Who holds which device, as dated facts with two times: the answer depends on the instant of the
/// ping, and what is learned later may mend the past. It does not depend on the order of arrival of
/// facts that say when they were recorded; others count as recorded at their reception, and of two
/// such at one time the one that arrived last.
class roster_book {
 public:
  /// Takes an entry in; of the same unit, device, start and origin the one recorded last counts.
  /// Returns whether the book says anything else than before.
  bool learn(const roster_entry& entry, instant received_at);
  bool learn(const holding_ended& end, instant received_at);

  /// Who holds a device at an instant, and around it until which instants the answer is the same.
  struct holding {
    const roster_entry* entry = nullptr;  ///< valid until the next `learn`
    interval same_within{instant::min(), instant::max()};
  };
  /// The entry that covers `t` for a device of a source. Where entries overlap a book-on goes
  /// before a log-on and that before the rota; then "source/device" before "device" alone; then the
  /// one that began last; of those the one recorded last; of those the unit whose name comes last.
  [[nodiscard]] holding holder(std::string_view source, std::string_view device, instant t) const;

  /// The entries by which a unit holds devices at an instant, whoever else has an entry for them;
  /// by start, then device. Valid until the next `learn`.
  [[nodiscard]] std::vector<const roster_entry*> held_at(std::string_view unit, instant t) const {
    interval same_within{instant::min(), instant::max()};
    return held_at(unit, t, same_within);
  }

  /// The crew of a unit at an instant.
  [[nodiscard]] crew_on_duty crew(const std::string& unit, instant t) const;

  /// Another one as soon as the book says anything else than before.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  [[nodiscard]] bool knows(const std::string& unit) const { return devices_of_.contains(unit); }
  /// Every entry of a unit, by start, with the duty that is left of it.
  [[nodiscard]] std::vector<const roster_entry*> of_unit(std::string_view unit) const;

  /// The entries by which a unit holds devices, whoever else has an entry for them, as they change.
  struct held_stretch {
    interval within;
    std::vector<const roster_entry*> entries;  ///< by device; valid until the next `learn`
  };
  /// Within `within`, in order, disjoint; times without any entry are left out.
  [[nodiscard]] std::vector<held_stretch> held_by(std::string_view unit, interval within) const;
  /// Every entry, by device as it is named, with the duty that is left of it.
  [[nodiscard]] std::vector<roster_entry> holdings() const;
  /// Units that have an entry for a device as it is named, sorted.
  [[nodiscard]] std::vector<std::string> units_named_with(const std::string& device) const;

  template <class Archive>
  friend void fields(Archive& a, roster_book& b) {
    a(b.by_device_, b.devices_of_);
  }

 private:
  /// When something was recorded. Between equal ones that say so themselves content decides,
  /// between others arrival.
  struct recording {
    instant at;
    bool stated = false;
    template <class Archive>
    friend void fields(Archive& a, recording& r) {
      a(r.at, r.stated);
    }
    friend auto operator<=>(const recording&, const recording&) = default;
  };
  struct learned_entry {
    roster_entry entry;
    recording recorded;
    template <class Archive>
    friend void fields(Archive& a, learned_entry& e) {
      a(e.entry, e.recorded);
    }
  };
  struct learned_end {
    holding_ended end;
    recording recorded;
    template <class Archive>
    friend void fields(Archive& a, learned_end& e) {
      a(e.end, e.recorded);
    }
  };
  struct device_book {
    std::vector<learned_entry> entries;  ///< as learned
    std::vector<learned_end> ends;       ///< as learned
    std::vector<roster_entry>
        holdings;  ///< what they come to; the last that covers an instant holds
    template <class Archive>
    friend void fields(Archive& a, device_book& b) {
      a(b.entries, b.ends, b.holdings);
    }
  };
  [[nodiscard]] static bool newer(const learned_entry& a, const learned_entry& b);
  void derive_holdings(device_book& book);
  /// Narrows `same_within` to where the answer is the same.
  [[nodiscard]] std::vector<const roster_entry*> held_at(std::string_view unit,
                                                         instant t,
                                                         interval& same_within) const;
  void look_up(const std::string& key, instant t, holding& found) const;

  std::map<std::string, device_book> by_device_;
  std::map<std::string, std::vector<std::string>> devices_of_;  ///< by unit; sorted
  std::uint64_t version_ = 1;                                   ///< not stored
};

}  // namespace beatwatch
