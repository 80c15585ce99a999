#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/interval.h"
#include "engine/base/packed_archive.h"
#include "engine/visibility/visit_book.h"

namespace beatwatch {

/// A visit that can no longer change.
struct settled_visit {
  unit_id unit;
  published_visit visit;
};

template <class Archive>
void fields(Archive& a, settled_visit& s) {
  a(s.unit, s.visit);
}

/// The settled visits of one zone, in the order in which they were settled. A force keeps millions
/// for two days and asks for few: they are packed, a quarter of their size.
class settled_visits {
 public:
  void add(const settled_visit& s);

  /// Calls `visit(settled_visit)` for each that began before the end of `within` and was last
  /// likely after its start.
  template <typename Visit>
  void for_each(interval within, Visit&& visit) const {
    for (const block& b : blocks_) {
      if (b.first_anchor < within.to && b.last_end > within.from) {
        b.for_each([&](const settled_visit& s) {
          if (s.visit.run.anchor < within.to && s.visit.run.last_likely > within.from) {
            visit(s);
          }
        });
      }
    }
  }

  /// When the last of them ended; empty: there is none.
  [[nodiscard]] std::optional<instant> last_end() const;

  /// Forgets those that ended before `t`.
  void forget_before(instant t);

  template <class Archive>
  friend void fields(Archive& a, settled_visits& v) {
    a(v.blocks_);
  }

 private:
  // So many at once are skipped where none of them is asked for.
  static constexpr std::uint32_t block_size = 32;
  struct block {
    instant base;  ///< of the packed times
    instant first_anchor = instant::max();
    instant first_end = instant::max();
    instant last_end = instant::min();
    std::uint32_t count = 0;
    std::vector<std::byte> bytes;

    void add(const settled_visit& s);
    template <typename Visit>
    void for_each(Visit&& visit) const {
      packed_reader in{bytes, base};
      for (std::uint32_t i = 0; i < count; ++i) {
        settled_visit s;
        in(s);
        visit(s);
      }
    }
    template <class Archive>
    friend void fields(Archive& a, block& b) {
      a(b.base, b.first_anchor, b.first_end, b.last_end, b.count, b.bytes);
    }
  };

  std::vector<block> blocks_;
};

}  // namespace beatwatch
