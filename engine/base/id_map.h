#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/units.h"

namespace beatwatch {

/// Outside names to dense ids and back. Ids follow the order of first appearance, so equal events
/// give equal ids; the hash table is looked up, never walked in its order. A name costs two looks
/// into memory: an array of hashes and ids, then the name itself.
template <typename Id>
class id_map {
 public:
  /// The id of `name`, a new one at its first appearance.
  Id intern(std::string_view name) {
    if (2 * (names_.size() + 1) > entries_.size()) {
      grow();
    }
    const std::uint32_t hash = hash_of(name);
    entry& found = entries_[place_of(name, hash)];
    if (found.id == none) {
      found = {hash, static_cast<std::uint32_t>(names_.size())};
      names_.emplace_back(name);
    }
    return Id{found.id};
  }

  [[nodiscard]] std::optional<Id> find(std::string_view name) const {
    if (entries_.empty()) {
      return std::nullopt;
    }
    const entry& found = entries_[place_of(name, hash_of(name))];
    return found.id == none ? std::nullopt : std::optional{Id{found.id}};
  }

  [[nodiscard]] const std::string& name(Id id) const { return names_[id.value]; }
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  /// In order of first appearance: what a checkpoint stores.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  static constexpr std::uint32_t none = 0xffffffffU;
  struct entry {
    std::uint32_t hash = 0;
    std::uint32_t id = none;
  };

  static std::uint32_t hash_of(std::string_view name) {
    return static_cast<std::uint32_t>(std::hash<std::string_view>{}(name));
  }
  // Where the name is, or would be.
  [[nodiscard]] std::size_t place_of(std::string_view name, std::uint32_t hash) const {
    const std::size_t mask = entries_.size() - 1;
    std::size_t i = hash & mask;
    while (entries_[i].id != none && (entries_[i].hash != hash || names_[entries_[i].id] != name)) {
      i = (i + 1) & mask;
    }
    return i;
  }
  void grow() {
    constexpr std::size_t size_min = 64;
    entries_.assign(entries_.empty() ? size_min : 2 * entries_.size(), {});
    for (std::uint32_t id = 0; id < names_.size(); ++id) {
      const std::uint32_t hash = hash_of(names_[id]);
      entries_[place_of(names_[id], hash)] = {hash, id};
    }
  }

  std::vector<entry> entries_;  ///< a power of two, at most half of them used
  std::vector<std::string> names_;
};

}  // namespace beatwatch
