#include "adapters/sources/nearest_word.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

TEST(nearest_word, suggests_only_what_is_near) {
  const std::vector<std::string_view> known{"checkpoint_min", "commit_ms", "folder"};
  EXPECT_EQ(nearest_word("fodler", known), "folder") << "two neighbours swapped";
  EXPECT_EQ(nearest_word("commit_s", known), "commit_ms");
  EXPECT_EQ(nearest_word("checkpoint", known), "checkpoint_min");
  EXPECT_EQ(nearest_word("colour", known), "");
  EXPECT_EQ(nearest_word("x", known), "");
  EXPECT_EQ(nearest_word("", known), "");
  EXPECT_EQ(nearest_word("folder", {}), "");
}

}  // namespace
}  // namespace beatwatch
