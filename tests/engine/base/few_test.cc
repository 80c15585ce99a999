#include "engine/base/few.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace beatwatch {
namespace {

using names = few<std::string, 2>;

// Too long for a string to keep in itself, so that a sanitizer sees what is lost or freed twice.
std::string name(unsigned i) { return "an element with a long name, number " + std::to_string(i); }

names named(unsigned count) {
  names made;
  for (unsigned i = 0; i < count; ++i) {
    made.push_back(name(i));
  }
  return made;
}

TEST(few, holds_what_a_vector_would_after_any_steps) {
  std::mt19937 random{20'260'301};
  names ours;
  std::vector<std::string> theirs;
  for (unsigned step = 0; step < 20'000; ++step) {
    const std::size_t place = random() % (theirs.size() + 1);
    const auto at = static_cast<std::ptrdiff_t>(place);
    switch (random() % 6) {
      case 0:
        ours.push_back(name(step));
        theirs.push_back(name(step));
        break;
      case 1:
        ours.insert(ours.begin() + at, name(step));
        theirs.insert(theirs.begin() + at, name(step));
        break;
      case 2:
        if (!theirs.empty()) {
          ours.pop_back();
          theirs.pop_back();
        }
        break;
      case 3: {
        const auto last = at + static_cast<std::ptrdiff_t>(random() % (theirs.size() - place + 1));
        ours.erase(ours.begin() + at, ours.begin() + last);
        theirs.erase(theirs.begin() + at, theirs.begin() + last);
        break;
      }
      case 4: {
        names moved = std::move(ours);
        ours = names{moved};
        break;
      }
      default:
        if (random() % 50 == 0) {
          ours.clear();
          theirs.clear();
        }
    }
    ASSERT_EQ((std::vector<std::string>{ours.begin(), ours.end()}), theirs) << "step " << step;
  }
}

TEST(few, leaves_nothing_behind_where_it_was_moved_from) {
  for (const unsigned count : {0U, 1U, 2U, 3U, 9U}) {
    names from = named(count);
    names to = named(5);
    to = std::move(from);
    EXPECT_EQ(to, named(count));
    EXPECT_TRUE(from.empty());  // NOLINT(bugprone-use-after-move)
    from.push_back(name(7));
    EXPECT_EQ(from.back(), name(7));
  }
}

}  // namespace
}  // namespace beatwatch
