#include "replay/shift_csv.h"

#include <gtest/gtest.h>

#include <chrono>
#include <sstream>
#include <tuple>

#include "adapters/sources/incident_decode.h"
#include "adapters/sources/ping_csv_decode.h"
#include "adapters/sources/plan_decode.h"
#include "adapters/sources/roster_decode.h"
#include "adapters/sources/status_decode.h"
#include "engine/base/archive.h"
#include "tests/support/simulated_town.h"

namespace beatwatch {
namespace {

template <typename Decode>
auto rows_of(Decode decode, const std::string& text) {
  std::istringstream in{text};
  const auto decoded = decode(in, csv_input{.file = "simulated.csv"});
  EXPECT_TRUE(decoded.has_value()) << decoded.error().text();
  return *decoded;
}

template <typename Fields>
std::vector<std::byte> bytes_of(const Fields& value) {
  std::vector<std::byte> bytes;
  byte_writer{bytes}(value);
  return bytes;
}

class files_of_a_shift : public testing::Test {
 protected:
  files_of_a_shift() : shift_(make_town_shift(make_simulated_town(3), 3, 1)) {}

  simulated_shift shift_;
};

TEST_F(files_of_a_shift, give_back_its_pings) {
  const auto rows = rows_of(decode_pings, pings_csv(shift_));
  ASSERT_EQ(rows.size(), shift_.pings.size());
  ASSERT_GT(rows.size(), 1'000);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ping& read = rows[i].report;
    const ping& made = shift_.pings[i].body;
    ASSERT_EQ(rows[i].source, shift_.devices[shift_.pings[i].device].source);
    ASSERT_EQ(rows[i].received_at, shift_.pings[i].received_at);
    ASSERT_EQ(std::tie(read.device, read.observed_at, read.at, read.accuracy_cm, read.speed_cmps),
              std::tie(made.device, made.observed_at, made.at, made.accuracy_cm, made.speed_cmps));
    ASSERT_EQ(std::tie(read.heading_cdeg, read.trigger, read.ignition, read.moving),
              std::tie(made.heading_cdeg, made.trigger, made.ignition, made.moving));
  }
}

TEST_F(files_of_a_shift, give_back_its_roster) {
  const auto rows = rows_of(decode_roster, roster_csv(shift_));
  ASSERT_EQ(rows.size(), shift_.roster.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(bytes_of(rows[i].entry), bytes_of(shift_.roster[i])) << i;
  }
}

TEST_F(files_of_a_shift, give_back_its_statuses) {
  const auto rows = rows_of(decode_status, status_csv(shift_.statuses));
  ASSERT_EQ(rows.size(), shift_.statuses.size());
  ASSERT_GT(rows.size(), 0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const status_changed& made = shift_.statuses[i];
    EXPECT_EQ(std::tie(rows[i].unit, rows[i].status, rows[i].at, rows[i].incident),
              std::tie(made.unit, made.status, made.at, made.incident));
  }
}

TEST_F(files_of_a_shift, give_back_its_incidents) {
  const auto rows = rows_of(decode_incidents, incidents_csv(shift_));
  ASSERT_EQ(rows.size(), shift_.incidents.size());
  ASSERT_GT(rows.size(), 0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(bytes_of(rows[i].changed.incident), bytes_of(shift_.incidents[i].row)) << i;
    EXPECT_EQ(rows[i].written_at,
              shift_.span.from + std::chrono::seconds{shift_.incidents[i].second});
  }
}

TEST(files_of_a_plan, give_back_its_tasks) {
  const interval valid{ms_to_instant(1'780'000'000'000), ms_to_instant(1'780'028'800'000)};
  const std::vector<plan_changed> plan{
      {.zone = "STREET-01", .rule = "micro_beat", .visits = 1, .owner = "team", .valid = valid},
      {.zone = "RED-01", .rule = "red_zone", .dose_min = 15, .max_gap_min = 60, .valid = valid}};
  const auto rows = rows_of(decode_plan, plan_csv(plan));
  ASSERT_EQ(rows.size(), 2);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(std::tie(rows[i].zone, rows[i].rule, rows[i].visits, rows[i].dose_min),
              std::tie(plan[i].zone, plan[i].rule, plan[i].visits, plan[i].dose_min));
    EXPECT_EQ(std::tie(rows[i].max_gap_min, rows[i].owner, rows[i].valid),
              std::tie(plan[i].max_gap_min, plan[i].owner, plan[i].valid));
  }
}

}  // namespace
}  // namespace beatwatch
