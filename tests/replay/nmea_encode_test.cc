#include "replay/nmea_encode.h"

#include <gtest/gtest.h>

#include <vector>

#include "adapters/sources/nmea_source.h"
#include "replay/random.h"

namespace beatwatch {
namespace {

TEST(nmea_encode, writes_what_receivers_write) {
  ping seen;
  seen.device = "V07";
  seen.observed_at = ms_to_instant(1'780'668'123'045);  // 2026-06-05T14:02:03.045Z
  seen.at = {.lat_e7 = 546'000'000, .lon_e7 = -11'300'001};
  seen.speed_cmps = 1'000;
  seen.heading_cdeg = 9'005;
  EXPECT_EQ(encode_rmc(seen),
            "\\s:V07*18\\$GPRMC,140203.045,A,5436.000000,N,00107.800006,W,19.438,90.05,050626,,,A*"
            "49\r\n");
}

TEST(nmea_encode, is_decoded_to_the_same_ping) {
  random_stream random{3, 3};
  std::vector<ping> decoded;
  for (int i = 0; i < 2'000; ++i) {
    ping seen;
    seen.device = "V" + std::to_string(i);
    seen.observed_at = ms_to_instant(1'780'668'000'000 +
                                     random.between(std::int64_t{0}, std::int64_t{86'400'000}));
    seen.at = {.lat_e7 = static_cast<std::int32_t>(
                   random.between(std::int64_t{-899'999'999}, std::int64_t{899'999'999})),
               .lon_e7 = static_cast<std::int32_t>(
                   random.between(std::int64_t{-1'799'999'999}, std::int64_t{1'799'999'999}))};
    if (random.chance(0.8)) {
      seen.speed_cmps = random.below(10'000);
      seen.heading_cdeg = static_cast<std::uint16_t>(random.below(36'000));
    }
    nmea_source source{{}};
    decoded.clear();
    source.take("127.0.0.1:4001", encode_rmc(seen), seen.observed_at, decoded);
    ASSERT_EQ(decoded.size(), 1U) << encode_rmc(seen);
    const ping& back = decoded.front();
    EXPECT_EQ(back.device, seen.device);
    EXPECT_EQ(back.observed_at, seen.observed_at);
    EXPECT_EQ(back.at, seen.at) << encode_rmc(seen);
    ASSERT_EQ(back.speed_cmps.has_value(), seen.speed_cmps.has_value());
    if (seen.speed_cmps) {
      EXPECT_NEAR(*back.speed_cmps, *seen.speed_cmps, 1.0);
    }
  }
}

}  // namespace
}  // namespace beatwatch
