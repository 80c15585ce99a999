#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace beatwatch {

/// What is remembered per name, in bounded memory: at least the `capacity` names used last are
/// known, at most twice as many; who fills it with invented names only pushes out names that were
/// not used since.
template <typename T>
class recent_map {
 public:
  explicit recent_map(std::size_t capacity) : capacity_(capacity) {}

  /// What is known under `name`; a new value at its first use, or when it was forgotten. Stays
  /// valid until the next call.
  T& use(std::string_view name) {
    const auto known = recent_.find(name);
    if (known != recent_.end()) {
      return known->second;
    }
    if (recent_.size() >= capacity_) {
      older_ = std::exchange(recent_, {});
    }
    const auto old = older_.find(name);
    return recent_
        .try_emplace(std::string{name}, old == older_.end() ? T{} : std::move(old->second))
        .first->second;
  }

  [[nodiscard]] std::size_t size() const { return recent_.size() + older_.size(); }

 private:
  struct name_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const {
      return std::hash<std::string_view>{}(name);
    }
  };
  using names = std::unordered_map<std::string, T, name_hash, std::equal_to<>>;

  std::size_t capacity_;
  names recent_;
  names older_;
};

}  // namespace beatwatch
