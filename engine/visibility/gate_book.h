#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/id_map.h"
#include "engine/change.h"
#include "engine/model/parameters.h"
#include "engine/model/zone.h"
#include "engine/visibility/gate_notes.h"

namespace beatwatch {

/// Who passed which gate, when and in which direction.
///
/// Keeps the legs of each device that come near a gate, reads off them what each unit passed
/// (gate_notes.h, unit_gate_passes.h), and tells what differs from what was told.
///
/// Nothing depends on the order of arrival: what is said of a unit is a function of its legs.
class gate_book {
 public:
  using unit_names = id_map<unit_id>;

  explicit gate_book(const parameters& settings);

  /// A leg of a device that one unit held at both ends.
  void read(const leg& way, device_id device, unit_id unit, const zone_set& zones) {
    if (!zones.gates.empty()) {
      note_gates(way, device, unit, zones);
    }
  }
  /// Legs of the device that begin in `rewritten` will be read anew.
  void take_back(device_id device, interval rewritten);

  /// Tells what has changed, in order of gate, then unit. What ended before `settled_to` is told as
  /// settled; what ended before `retained_from` is forgotten.
  void publish(instant now,
               instant settled_to,
               instant retained_from,
               const unit_names& units,
               std::vector<change>& changes);
  /// Something waits to be told.
  [[nodiscard]] bool waiting() const { return !changed_.empty(); }
  /// Something is near a gate, or has passed it and is not settled.
  [[nodiscard]] bool unsettled() const;

  /// Somebody was near the gate, or passed it, and that is not forgotten.
  [[nodiscard]] bool knows(const std::string& gate) const { return gates_.contains(gate); }

  /// Passes that can have been in the window, by the instant they were about at, then unit. Counts
  /// are of each direction: at least the proved ones that were in it whatever their time, about
  /// those that are likely and were about in it, at most all of them.
  [[nodiscard]] gate_answer answer(const std::string& gate,
                                   interval window,
                                   const unit_names& units) const;

  /// What the order of arrival must not change, by outside names.
  void write_settled(const unit_names& units, std::vector<std::byte>& bytes) const;

  template <class Archive>
  friend void fields(Archive& a, gate_book& b) {
    a(b.gates_, b.changed_, b.settled_to_);
  }

 private:
  struct told_pass {
    gate_pass across;
    instant anchor;  // when it was first said to be: part of its name
    std::uint32_t revision = 0;
    visit_state state = visit_state::closed;
    template <class Archive>
    friend void fields(Archive& a, told_pass& t) {
      a(t.across, t.anchor, t.revision, t.state);
    }
  };
  using told_passes = std::vector<told_pass>;
  struct gate_state {
    std::map<device_id, gate_notes> near;
    std::map<unit_id, told_passes> told;
    template <class Archive>
    friend void fields(Archive& a, gate_state& g) {
      a(g.near, g.told);
    }
  };
  // Where changes go, and what they are of.
  struct telling {
    instant now;
    const std::string& gate;
    const std::string& unit;
    std::vector<change>& changes;
  };

  // Once each, by name.
  static std::vector<unit_id> in_order(std::vector<unit_id> ids, const unit_names& units);
  static std::vector<unit_id> told_units(const gate_state& gate);
  void note_gates(const leg& way, device_id device, unit_id unit, const zone_set& zones);
  static instant free_anchor(const told_passes& told,
                             const told_passes& now,
                             const gate_pass& across);
  static void tell_changes(gate_state& gate, unit_id unit, const telling& to);
  static void settle(gate_state& gate, instant settled_to, unit_id unit, const telling& to);
  void settle_all(instant now,
                  instant settled_to,
                  instant retained_from,
                  const unit_names& units,
                  std::vector<change>& changes);
  static gate_passed to_change(const told_pass& told,
                               const std::string& gate,
                               const std::string& unit);

  double ring_m_;
  duration longest_leg_;  // that is not silent
  std::map<std::string, gate_state> gates_;
  std::map<std::string, std::vector<unit_id>> changed_;  // by gate
  instant settled_to_{};
};

}  // namespace beatwatch
