#include "adapters/feeds/alerts_encode.h"

#include <gtest/gtest.h>

#include <vector>

namespace beatwatch {
namespace {

constexpr instant start = ms_to_instant(1'795'183'200'000);

alarm_changed alarm_of(std::uint64_t number, const std::string& sector) {
  alarm_changed a;
  a.number = number;
  a.sector = sector;
  a.subject = "A1";
  return a;
}

alarm_record record_of(int second,
                       alarm_occasion occasion,
                       std::uint64_t number,
                       const std::string& sector,
                       const std::string& by = "") {
  alarm_record r;
  r.at = start + std::chrono::seconds{second};
  r.occasion = occasion;
  r.number = number;
  r.sector = sector;
  r.by = by;
  r.reason = by.empty() ? "" : "seen on the way";
  return r;
}

class alerts_answer : public testing::Test {
 protected:
  [[nodiscard]] v1::AlertsAnswer answer(const std::string& sector, bool with_operators) const {
    v1::AlertsQuery asked;
    asked.set_sector(sector);
    asked.set_with_operators(with_operators);
    v1::AlertsAnswer out;
    alerts_to_wire({.current = current, .records = records, .window = window}, asked, out);
    return out;
  }

  const std::vector<alarm_changed> current{
      alarm_of(1, "force/north"), alarm_of(2, "force/south"), alarm_of(3, "")};
  const std::vector<alarm_record> records{
      record_of(1, alarm_occasion::annunciated, 1, "force/north"),
      record_of(2, alarm_occasion::annunciated, 2, "force/south"),
      record_of(3, alarm_occasion::annunciated, 3, ""),
      record_of(9, alarm_occasion::acknowledged, 2, "force/south", "anna")};
  const interval window{start, start + std::chrono::hours{1}};
};

TEST_F(alerts_answer, of_every_sector_has_all_of_them) {
  const auto all = answer("", true);
  EXPECT_EQ(all.alarms_size(), 3);
  EXPECT_EQ(all.log_size(), 4);
  ASSERT_EQ(all.rates_size(), 2);
  EXPECT_EQ(all.rates(0).sector(), "force/north");
  EXPECT_EQ(all.rates(0).annunciated(), 2U);
  EXPECT_EQ(all.rates(1).most_in_10_min(), 2U);
  ASSERT_EQ(all.operators_size(), 1);
  EXPECT_EQ(all.operators(0).by(), "anna");
  EXPECT_EQ(all.operators(0).median_to_acknowledge_ms(), 7'000);
  EXPECT_EQ(all.from_ms(), instant_to_ms(start));
}

TEST_F(alerts_answer, of_one_sector_has_what_concerns_it_or_everybody) {
  const auto north = answer("force/north", true);
  ASSERT_EQ(north.alarms_size(), 2);
  EXPECT_EQ(north.alarms(0).number(), 1U);
  EXPECT_EQ(north.alarms(1).number(), 3U);
  EXPECT_EQ(north.log_size(), 2);
  EXPECT_EQ(north.operators_size(), 0);
}

TEST_F(alerts_answer, names_no_operator_unless_it_is_asked_for) {
  const auto quiet = answer("", false);
  EXPECT_EQ(quiet.operators_size(), 0);
  EXPECT_EQ(quiet.log(3).by(), "");
  EXPECT_EQ(quiet.log(3).reason(), "");
  EXPECT_EQ(answer("", true).log(3).by(), "anna");
}

TEST_F(alerts_answer, a_sector_ends_at_a_whole_name) {
  EXPECT_TRUE(concerns("force/north", "force"));
  EXPECT_TRUE(concerns("force/north", "force/north"));
  EXPECT_TRUE(concerns("", "force/north"));
  EXPECT_TRUE(concerns("force/north", ""));
  EXPECT_FALSE(concerns("force/northern", "force/north"));
  EXPECT_FALSE(concerns("force", "force/north"));
}

}  // namespace
}  // namespace beatwatch
