#include "adapters/sources/holiday_decode.h"

#include <gtest/gtest.h>

#include <sstream>

namespace beatwatch {
namespace {

auto holidays(const std::string& text) {
  std::istringstream in{text};
  return decode_public_holidays(in, {.file = "h.csv", .columns = {}});
}

TEST(holiday_decode, reads_each_day_once_and_in_order) {
  const auto days =
      holidays("name,date\nBoxing Day,2026-12-28\n\"Christmas, again\",2026-12-25\n,2026-12-28\n");
  ASSERT_TRUE(days) << days.error().text();
  EXPECT_EQ(*days, (std::vector{calendar_date{20261225}, calendar_date{20261228}}));
}

TEST(holiday_decode, needs_no_names) {
  const auto days = holidays("date\n2028-02-29\n");
  ASSERT_TRUE(days) << days.error().text();
  EXPECT_EQ(*days, std::vector{calendar_date{20280229}});
}

TEST(holiday_decode, names_every_mistake) {
  const auto days = holidays("date\n25/12/2026\n2027-02-29\n2026-12-25T00:00:00Z\n2101-01-01\n");
  ASSERT_FALSE(days);
  EXPECT_EQ(days.error().total(), 4U);
  EXPECT_EQ(days.error().first().front().message,
            "expected a date from 1970 to 2100, such as 2026-12-25; found \"25/12/2026\"");
}

}  // namespace
}  // namespace beatwatch
