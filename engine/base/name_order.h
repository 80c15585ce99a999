#pragma once
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "engine/base/id_map.h"

namespace beatwatch {

/// The bytewise order of names by numbers, for those who sort by name often.
template <typename Id>
class name_order {
 public:
  /// Takes in names that have come since; to be called before `place`.
  void follow(const id_map<Id>& names) {
    if (places_.size() == names.size()) {
      return;
    }
    std::vector<std::uint32_t> by_name(names.size());
    std::iota(by_name.begin(), by_name.end(), 0U);
    std::sort(by_name.begin(), by_name.end(), [&names](std::uint32_t a, std::uint32_t b) {
      return names.name(Id{a}) < names.name(Id{b});
    });
    places_.resize(names.size());
    for (std::uint32_t place = 0; place < by_name.size(); ++place) {
      places_[by_name[place]] = place;
    }
  }

  /// Of two names the one that comes first has the smaller place.
  [[nodiscard]] std::uint32_t place(Id id) const { return places_[id.value]; }

 private:
  std::vector<std::uint32_t> places_;  ///< by id
};

}  // namespace beatwatch
