#include "adapters/sources/zone_clock_load.h"

#include <gmock/gmock.h>

#include <chrono>
#include <stdexcept>

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

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
