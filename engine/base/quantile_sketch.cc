#include "engine/base/quantile_sketch.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace beatwatch {
namespace {

constexpr std::uint64_t largest_ms = (std::uint64_t{1} << 31U) - 1;

// 0 ... 3 stand for themselves; from 4 on there are four buckets to each power of two.
std::int16_t place_of_size(std::uint64_t ms) {
  ms = std::min(ms, largest_ms);
  if (ms < 4) {
    return static_cast<std::int16_t>(ms);
  }
  const auto octave = static_cast<unsigned>(std::bit_width(ms)) - 1U;
  return static_cast<std::int16_t>(4 * (octave - 1) + ((ms >> (octave - 2)) & 3U));
}

std::int16_t place_of(duration value) {
  const std::int64_t ms = value.count();
  const std::uint64_t size =
      ms < 0 ? 0 - static_cast<std::uint64_t>(ms) : static_cast<std::uint64_t>(ms);
  return ms < 0 ? static_cast<std::int16_t>(-place_of_size(size)) : place_of_size(size);
}

duration middle_of(std::int16_t place) {
  const auto size = static_cast<unsigned>(place < 0 ? -place : place);
  std::int64_t ms = size;
  if (size >= 4) {
    const unsigned octave = size / 4 + 1;
    const std::int64_t width = std::int64_t{1} << (octave - 2);
    ms = (4 + static_cast<std::int64_t>(size % 4)) * width + (width - 1) / 2;
  }
  return duration{place < 0 ? -ms : ms};
}

}  // namespace

void quantile_sketch::add(duration value) { add(place_of(value), 1); }

void quantile_sketch::add(const quantile_sketch& other) {
  for (const bucket& each : other.buckets_) {
    add(each.place, each.count);
  }
}

void quantile_sketch::add(std::int16_t place, std::uint32_t count) {
  auto* const at = std::find_if(
      buckets_.begin(), buckets_.end(), [place](const bucket& b) { return b.place >= place; });
  if (at == buckets_.end() || at->place != place) {
    buckets_.insert(at, {.place = place, .count = count});
    return;
  }
  at->count += std::min(count, std::numeric_limits<std::uint32_t>::max() - at->count);
}

std::uint64_t quantile_sketch::count() const {
  std::uint64_t all = 0;
  for (const bucket& each : buckets_) {
    all += each.count;
  }
  return all;
}

std::optional<duration> quantile_sketch::quantile(std::uint32_t permille) const {
  const std::uint64_t all = count();
  if (all == 0) {
    return std::nullopt;
  }
  const std::uint64_t rank = std::max<std::uint64_t>(1, (all * permille + 999) / 1000);
  std::uint64_t so_far = 0;
  for (const bucket& each : buckets_) {
    so_far += each.count;
    if (so_far >= rank) {
      return middle_of(each.place);
    }
  }
  return middle_of(buckets_.back().place);
}

}  // namespace beatwatch
