#include "replay/presence_report.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/told_presence.h"

namespace beatwatch {
namespace {

TEST(presence_csv, has_a_column_for_each_field_and_exact_minutes) {
  v1::PresenceAnswer one = told_presence(90'000, 100'000, 1);
  count_visits(one, 1, 2);
  one.mutable_run()->set_parameters_hash("p");
  one.mutable_run()->set_zone_set_hash("z");
  one.mutable_run()->set_build("b");
  const std::string header = presence_csv_header();
  const std::string row = presence_csv_row(one);
  EXPECT_EQ(row,
            "HighStreet,2026-06-05 07:00:00,2026-06-05 20:14:05,1,2,4,1.500,1.667,3.333,0.000,"
            "0.000,0.000,0.000,0.000,,,,,,p,z,,,b\r\n")
      << "officers and declared hours were not told";
  EXPECT_EQ(std::count(header.begin(), header.end(), ','), std::count(row.begin(), row.end(), ','));
  EXPECT_EQ(header.substr(0, 7), "\xEF\xBB\xBFzone");
}

TEST(presence_csv, keeps_a_spreadsheet_from_taking_a_name_for_a_formula) {
  v1::PresenceAnswer one = told_presence(0, 0, 0);
  one.set_zone("-A1");
  EXPECT_EQ(presence_csv_row(one).substr(0, 5), "'-A1,");
}

}  // namespace
}  // namespace beatwatch
