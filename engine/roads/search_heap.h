#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace beatwatch {

/// A minimum heap of keys with a number each, four children wide: half the levels of a binary heap,
/// and the children of an entry share a cache line. Equal keys leave it in an unspecified order.
class search_heap {
 public:
  struct entry {
    std::uint64_t key;
    std::uint32_t id;
  };

  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] const entry& top() const { return entries_.front(); }
  void clear() { entries_.clear(); }

  void push(entry added) {
    std::size_t at = entries_.size();
    entries_.push_back(added);
    while (at > 0) {
      const std::size_t parent = (at - 1) / width;
      if (entries_[parent].key <= added.key) {
        break;
      }
      entries_[at] = entries_[parent];
      at = parent;
    }
    entries_[at] = added;
  }

  void pop() {
    const entry last = entries_.back();
    entries_.pop_back();
    if (entries_.empty()) {
      return;
    }
    std::size_t at = 0;
    for (;;) {
      const std::size_t first = at * width + 1;
      if (first >= entries_.size()) {
        break;
      }
      const std::size_t end = std::min(first + width, entries_.size());
      std::size_t least = first;
      for (std::size_t child = first + 1; child < end; ++child) {
        least = entries_[child].key < entries_[least].key ? child : least;
      }
      if (last.key <= entries_[least].key) {
        break;
      }
      entries_[at] = entries_[least];
      at = least;
    }
    entries_[at] = last;
  }

 private:
  static constexpr std::size_t width = 4;
  std::vector<entry> entries_;
};

}  // namespace beatwatch
