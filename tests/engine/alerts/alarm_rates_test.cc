#include "engine/alerts/alarm_rates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace beatwatch {
namespace {

using std::chrono::minutes;
using ::testing::SizeIs;

constexpr instant start = ms_to_instant(1'800'000'000'000);

alarm_record at_minute(int minute,
                       alarm_occasion occasion,
                       std::uint64_t number,
                       const std::string& sector,
                       const std::string& by = {}) {
  alarm_record r;
  r.at = start + minutes{minute};
  r.occasion = occasion;
  r.number = number;
  r.sector = sector;
  r.by = by;
  return r;
}

TEST(alarm_rates, count_what_concerns_everybody_for_each_sector) {
  using enum alarm_occasion;
  const std::vector<alarm_record> records{at_minute(0, annunciated, 1, "north"),
                                          at_minute(9, annunciated, 2, ""),
                                          at_minute(9, acknowledged, 2, "", "anna"),
                                          at_minute(10, annunciated, 3, "north"),
                                          at_minute(30, annunciated, 4, "south"),
                                          at_minute(59, annunciated, 5, "north")};
  const auto rates = alarm_rates(records, {start, start + minutes{60}});
  ASSERT_THAT(rates, SizeIs(2));
  EXPECT_EQ(rates[0].sector, "north");
  EXPECT_EQ(rates[0].annunciated, 4U);
  EXPECT_EQ(rates[0].most, 2U) << "ten minutes apart is not within ten minutes";
  EXPECT_EQ(rates[0].last, 1U);
  EXPECT_EQ(rates[1].sector, "south");
  EXPECT_EQ(rates[1].annunciated, 2U);
  EXPECT_EQ(rates[1].most, 1U);
  EXPECT_EQ(rates[1].last, 0U);
}

TEST(alarm_rates, tell_what_each_operator_did_and_how_soon) {
  using enum alarm_occasion;
  const std::vector<alarm_record> records{at_minute(0, annunciated, 1, ""),
                                          at_minute(1, acknowledged, 1, "", "ben"),
                                          at_minute(2, annunciated, 2, ""),
                                          at_minute(7, acknowledged, 2, "", "ben"),
                                          at_minute(8, shelved, 2, "", "anna")};
  const auto operators = alarms_by_operator(records);
  ASSERT_THAT(operators, SizeIs(2));
  EXPECT_EQ(operators[0].by, "anna");
  EXPECT_EQ(operators[0].shelved, 1U);
  EXPECT_EQ(operators[0].acknowledged, 0U);
  EXPECT_FALSE(operators[0].median_to_acknowledge_ms);
  EXPECT_EQ(operators[1].by, "ben");
  EXPECT_EQ(operators[1].acknowledged, 2U);
  EXPECT_EQ(operators[1].median_to_acknowledge_ms, 60'000) << "the lower of two";
}

TEST(alarm_rates, of_a_quiet_night_are_nought) {
  const auto rates = alarm_rates({}, {start, start + minutes{60}});
  ASSERT_THAT(rates, SizeIs(1));
  EXPECT_EQ(rates[0].annunciated, 0U);
  EXPECT_EQ(rates[0].most, 0U);
}

}  // namespace
}  // namespace beatwatch
