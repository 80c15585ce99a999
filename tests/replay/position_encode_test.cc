#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "adapters/sources/lip_source.h"
#include "adapters/sources/taip_source.h"
#include "adapters/sources/teltonika_source.h"
#include "replay/lip_encode.h"
#include "replay/taip_encode.h"
#include "replay/teltonika_encode.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr std::array<ping_trigger, 7> triggers{ping_trigger::unknown,
                                               ping_trigger::interval,
                                               ping_trigger::distance,
                                               ping_trigger::status,
                                               ping_trigger::emergency,
                                               ping_trigger::power,
                                               ping_trigger::request};

/// Anywhere on the globe, at any time of 2026.
ping random_ping(std::mt19937_64& random, const std::string& device) {
  const auto below = [&random](std::int64_t limit) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(limit));
  };
  ping seen{.device = device,
            .observed_at = std::chrono::sys_days{2026y / 1 / 1} + duration{below(31'536'000'000)},
            .at = {.lat_e7 = static_cast<std::int32_t>(below(1'799'999'000) - 899'999'000),
                   .lon_e7 = static_cast<std::int32_t>(below(3'599'999'000) - 1'799'999'000)},
            .accuracy_cm = static_cast<std::uint32_t>(100 + below(20'000)),
            .speed_cmps = static_cast<std::uint32_t>(100 + below(6'000)),
            .heading_cdeg = static_cast<std::uint16_t>(below(36'000)),
            .trigger = triggers.at(static_cast<std::size_t>(below(7)))};
  if (below(2) == 0) {
    seen.ignition = below(2) == 0;
    seen.moving = below(2) == 0;
  }
  return seen;
}

class seeded : public testing::TestWithParam<std::uint64_t> {
 protected:
  std::mt19937_64 random{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(seeds, seeded, testing::Range<std::uint64_t>(0, 20));

int turn_between(int a_cdeg, int b_cdeg) {
  const int apart = std::abs(a_cdeg - b_cdeg);
  return std::min(apart, 36'000 - apart);
}

template <typename Source>
ping taken(Source& source, const std::string& message, instant received_at) {
  std::vector<ping> pings;
  source.take("10.0.0.7:5017", message, received_at, pings);
  EXPECT_EQ(pings.size(), 1U);
  EXPECT_TRUE(source.counts().take_new().empty());
  return pings.empty() ? ping{} : pings.front();
}

void expect_as_lip_can_say(const ping& seen, const ping& sent) {
  EXPECT_EQ(seen.device, sent.device);
  EXPECT_EQ(seen.observed_at, std::chrono::floor<std::chrono::seconds>(sent.observed_at));
  EXPECT_NEAR(seen.at.lat_e7, sent.at.lat_e7, 54);
  EXPECT_NEAR(seen.at.lon_e7, sent.at.lon_e7, 54);
  EXPECT_GE(*seen.accuracy_cm, *sent.accuracy_cm);
  EXPECT_LE(*seen.accuracy_cm, *sent.accuracy_cm * 6 / 5 + 41);
  EXPECT_NEAR(*seen.speed_cmps, *sent.speed_cmps, std::max(14.0, *sent.speed_cmps * 0.02));
  EXPECT_LE(turn_between(*seen.heading_cdeg, *sent.heading_cdeg), 71);
  EXPECT_EQ(seen.trigger, sent.trigger);
}

TEST_P(seeded, what_is_said_in_lip_is_understood) {
  lip_source source{{.envelope = lip_envelope::ssi}};
  pei_source serial;
  for (int i = 0; i < 100; ++i) {
    const ping sent = random_ping(random, std::to_string(random() % 16'777'216));
    const instant received_at = sent.observed_at + 2s;
    expect_as_lip_can_say(taken(source, encode_lip_of_ssi(sent), received_at), sent);
    expect_as_lip_can_say(taken(serial, encode_pei(sent), received_at), sent);
  }
}

TEST_P(seeded, what_is_said_in_teltonika_is_understood) {
  teltonika_source source;
  teltonika_stream stream{source, "10.0.0.7:5017"};
  std::vector<ping> pings;
  const std::string device = "990000000000012";
  (void)stream.take(teltonika_identity(device), instant{}, pings);
  std::vector<ping> sent;
  for (int i = 0; i < 50; ++i) {
    sent.push_back(random_ping(random, device));
  }
  const auto outcome = stream.take(encode_teltonika_tcp(sent), sent[0].observed_at, pings);
  EXPECT_EQ(outcome.answer, teltonika_tcp_answer(sent.size()));
  pings.push_back(taken(source, encode_teltonika_udp({&sent[0], 1}, 7), sent[0].observed_at));
  sent.push_back(sent[0]);
  ASSERT_EQ(pings.size(), sent.size());
  for (std::size_t i = 0; i < sent.size(); ++i) {
    EXPECT_EQ(pings[i].device, device);
    EXPECT_EQ(pings[i].observed_at, sent[i].observed_at);
    EXPECT_EQ(pings[i].at, sent[i].at);
    EXPECT_EQ(pings[i].ignition, sent[i].ignition);
    EXPECT_EQ(pings[i].moving, sent[i].moving);
    EXPECT_GE(*pings[i].accuracy_cm, *sent[i].accuracy_cm);
    EXPECT_LE(*pings[i].accuracy_cm, *sent[i].accuracy_cm + 50);
    EXPECT_NEAR(*pings[i].speed_cmps, *sent[i].speed_cmps, 28);
    if (pings[i].heading_cdeg) {
      EXPECT_LE(turn_between(*pings[i].heading_cdeg, *sent[i].heading_cdeg), 50);
    } else {
      EXPECT_LT(*pings[i].speed_cmps, 100U);
    }
    EXPECT_EQ(pings[i].trigger == ping_trigger::emergency,
              sent[i].trigger == ping_trigger::emergency);
  }
}

TEST_P(seeded, what_is_said_in_taip_is_understood) {
  taip_source source{{}};
  for (int i = 0; i < 100; ++i) {
    const ping sent = random_ping(random, "V" + std::to_string(random() % 1'000));
    const ping seen = taken(source, encode_taip(sent), sent.observed_at + 2s);
    EXPECT_EQ(seen.device, sent.device);
    EXPECT_EQ(seen.observed_at, sent.observed_at);
    EXPECT_EQ(seen.at, sent.at);
    EXPECT_NEAR(*seen.speed_cmps, *sent.speed_cmps, 3);
    if (seen.heading_cdeg) {
      EXPECT_LE(turn_between(*seen.heading_cdeg, *sent.heading_cdeg), 5);
    } else {
      EXPECT_LT(*seen.speed_cmps, 100U);
    }
  }
}

TEST(position_encode, refuses_a_device_that_the_protocol_cannot_name) {
  EXPECT_THROW(encode_lip_of_ssi({.device = "R7010"}), std::runtime_error);
  EXPECT_THROW(encode_lip_of_ssi({.device = "16777216"}), std::runtime_error);
  EXPECT_THROW(encode_pei({.device = ""}), std::runtime_error);
  EXPECT_THROW(teltonika_identity("V12"), std::runtime_error);
}

TEST(position_encode, says_that_nothing_is_known_of_error_speed_and_heading) {
  lip_source source{{.envelope = lip_envelope::ssi}};
  const instant noon = std::chrono::sys_days{2026y / 6 / 15} + 12h;
  const ping seen = taken(
      source, encode_lip_of_ssi({.device = "1", .observed_at = noon, .at = {.lat_e7 = 900}}), noon);
  EXPECT_FALSE(seen.accuracy_cm);
  EXPECT_FALSE(seen.speed_cmps);
  EXPECT_FALSE(seen.heading_cdeg);
}

}  // namespace
}  // namespace beatwatch
