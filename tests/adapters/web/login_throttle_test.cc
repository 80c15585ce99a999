#include "adapters/web/login_throttle.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr instant start = ms_to_instant(1'000'000);

TEST(login_throttle, five_wrong_passwords_are_free) {
  login_throttle throttle;
  for (int i = 1; i < login_throttle::free_tries; ++i) {
    throttle.tried("a@1", start);
    EXPECT_EQ(throttle.wait("a@1", start), duration{0});
  }
  throttle.tried("a@1", start);
  EXPECT_EQ(throttle.wait("a@1", start), 1s);
  EXPECT_EQ(throttle.wait("a@1", start + 1s), duration{0});
}

TEST(login_throttle, each_further_one_waits_twice_as_long_up_to_a_quarter_of_an_hour) {
  login_throttle throttle;
  for (int i = 0; i < 6; ++i) {
    throttle.tried("a@1", start);
  }
  EXPECT_EQ(throttle.wait("a@1", start), 2s);
  for (int i = 0; i < 40; ++i) {
    throttle.tried("a@1", start);
  }
  EXPECT_EQ(throttle.wait("a@1", start), 15min);
}

TEST(login_throttle, the_right_password_clears_it_and_others_do_not_wait) {
  login_throttle throttle;
  for (int i = 0; i < 10; ++i) {
    throttle.tried("a@1", start);
  }
  EXPECT_EQ(throttle.wait("a@2", start), duration{0});
  throttle.succeeded("a@1");
  EXPECT_EQ(throttle.wait("a@1", start), duration{0});
}

TEST(login_throttle, many_names_share_one_account_once_it_is_full) {
  login_throttle throttle;
  for (std::size_t i = 0; i < 2 * login_throttle::kept_max; ++i) {
    throttle.tried("n" + std::to_string(i), start);
  }
  EXPECT_GT(throttle.wait("", start), duration{0});
}

}  // namespace
}  // namespace beatwatch
