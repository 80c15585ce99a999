#include "adapters/journal/compression.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <span>
#include <vector>

namespace beatwatch {
namespace {

TEST(compression, gives_back_what_was_packed) {
  compressor packer;
  for (const std::size_t size : {0U, 1U, 1'000U, 100'000U}) {
    const std::vector<std::byte> content(size, std::byte{7});
    const auto packed = packer.pack(content);
    EXPECT_EQ(unpack(packed, size), content);
    EXPECT_LT(packed.size(), 100U);
  }
}

TEST(compression, never_unpacks_to_more_than_allowed) {
  const auto packed = compressor{}.pack(std::vector<std::byte>(1'000));
  EXPECT_TRUE(unpack(packed, 1'000));
  EXPECT_FALSE(unpack(packed, 999));
}

TEST(compression, damaged_bytes_are_refused_or_unpack_within_their_bound) {
  std::mt19937_64 random{1};
  std::vector<std::byte> content(2'000);
  std::ranges::generate(content, [&] { return static_cast<std::byte>(random() % 16); });
  const auto packed = compressor{}.pack(content);
  EXPECT_FALSE(unpack({}, 2'000));
  for (std::size_t size = 0; size < packed.size(); ++size) {
    EXPECT_FALSE(unpack(std::span{packed}.first(size), 2'000));
  }
  for (int i = 0; i < 2'000; ++i) {
    auto damaged = packed;
    damaged[random() % damaged.size()] ^= static_cast<std::byte>(1U << random() % 8);
    const auto unpacked = unpack(damaged, 2'000);
    EXPECT_TRUE(!unpacked || unpacked->size() <= 2'000);
  }
}

}  // namespace
}  // namespace beatwatch
