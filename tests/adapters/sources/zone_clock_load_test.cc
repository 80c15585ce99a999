#include "adapters/sources/zone_clock_load.h"

#include <gmock/gmock.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <random>

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

/// The C library in the time zone `name`, for as long as this lives.
class c_library_zone {
 public:
  explicit c_library_zone(const std::string& name) { set(name); }
  ~c_library_zone() { set("UTC"); }
  c_library_zone(const c_library_zone&) = delete;
  c_library_zone& operator=(const c_library_zone&) = delete;

  [[nodiscard]] static instant to_local(instant utc) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(utc);
    const std::time_t time = seconds.time_since_epoch().count();
    std::tm local{};
    localtime_r(&time, &local);
    return utc + std::chrono::seconds{local.tm_gmtoff};
  }

 private:
  static void set(const std::string& name) {
    setenv("TZ", name.c_str(), 1);
    tzset();
  }
};

class zone_against_c_library : public testing::TestWithParam<std::string> {};

TEST_P(zone_against_c_library, shows_the_same_local_time_from_1970_to_2100) {
  const zone_clock clock = load_zone_clock(GetParam(), 1970, 2100);
  const c_library_zone oracle{GetParam()};
  for (instant t = sys_days{1970y / 1 / 1}; t < sys_days{2101y / 1 / 1}; t += 5h + 59min + 59s) {
    ASSERT_EQ(clock.to_local(t), oracle.to_local(t)) << instant_to_ms(t);
  }
  for (const auto& change : clock.changes) {
    for (const auto step : {-1ms, 0ms, 1ms}) {
      const instant t = std::max<instant>(change.from + step, sys_days{1970y / 1 / 1});
      ASSERT_EQ(clock.to_local(t), oracle.to_local(t)) << instant_to_ms(t);
    }
  }
}

TEST_P(zone_against_c_library, comes_back_from_local_time) {
  const zone_clock clock = load_zone_clock(GetParam(), 1970, 2100);
  std::mt19937_64 random{11};
  std::uniform_int_distribution<std::int64_t> any_ms{
      0, instant_to_ms(instant{sys_days{2100y / 12 / 30}})};
  for (int i = 0; i < 50'000; ++i) {
    const instant t = ms_to_instant(any_ms(random));
    const instant local = clock.to_local(t);
    const instant first = clock.to_utc(local);
    const instant last = clock.to_utc_last(local);
    ASSERT_TRUE(first == t || last == t) << instant_to_ms(t);
    ASSERT_LE(first, last);
    ASSERT_EQ(clock.to_local(first), local);
    ASSERT_EQ(clock.to_local(last), local);
  }
}

INSTANTIATE_TEST_SUITE_P(zones,
                         zone_against_c_library,
                         testing::Values("Europe/London",
                                         "Europe/Berlin",
                                         "America/Los_Angeles",
                                         "Australia/Lord_Howe",
                                         "Asia/Kolkata",
                                         "Pacific/Apia",
                                         "UTC"));

TEST(load_zone_clock, has_both_changes_of_each_year_in_london) {
  const zone_clock clock = load_zone_clock("Europe/London", 2026, 2026);
  ASSERT_EQ(clock.changes.size(), 3);
  EXPECT_EQ(clock.changes[0].offset_s, 0);
  EXPECT_EQ(clock.changes[1].from, instant{sys_days{2026y / 3 / 29} + 1h});
  EXPECT_EQ(clock.changes[1].offset_s, 3600);
  EXPECT_EQ(clock.changes[2].from, instant{sys_days{2026y / 10 / 25} + 1h});
  EXPECT_EQ(clock.changes[2].offset_s, 0);
}

TEST(load_zone_clock, names_the_zone_it_does_not_know) {
  for (const std::string name :
       {"Europe/Lodnon", "", "/etc/localtime", "libc:localtime", "file:x"}) {
    EXPECT_THAT([&] { load_zone_clock(name, 2026, 2026); },
                testing::ThrowsMessage<std::runtime_error>(
                    "time zone \"" + name +
                    "\" is not in the time-zone database; expected a name such as Europe/London"));
  }
}

}  // namespace
}  // namespace beatwatch
