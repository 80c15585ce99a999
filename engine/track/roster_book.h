#pragma once
#include <cstdint>
#include <map>
#include <optional>
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
};

/// Who holds which device, as dated facts: the answer depends on the instant of the ping, and a
/// later row may mend the past.
class roster_book {
 public:
  /// Adds an entry; one of the same unit, device and start replaces the earlier.
  void learn(const roster_entry& entry);

  /// Who holds a device at an instant, and around it until which instants the answer is the same.
  struct holding {
    const roster_entry* entry = nullptr;  ///< valid until the next `learn`
    interval same_within{instant::min(), instant::max()};
  };
  /// The entry that covers `t` for a device of a source, by "source/device" before "device" alone.
  /// Where entries overlap the one that began last holds; of those the one learned last.
  [[nodiscard]] holding holder(std::string_view source, std::string_view device, instant t) const;

  /// The crew of a unit at an instant.
  [[nodiscard]] crew_on_duty crew(const std::string& unit, instant t) const;
  /// Every unit that has an entry for the device pattern, sorted.
  [[nodiscard]] std::vector<std::string> units_with(const std::string& device) const;

  [[nodiscard]] bool knows(const std::string& unit) const { return devices_of_.contains(unit); }
  /// Every entry of a unit, by start.
  [[nodiscard]] std::vector<const roster_entry*> of_unit(std::string_view unit) const;

  template <class Archive>
  friend void fields(Archive& a, roster_book& b) {
    a(b.by_device_, b.devices_of_);
  }

 private:
  using entries = std::vector<roster_entry>;  ///< by start, then as learned
  void look_up(const std::string& key, instant t, holding& found) const;

  std::map<std::string, entries> by_device_;
  std::map<std::string, std::vector<std::string>> devices_of_;  ///< by unit; sorted
};

}  // namespace beatwatch
