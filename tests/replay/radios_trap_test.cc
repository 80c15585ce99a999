// The trap of counting radios: what changes is how often and how many devices report, and reports
// of presence jump although the patrol stayed the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>
#include <string>
#include <vector>

#include "tests/support/reported_patrol.h"
#include "tests/support/simulated_town.h"
#include "tests/support/true_presence.h"

namespace beatwatch {
namespace {

/// One known patrol on foot, and one place it kept coming back to.
struct known_patrol {
  local_plane plane;
  std::shared_ptr<const zone_set> zones;
  carrier_track officers;
  interval span;
  const zone* place = nullptr;
  std::int64_t truth_ms = 0;
};

std::int64_t truth_ms(const known_patrol& patrol, const zone& z) {
  std::vector<interval> inside;
  add_true_presence(z.shape, patrol.officers, patrol.span.from, patrol.span, inside);
  return total_ms(inside, patrol.span);
}

known_patrol make_patrol() {
  const simulated_town town = make_simulated_town(3);
  const simulated_shift shift = make_town_shift(town, 3, 4);
  known_patrol patrol{
      .plane = town.plane, .zones = zone_set_of(town.zones), .officers = {}, .span = shift.span};
  const auto walker =
      std::find_if(shift.carriers.begin(), shift.carriers.end(), [](const carrier_track& c) {
        return c.unit.starts_with("FOOT");
      });
  patrol.officers = *walker;
  for (const zone& z : patrol.zones->zones) {
    if (z.kind == "micro_beat" && truth_ms(patrol, z) > patrol.truth_ms) {
      patrol.place = &z;
      patrol.truth_ms = truth_ms(patrol, z);
    }
  }
  return patrol;
}

struct reading {
  std::size_t pings = 0;  ///< inside: what "a ping is a minute" counts
  presence_measure presence;
};

reading read(const known_patrol& patrol, std::chrono::seconds refresh, int radios) {
  const reporting profile{.refresh = refresh};
  engine e = engine_for(patrol.zones, patrol.plane, profile, patrol.span.from);
  std::vector<ping> all;
  for (int radio = 0; radio < radios; ++radio) {
    const std::string device = "R" + std::to_string(radio);
    put_on_duty(e, "FOOT", device, unit_kind::foot, patrol.span);
    const std::vector<ping> pings =
        pings_of(patrol.officers,
                 device,
                 patrol.span.from,
                 patrol.plane,
                 {.refresh = refresh, .seed = static_cast<std::uint64_t>(radio + 1)});
    all.insert(all.end(), pings.begin(), pings.end());
  }
  reading result;
  for (const ping& p : all) {
    result.pings += patrol.place->shape.contains(*patrol.plane.project(p.at)) ? 1 : 0;
  }
  play_pings(e, all);
  result.presence = e.presence(patrol.place->name, patrol.span)->presence;
  return result;
}

TEST(radios_trap, more_pings_and_more_radios_are_not_more_presence) {
  const known_patrol patrol = make_patrol();
  ASSERT_NE(patrol.place, nullptr);
  ASSERT_GT(patrol.truth_ms, 10 * 60'000);
  const std::array readings{read(patrol, std::chrono::seconds{5}, 1),
                            read(patrol, std::chrono::seconds{60}, 1),
                            read(patrol, std::chrono::seconds{60}, 2),
                            read(patrol, std::chrono::seconds{300}, 1)};
  for (const reading& r : readings) {
    std::printf("%zu pings inside; at least %.1f, about %.1f, at most %.1f min; truth %.1f min\n",
                r.pings,
                static_cast<double>(r.presence.at_least_ms) / 60e3,
                static_cast<double>(r.presence.about_ms) / 60e3,
                static_cast<double>(r.presence.at_most_ms) / 60e3,
                static_cast<double>(patrol.truth_ms) / 60e3);
    EXPECT_LE(r.presence.at_least_ms, patrol.truth_ms);
    EXPECT_GE(r.presence.at_most_ms + r.presence.unknown_ms, patrol.truth_ms);
  }
  // Counting jumps by the change of refresh and of devices alone.
  EXPECT_GT(readings[0].pings, 8 * readings[1].pings);
  EXPECT_GT(readings[2].pings, readings[1].pings * 3 / 2);
  // No interval proves more, or less, than another: whoever compares them cannot tell.
  for (const reading& a : readings) {
    for (const reading& b : readings) {
      EXPECT_LE(a.presence.at_least_ms, b.presence.at_most_ms);
    }
  }
}

}  // namespace
}  // namespace beatwatch
