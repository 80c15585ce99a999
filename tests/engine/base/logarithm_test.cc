#include "engine/base/logarithm.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace beatwatch {
namespace {

TEST(logarithm, agrees_with_the_c_library) {
  for (double x = 1e-300; x < 1e300; x *= 1.0137) {
    const double exact = std::log(x);
    ASSERT_NEAR(natural_logarithm(x), exact, 1e-14 * std::max(1.0, std::fabs(exact))) << x;
  }
  EXPECT_EQ(natural_logarithm(1), 0);
}

}  // namespace
}  // namespace beatwatch
