#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/base/prefetch.h"

namespace beatwatch {

/// Places by number, in one array, so that a look costs one miss. Looked up, never walked.
class number_map {
 public:
  [[nodiscard]] std::size_t size() const { return size_; }

  /// The value of `key`, which is `fresh` and stays so when there was none.
  std::uint32_t& find_or_add(std::uint64_t key, std::uint32_t fresh) {
    if (4 * (size_ + 1) > 3 * entries_.size()) {
      grow();
    }
    entry& e = entries_[place_of(key)];
    if (!e.used) {
      e = {key, fresh, true};
      ++size_;
    }
    return e.value;
  }

  /// Begins to bring into the cache where `key` is looked for.
  void prefetch(std::uint64_t key) const {
    if (!entries_.empty()) {
      beatwatch::prefetch(&entries_[home_of(key)]);
    }
  }

  void erase(std::uint64_t key) {
    if (entries_.empty()) {
      return;
    }
    std::size_t hole = place_of(key);
    if (!entries_[hole].used) {
      return;
    }
    --size_;
    // What stands behind the hole and belongs before it moves up.
    for (std::size_t i = next(hole); entries_[i].used; i = next(i)) {
      const std::size_t home = home_of(entries_[i].key);
      if (((i - home) & mask()) >= ((i - hole) & mask())) {
        entries_[hole] = entries_[i];
        hole = i;
      }
    }
    entries_[hole] = {};
  }

  void clear() {
    entries_.clear();
    size_ = 0;
  }

 private:
  struct entry {
    std::uint64_t key = 0;
    std::uint32_t value = 0;
    bool used = false;
  };

  [[nodiscard]] std::size_t mask() const { return entries_.size() - 1; }
  [[nodiscard]] std::size_t next(std::size_t i) const { return (i + 1) & mask(); }
  [[nodiscard]] std::size_t home_of(std::uint64_t key) const {
    // Fibonacci hashing: the high bits of a product with 2^64 divided by the golden ratio.
    const std::uint64_t mixed = (key ^ (key >> 32U)) * 0x9e3779b97f4a7c15U;
    return static_cast<std::size_t>(mixed >> 20U) & mask();
  }
  [[nodiscard]] std::size_t place_of(std::uint64_t key) const {
    std::size_t i = home_of(key);
    while (entries_[i].used && entries_[i].key != key) {
      i = next(i);
    }
    return i;
  }
  void grow() {
    constexpr std::size_t size_min = 64;
    auto before = std::exchange(entries_, {});
    entries_.resize(before.empty() ? size_min : 2 * before.size());
    for (const entry& e : before) {
      if (e.used) {
        entries_[place_of(e.key)] = e;
      }
    }
  }

  std::vector<entry> entries_;
  std::size_t size_ = 0;
};

}  // namespace beatwatch
