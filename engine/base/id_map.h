#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/units.h"

namespace beatwatch {

/// Outside names to dense ids and back. Ids follow the order of first appearance, so equal events
/// give equal ids; the hash table is looked up, never walked.
template <typename Id>
class id_map {
 public:
  /// The id of `name`, a new one at its first appearance.
  Id intern(std::string_view name) {
    if (const auto found = ids_.find(name); found != ids_.end()) {
      return found->second;
    }
    const Id id{static_cast<std::uint32_t>(names_.size())};
    names_.emplace_back(name);
    ids_.emplace(names_.back(), id);
    return id;
  }

  [[nodiscard]] std::optional<Id> find(std::string_view name) const {
    const auto found = ids_.find(name);
    return found == ids_.end() ? std::nullopt : std::optional{found->second};
  }

  [[nodiscard]] const std::string& name(Id id) const { return names_[id.value]; }
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  /// In order of first appearance: what a checkpoint stores.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  struct name_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const {
      return std::hash<std::string_view>{}(name);
    }
  };
  std::unordered_map<std::string, Id, name_hash, std::equal_to<>> ids_;
  std::vector<std::string> names_;
};

}  // namespace beatwatch
