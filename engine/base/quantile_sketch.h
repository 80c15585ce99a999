#pragma once
#include <cstdint>
#include <optional>

#include "engine/base/few.h"
#include "engine/base/units.h"

namespace beatwatch {

/// Counts of durations in buckets whose bounds are fixed: four to each power of two of
/// milliseconds, on either side of zero. A quantile is told by the middle of its bucket, so that it
/// is off by at most an eighth of itself; below 8 ms it is exact. Only buckets that hold something
/// take room, at most 242 of them: beyond 2^31 ms, 24 days, all is one bucket. Equal durations in
/// any order make equal sketches.
class quantile_sketch {
 public:
  void add(duration value);
  /// As if everything of `other` had been added.
  void add(const quantile_sketch& other);

  [[nodiscard]] std::uint64_t count() const;
  /// The smallest that `permille` of the durations do not exceed; empty when there is none.
  [[nodiscard]] std::optional<duration> quantile(std::uint32_t permille) const;

  template <class Archive>
  friend void fields(Archive& a, quantile_sketch& q) {
    a(q.buckets_);
  }

 private:
  struct bucket {
    std::int16_t place = 0;  ///< ascending with the duration; negative ones below zero
    std::uint32_t count = 0;
    template <class Archive>
    friend void fields(Archive& a, bucket& b) {
      a(b.place, b.count);
    }
  };
  void add(std::int16_t place, std::uint32_t count);

  few<bucket, 6> buckets_;  ///< by place
};

}  // namespace beatwatch
