#include "engine/base/packed_archive.h"

#include <gtest/gtest.h>

#include <limits>

namespace beatwatch {
namespace {

enum class colour : std::uint8_t { red, green };

struct inner {
  std::uint32_t count = 0;
  std::int64_t sum = 0;
  friend bool operator==(const inner&, const inner&) = default;
  template <class Archive>
  friend void fields(Archive& a, inner& i) {
    a(i.count, i.sum);
  }
};

struct outer {
  unit_id unit;
  colour kind{};
  bool on = false;
  instant at;
  duration gap{};
  inner rest;
  friend bool operator==(const outer&, const outer&) = default;
  template <class Archive>
  friend void fields(Archive& a, outer& o) {
    a(o.unit, o.kind, o.on, o.at, o.gap, o.rest);
  }
};

constexpr instant base = ms_to_instant(1'772'834'400'000);

template <typename T>
T there_and_back(T value, std::size_t* bytes = nullptr) {
  std::vector<std::byte> packed;
  packed_writer{packed, base}(value);
  if (bytes != nullptr) {
    *bytes = packed.size();
  }
  T read{};
  packed_reader{packed, base}(read);
  return read;
}

TEST(packed_archive, gives_back_the_ends_of_every_range) {
  for (const std::int64_t value : {std::int64_t{0},
                                   std::int64_t{-1},
                                   std::int64_t{63},
                                   std::int64_t{-64},
                                   std::int64_t{64},
                                   std::numeric_limits<std::int64_t>::min(),
                                   std::numeric_limits<std::int64_t>::max()}) {
    EXPECT_EQ(there_and_back(value), value);
    EXPECT_EQ(there_and_back(duration{value}), duration{value});
  }
  for (const std::uint64_t value : {std::uint64_t{0},
                                    std::uint64_t{127},
                                    std::uint64_t{128},
                                    std::numeric_limits<std::uint64_t>::max()}) {
    EXPECT_EQ(there_and_back(value), value);
  }
}

TEST(packed_archive, gives_back_a_structure_in_a_structure) {
  const outer value{.unit = unit_id{300},
                    .kind = colour::green,
                    .on = true,
                    .at = base - duration{5},
                    .gap = duration{120'000},
                    .rest = {.count = 4'000'000'000U, .sum = -7}};
  EXPECT_EQ(there_and_back(value), value);
}

TEST(packed_archive, small_numbers_and_near_times_are_short) {
  std::size_t bytes = 0;
  there_and_back(outer{.unit = {}, .at = base, .gap = {}, .rest = {}}, &bytes);
  EXPECT_EQ(bytes, 7U);
  there_and_back(base + std::chrono::minutes{1}, &bytes);
  EXPECT_EQ(bytes, 3U);
}

}  // namespace
}  // namespace beatwatch
