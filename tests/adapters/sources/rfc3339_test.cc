#include "adapters/sources/rfc3339.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST(rfc3339, reads_an_offset_a_fraction_and_a_leap_second) {
  const instant evening = sys_days{2026y / 5 / 1} + 21h;
  EXPECT_EQ(parse_rfc3339("2026-05-01T21:00:00Z"), evening);
  EXPECT_EQ(parse_rfc3339("2026-05-01t21:00:00z"), evening);
  EXPECT_EQ(parse_rfc3339("2026-05-01T22:00:00+01:00"), evening);
  EXPECT_EQ(parse_rfc3339("2026-05-01T15:30:00-05:30"), evening);
  EXPECT_EQ(parse_rfc3339("2026-05-01T21:00:00.2Z"), evening + 200ms);
  EXPECT_EQ(parse_rfc3339("2026-05-01T21:00:00.2509999+00:00"), evening + 250ms);
  EXPECT_EQ(parse_rfc3339("2016-12-31T23:59:60Z"), instant{sys_days{2017y / 1 / 1}});
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:00Z"), instant{});
}

TEST(rfc3339, refuses_everything_else) {
  for (const std::string_view bad : {"",
                                     "2026-05-01",
                                     "2026-05-01T21:00:00",
                                     "2026-05-01 21:00:00Z",
                                     "2026-05-01T21:00Z",
                                     "2026-05-01T21:00:00.Z",
                                     "2026-05-01T21:00:00+0100",
                                     "2026-05-01T21:00:00+24:00",
                                     "2026-05-01T21:00:00+01:60",
                                     "2026-05-01T21:00:00Z ",
                                     " 2026-05-01T21:00:00Z",
                                     "2026-02-29T21:00:00Z",
                                     "2026-13-01T21:00:00Z",
                                     "2026-00-01T21:00:00Z",
                                     "2026-05-00T21:00:00Z",
                                     "2026-05-01T24:00:00Z",
                                     "2026-05-01T21:60:00Z",
                                     "2026-05-01T21:00:61Z",
                                     "2026-5-01T21:00:00Z",
                                     "01/05/2026 21:00",
                                     "1969-12-31T23:59:59Z",
                                     "1970-01-01T00:00:00+01:00",
                                     "2200-01-01T00:00:00Z",
                                     "9999-12-31T23:59:59Z",
                                     "-026-05-01T21:00:00Z"}) {
    EXPECT_FALSE(parse_rfc3339(bad)) << bad;
  }
}

TEST(rfc3339, comes_back_from_what_it_writes) {
  EXPECT_EQ(format_rfc3339(sys_days{2026y / 5 / 1} + 21h + 7ms), "2026-05-01T21:00:00.007Z");
  std::mt19937_64 random{2};
  std::uniform_int_distribution<std::int64_t> any_ms{0, 7'258'118'399'999};
  for (int i = 0; i < 20'000; ++i) {
    const instant t = ms_to_instant(any_ms(random));
    ASSERT_EQ(parse_rfc3339(format_rfc3339(t)), t) << instant_to_ms(t);
  }
}

}  // namespace
}  // namespace beatwatch
