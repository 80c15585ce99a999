#include "adapters/sources/lip_source.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "adapters/sources/hexadecimal.h"
#include "adapters/sources/lip_ping.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

const instant noon = std::chrono::sys_days{2026y / 3 / 1} + 12h;

lip_report at_a_place() {
  return {.shape = lip_shape::point_position_error,
          .position_valid = true,
          .at = {.lat_e7 = 1, .lon_e7 = 1},
          .position_error = 1};
}

instant observed(lip_time_of_position time, instant received_at) {
  lip_report report = at_a_place();
  report.time_type = lip_time_type::time_of_position;
  report.time_of_position = time;
  const auto made = lip_to_ping(report, received_at);
  return made ? made->observed_at : instant{};
}

TEST(lip_ping, finds_the_month_that_the_radio_leaves_out) {
  EXPECT_EQ(observed({.day = 1, .hour = 11, .minute = 59, .second = 58}, noon), noon - 2s);
  EXPECT_EQ(observed({.day = 28, .hour = 23}, noon), std::chrono::sys_days{2026y / 2 / 28} + 23h);
  const instant midnight = std::chrono::sys_days{2026y / 4 / 1};
  EXPECT_EQ(observed({.day = 31, .hour = 23, .minute = 59}, midnight + 1s), midnight - 1min);
  EXPECT_EQ(observed({.day = 1}, midnight - 30s), midnight) << "a clock a little ahead";
  EXPECT_EQ(observed({.day = 1}, midnight - 2min), std::chrono::sys_days{2026y / 3 / 1});
  EXPECT_EQ(observed({.day = 1}, std::chrono::sys_days{2026y / 1 / 1}),
            std::chrono::sys_days{2026y / 1 / 1});
  EXPECT_EQ(observed({.day = 31, .hour = 1}, std::chrono::sys_days{2026y / 1 / 5}),
            std::chrono::sys_days{2025y / 12 / 31} + 1h);
}

TEST(lip_ping, refuses_a_day_that_neither_month_has) {
  EXPECT_EQ(observed({.day = 31}, noon), instant{}) << "March has not got there, February has none";
}

