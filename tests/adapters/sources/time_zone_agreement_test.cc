// cctz against the C library, which reads the same zone files by its own code. A program of its
// own, because the C library has one time zone per process.
#include <cctz/civil_time.h>
#include <cctz/time_zone.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "adapters/sources/zone_clock_load.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

constexpr sys_seconds first = sys_days{1970y / 1 / 1};
constexpr sys_seconds end = sys_days{2101y / 1 / 1};

std::tm c_local(sys_seconds t) {
  const std::time_t time = t.time_since_epoch().count();
  std::tm local{};
  localtime_r(&time, &local);
  return local;
}

std::int64_t c_offset(sys_seconds t) { return c_local(t).tm_gmtoff; }

instant c_to_local(instant utc) {
  return utc + std::chrono::seconds{c_offset(std::chrono::floor<std::chrono::seconds>(utc))};
}

/// Where the C library changes the offset, found by bisection of every six hours in which it does.
std::vector<sys_seconds> c_changes() {
  std::vector<sys_seconds> changes;
  constexpr auto step = 6h;
  for (sys_seconds t = first; t + step < end; t += step) {
    if (c_offset(t) == c_offset(t + step)) {
      continue;
    }
    sys_seconds before = t;
    sys_seconds after = t + step;
    while (after - before > 1s) {
      const sys_seconds middle = before + (after - before) / 2;
      (c_offset(middle) == c_offset(t) ? before : after) = middle;
    }
    changes.push_back(after);
  }
  return changes;
}

class time_zone_agreement : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    setenv("TZ", GetParam().c_str(), 1);
    tzset();
    ASSERT_TRUE(cctz::load_time_zone(GetParam(), &zone_));
    const auto unlike = [this](sys_seconds t) { return c_offset(t) != zone_.lookup(t).offset; };
    // Without its zone files, or without the rule for the years after their table, the C library
    // goes on in UTC or in standard time.
    if (unlike(sys_days{2026y / 7 / 1}) || unlike(sys_days{2026y / 1 / 1})) {
      GTEST_SKIP() << "the C library has no data for " << GetParam();
    }
    if (unlike(sys_days{2099y / 7 / 1}) && unlike(sys_days{2098y / 7 / 1})) {
      GTEST_SKIP() << "the C library has no rule for the summers to come in " << GetParam();
    }
  }
  void TearDown() override {
    setenv("TZ", "UTC", 1);
    tzset();
  }

  void expect_same_civil_time(sys_seconds t) const {
    const cctz::civil_second ours = cctz::convert(t, zone_);
    std::tm local = c_local(t);
    ASSERT_EQ(ours,
              cctz::civil_second(local.tm_year + 1900LL,
                                 local.tm_mon + 1,
                                 local.tm_mday,
                                 local.tm_hour,
                                 local.tm_min,
                                 local.tm_sec))
        << t.time_since_epoch().count();
    ASSERT_EQ(static_cast<int>(cctz::get_weekday(cctz::civil_day(ours))), (local.tm_wday + 6) % 7);
    const auto back = zone_.lookup(ours);
    if (back.kind == cctz::time_zone::civil_lookup::UNIQUE) {
      local.tm_isdst = -1;
      ASSERT_EQ(back.pre.time_since_epoch().count(), std::mktime(&local));
    }
  }

  cctz::time_zone zone_;
};

TEST_P(time_zone_agreement, covers_every_change_from_1970_to_2100) {
  std::vector<sys_seconds> ours;
  const zone_clock clock = load_zone_clock(GetParam(), 1970, 2100);
  for (const auto& change : clock.changes) {
    ours.push_back(std::chrono::floor<std::chrono::seconds>(change.from));
  }
  ASSERT_EQ(ours.front(), first);
  ours.erase(ours.begin());
  EXPECT_EQ(ours, c_changes());
  for (const sys_seconds change : ours) {
    for (const auto beside : {-3600s, -1s, 0s, 1s, 3600s}) {
      expect_same_civil_time(change + beside);
      ASSERT_FALSE(HasFailure());
    }
  }
}

TEST_P(time_zone_agreement, covers_a_million_instants) {
  std::mt19937_64 random{11};
  std::uniform_int_distribution<std::int64_t> any{0, (end - first).count() - 1};
  for (int i = 0; i < 1'000'000; ++i) {
    expect_same_civil_time(first + std::chrono::seconds{any(random)});
    ASSERT_FALSE(HasFailure());
  }
}

TEST_P(time_zone_agreement, covers_the_clock_of_the_engine_and_its_way_back) {
  const zone_clock clock = load_zone_clock(GetParam(), 1970, 2100);
  std::mt19937_64 random{12};
  std::uniform_int_distribution<std::int64_t> any_ms{
      0, instant_to_ms(instant{sys_days{2100y / 12 / 30}})};
  for (int i = 0; i < 50'000; ++i) {
    const instant t = ms_to_instant(any_ms(random));
    const instant local = clock.to_local(t);
    ASSERT_EQ(local, c_to_local(t));
    const instant earliest = clock.to_utc(local);
    const instant latest = clock.to_utc_last(local);
    ASSERT_TRUE(earliest == t || latest == t) << instant_to_ms(t);
    ASSERT_LE(earliest, latest);
    ASSERT_EQ(clock.to_local(earliest), local);
    ASSERT_EQ(clock.to_local(latest), local);
  }
  for (const auto& change : clock.changes) {
    for (const auto beside : {-1ms, 0ms, 1ms}) {
      const instant t = std::max<instant>(change.from + beside, first);
      ASSERT_EQ(clock.to_local(t), c_to_local(t)) << instant_to_ms(t);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(zones,
                         time_zone_agreement,
                         testing::Values("Europe/London",
                                         "Europe/Berlin",
                                         "America/Los_Angeles",
                                         "Australia/Lord_Howe",
                                         "Asia/Kolkata",
                                         "Pacific/Apia",
                                         "UTC"));

}  // namespace
}  // namespace beatwatch
