#include "engine/base/number_map.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace beatwatch {
namespace {

constexpr std::uint32_t none = 0xffffffffU;

TEST(number_map, finds_what_a_tree_finds_after_any_steps) {
  std::mt19937_64 random{20'260'301};
  number_map ours;
  std::map<std::uint64_t, std::uint32_t> theirs;
  for (std::uint32_t step = 0; step < 200'000; ++step) {
    // Few numbers, close together and in two halves like the names they stand for.
    const std::uint64_t key = ((random() % 30) << 32U) | (random() % 30);
    if (random() % 3 == 0) {
      ours.erase(key);
      theirs.erase(key);
    } else {
      const auto [known, fresh] = theirs.try_emplace(key, step);
      std::uint32_t& found = ours.find_or_add(key, none);
      ASSERT_EQ(found == none, fresh) << "step " << step;
      found = known->second;
    }
    ASSERT_EQ(ours.size(), theirs.size()) << "step " << step;
  }
  for (const auto& [key, value] : theirs) {
    EXPECT_EQ(ours.find_or_add(key, none), value);
  }
}

TEST(number_map, is_empty_again_after_it_was_cleared) {
  number_map map;
  map.find_or_add(7, 1);
  map.clear();
  EXPECT_EQ(map.size(), 0U);
  map.erase(7);
  EXPECT_EQ(map.find_or_add(7, none), none);
}

}  // namespace
}  // namespace beatwatch