TEST(lip_ping, widens_the_error_by_the_class_of_age_and_never_dates_back) {
  lip_report report = at_a_place();
  report.time_type = lip_time_type::time_elapsed;
  report.velocity = 0;
  const auto accuracy_cm = [&](unsigned age) {
    report.time_elapsed = static_cast<std::uint8_t>(age);
    const auto made = lip_to_ping(report, noon);
    EXPECT_EQ(made->observed_at, noon);
    return made->accuracy_cm.value();
  };
  EXPECT_EQ(accuracy_cm(0), 1'000U) << "half of the 20 m that hold for most";
  EXPECT_EQ(accuracy_cm(1), 1'000U + 300 * 3 * 100 / 2) << "it may have walked since";
  EXPECT_EQ(accuracy_cm(2), 1'000U + 1'800 * 3 * 100 / 2);
  EXPECT_EQ(accuracy_cm(3), 10'000'000U) << "of unknown age";
  report.velocity = 127;
  EXPECT_EQ(accuracy_cm(1), 1'000U + 300 * 50 * 100 / 2) << "or driven, as it states no speed";
}

TEST(lip_ping, takes_the_error_from_whatever_shape_there_is) {
  lip_report report = at_a_place();
  report.is_long = true;
  const auto accuracy_cm = [&](lip_shape shape) {
    report.shape = shape;
    return lip_to_ping(report, noon)->accuracy_cm;
  };
  report.uncertainty = 9;  // 21.68 m
  report.semi_minor = 4;
  report.confidence = 4;
  EXPECT_EQ(accuracy_cm(lip_shape::circle), 1'084U);
  EXPECT_EQ(accuracy_cm(lip_shape::ellipse), 886U);
  EXPECT_EQ(accuracy_cm(lip_shape::point), std::nullopt);
  report.uncertainty = 63;
  EXPECT_EQ(accuracy_cm(lip_shape::circle_altitude), 10'000'000U) << "best effort has no bound";
  report.position_error = 2;  // less than 200 m
  EXPECT_EQ(accuracy_cm(lip_shape::point_position_error), 10'000U);
  report.position_error = 7;
  EXPECT_EQ(accuracy_cm(lip_shape::point_position_error), 10'000'000U) << "nor has this";
}

TEST(lip_ping, says_why_the_radio_reported) {
  const auto trigger = [](unsigned reason) {
    lip_report report = at_a_place();
    report.additional = static_cast<std::uint8_t>(reason);
    return lip_to_ping(report, noon)->trigger;
  };
  EXPECT_EQ(trigger(0), ping_trigger::power);
  EXPECT_EQ(trigger(2), ping_trigger::emergency);
  EXPECT_EQ(trigger(4), ping_trigger::status);
  EXPECT_EQ(trigger(32), ping_trigger::request);
  EXPECT_EQ(trigger(129), ping_trigger::interval);
  EXPECT_EQ(trigger(130), ping_trigger::distance);
  EXPECT_EQ(trigger(99), ping_trigger::unknown);
}

struct taken {
  std::vector<ping> pings;
  std::vector<intake_counted> counted;
};

template <typename Source>
taken take(Source& source, const std::string& message) {
  taken all;
  EXPECT_EQ(source.take("10.0.0.7:5017", message, noon, all.pings), "");
  all.counted = source.counts().take_new();
  return all;
}

TEST(lip_source, names_the_radio_by_what_its_gateway_puts_before_a_message) {
  const std::string report = hex_to_octets("0A0FE6825A602651388810").value();
  lip_source of_ssi{{.envelope = lip_envelope::ssi}};
  lip_source of_tsi{{.envelope = lip_envelope::tsi}};
  lip_source of_none{{.envelope = lip_envelope::none, .peers = {{"10.0.0.7", "foot-7"}}}};
  EXPECT_EQ(take(of_ssi, "\x12\xD6\x87" + report).pings.at(0).device, "1234567");
  EXPECT_EQ(
      take(of_tsi, hex_to_octets("3A8007").value() + "\x12\xD6\x87" + report).pings.at(0).device,
      "234-7-1234567");
  const ping seen = take(of_none, report).pings.at(0);
  EXPECT_EQ(seen.device, "foot-7");
  EXPECT_EQ(seen.trigger, ping_trigger::interval);
  EXPECT_EQ(seen.speed_cmps, 778U);
  EXPECT_EQ(seen.heading_cdeg, 9'000U);
}

TEST(lip_source, counts_what_becomes_no_ping) {
  lip_source source{{.envelope = lip_envelope::ssi}};
  const auto reason = [&](const std::string& hex) {
    const taken all = take(source, hex_to_octets(hex).value());
    EXPECT_TRUE(all.pings.empty());
    return all.counted.size() == 1 ? all.counted.front().reason : "";
  };
  EXPECT_EQ(reason("12D6"), "bad_envelope");
  EXPECT_EQ(reason("12D687"), "truncated");
  EXPECT_EQ(reason("12D687820A"), "unsupported_pid");
}

TEST(lip_source, hears_a_radio_that_has_no_fix) {
  lip_source source{{.envelope = lip_envelope::ssi}};
  for (const auto* const hex : {"12D6870A30000000000007FFE810", "12D6870A30000000000007FFE020"}) {
    const taken all = take(source, hex_to_octets(hex).value());
    EXPECT_TRUE(all.pings.empty());
    EXPECT_TRUE(all.counted.empty());
  }
  ASSERT_EQ(source.heard().size(), 2U);
  EXPECT_EQ(source.heard()[0].device, "1234567");
  EXPECT_EQ(source.heard()[0].signal, device_signal::no_fix);
  EXPECT_EQ(source.heard()[1].signal, device_signal::emergency);
}

TEST(pei_source, takes_reports_of_the_calling_radio_and_its_status) {
  pei_source source;
  const taken report =
      take(source, "+CTSDSR: 12,1234567,0,9876543,0,84\r\n0A0071F15A653071656820\r\n");
  ASSERT_EQ(report.pings.size(), 1U);
  EXPECT_EQ(report.pings[0].device, "1234567");
  const taken status = take(source, "+CTSDSR: 13,1234567,0,9876543,0,16\r\n8003\r\n");
  EXPECT_TRUE(status.counted.empty());
  ASSERT_EQ(source.heard().size(), 1U);
  EXPECT_EQ(source.heard()[0].device, "1234567");
  EXPECT_EQ(source.heard()[0].signal, device_signal::status);
  EXPECT_EQ(source.heard()[0].status_code, 0x8003);
}

}  // namespace
}  // namespace beatwatch
