#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "adapters/sources/hexadecimal.h"
#include "adapters/sources/lip_decode.h"
#include "adapters/sources/nmea_frame.h"
#include "adapters/sources/nmea_tag_block.h"
#include "adapters/sources/pei_decode.h"
#include "adapters/sources/taip_decode.h"
#include "adapters/sources/taip_source.h"
#include "adapters/sources/teltonika_source.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

const instant noon = std::chrono::sys_days{2026y / 6 / 15} + 12h;

template <typename Error>
void expect_reasons(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto error = static_cast<Error>(i);
    EXPECT_EQ(to_string(reason_of(error)), to_string(error));
  }
}

TEST(intake_reason, has_a_label_for_every_error_of_every_decoder_of_a_socket) {
  expect_reasons<nmea_error>(nmea_error_count);
  expect_reasons<nmea_tag_error>(nmea_tag_error_count);
  expect_reasons<lip_error>(lip_error_count);
  expect_reasons<pei_error>(pei_error_count);
  expect_reasons<taip_error>(taip_error_count);
  expect_reasons<teltonika_error>(teltonika_error_count);
}

std::vector<ping> pings_of(taip_source& source, const std::string& message, instant at = noon) {
  std::vector<ping> pings;
  EXPECT_EQ(source.take("10.0.0.7:5017", message, at, pings), "");
  return pings;
}

TEST(taip_source, names_a_device_by_its_peer_its_id_or_its_address) {
  const std::string place = ">RPV43200+5548000-0031000001018012";
  taip_source configured{{.peers = {{"10.0.0.7", "car-7"}}}};
  taip_source open{{}};
  EXPECT_EQ(pings_of(configured, place + ";ID=0042<").at(0).device, "car-7");
  EXPECT_EQ(pings_of(open, place + ";ID=0042<").at(0).device, "0042");
  EXPECT_EQ(pings_of(open, place + ";ID=0000<").at(0).device, "10.0.0.7");
  EXPECT_EQ(pings_of(open, place + "<").at(0).device, "10.0.0.7");
  EXPECT_TRUE(pings_of(open, place + ";ID=car 7<").empty());
  EXPECT_EQ(open.counts().total(intake_reason::bad_device_name), 1U);
}

TEST(taip_source, finds_the_day_and_takes_gps_time_back_to_utc) {
  const std::string noon_frame = ">RPV43200+5548000-0031000001018012<";
  const std::string late_frame = ">RPV86399+5548000-0031000001018012<";
  taip_source utc{{}};
  taip_source gps{{.clock_ahead = 18s}};
  EXPECT_EQ(pings_of(utc, noon_frame).at(0).observed_at, noon);
  EXPECT_EQ(pings_of(gps, noon_frame).at(0).observed_at, noon - 18s);
  const instant midnight = std::chrono::sys_days{2026y / 6 / 15};
  EXPECT_EQ(pings_of(utc, late_frame, midnight + 2s).at(0).observed_at, midnight - 1s);
  EXPECT_EQ(pings_of(gps, ">RPV00010+5548000-0031000001018012<", midnight - 7s).at(0).observed_at,
            midnight - 8s);
}

TEST(taip_source, takes_several_frames_of_a_message_and_tells_what_is_wrong_with_the_rest) {
  taip_source source{{}};
  const std::string place = ">RPV43200+5548000-0031000001018012<";
  EXPECT_EQ(pings_of(source, place + "\r\n" + place + "\r\n").size(), 2U);
  EXPECT_TRUE(source.counts().take_new().empty());
  EXPECT_EQ(pings_of(source, place + ">RPV").size(), 1U);
  EXPECT_EQ(source.counts().total(intake_reason::no_end_delimiter), 1U);
  EXPECT_TRUE(pings_of(source, "").empty());
  EXPECT_TRUE(pings_of(source, "noise").empty());
  EXPECT_EQ(source.counts().total(intake_reason::no_start_delimiter), 2U);
  EXPECT_TRUE(pings_of(source, ">RAL19500+00230+00012<").empty());
  EXPECT_EQ(source.counts().total(intake_reason::no_position), 1U);
}

TEST(taip_source, trusts_neither_an_old_position_nor_a_degraded_one) {
  taip_source source{{}};
  EXPECT_EQ(pings_of(source, ">RPV43200+5548000-0031000001018012<").at(0).accuracy_cm,
            std::nullopt);
  EXPECT_EQ(pings_of(source, ">RPV43200+5548000-0031000001018011<").at(0).accuracy_cm, 10'000'000U);
  EXPECT_EQ(pings_of(source, ">RPV43200+5548000-0031000001018082<").at(0).accuracy_cm, 10'000'000U);
  EXPECT_TRUE(pings_of(source, ">RPV43200+5548000-0031000001018010<").empty());
  ASSERT_EQ(source.heard().size(), 1U);
  EXPECT_EQ(source.heard()[0].signal, device_signal::no_fix);
}

constexpr std::string_view three_records =
    "000000000000007C08030000019ECBA32FD001FFECFBA41EB263440023010F0E0057EF0503EF01F00115040142"
    "36A301100012D687000000019ECBA333B800FEA9CE701FE08430FFFD0000000000000202EF00F0000000000000"
    "019ECBA3399402FEDF8C401F48C23000780167090003EC0302EF01EC010000014E0102030405060708030000"
    "B11A";
constexpr std::string_view identity = "000F333536333037303432343431303133";

std::string octets(std::string_view hex) { return hex_to_octets(hex).value(); }

TEST(teltonika_stream, knows_its_unit_first_and_answers_with_what_was_kept) {
  teltonika_source source;
  teltonika_stream stream{source, "10.0.0.7:5017"};
  std::vector<ping> pings;
  const auto hello = stream.take(octets(identity), noon, pings);
  EXPECT_EQ(hello.answer, teltonika_accept);
  EXPECT_TRUE(hello.at_once);
  const auto packet = stream.take(octets(three_records), noon, pings);
  EXPECT_EQ(packet.answer, (std::string{"\0\0\0\3", 4}));
  EXPECT_FALSE(packet.at_once);
  ASSERT_EQ(pings.size(), 2U);
  EXPECT_EQ(pings[0].device, "356307042441013");
  EXPECT_EQ(pings[0].ignition, true);
  EXPECT_EQ(pings[0].moving, true);
  EXPECT_EQ(pings[0].speed_cmps, 2'417U);
  EXPECT_EQ(pings[1].trigger, ping_trigger::emergency);
  ASSERT_EQ(source.heard().size(), 1U);
  EXPECT_EQ(source.heard()[0].device, "356307042441013");
  EXPECT_EQ(source.heard()[0].signal, device_signal::no_fix);
  EXPECT_TRUE(source.heard()[0].observed_at);
}

TEST(teltonika_stream, gives_no_answer_to_damage_and_acknowledges_what_cannot_be_understood) {
  teltonika_source source;
  teltonika_stream stream{source, "10.0.0.7:5017"};
  std::vector<ping> pings;
  (void)stream.take(octets(identity), noon, pings);
  std::string damaged = octets(three_records);
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  const auto none = stream.take(damaged, noon, pings);
  EXPECT_TRUE(none.answer.empty());
  EXPECT_FALSE(none.give_up);
  const auto strange = stream.take(
      octets("000000000000004A8F010000016B412CEE000100000000000000000000000000000000010005000100010"
             "100010011001D00010010015E2C880002000B000000003544C87A000E000000001DD7E06A0000010000D4"
             "C4"),
      noon,
      pings);
  EXPECT_EQ(strange.answer, (std::string{"\0\0\0\1", 4}));
  EXPECT_EQ(source.counts().total(intake_reason::unsupported_codec), 1U);
  EXPECT_TRUE(stream.take(octets("0000000100000003"), noon, pings).give_up == false)
      << "too short to know";
  EXPECT_TRUE(stream.take(octets("000000010000000300000000"), noon, pings).give_up);
  EXPECT_TRUE(pings.empty());
}

TEST(teltonika_stream, takes_no_packet_of_nobody) {
  teltonika_source source;
  teltonika_stream stream{source, "10.0.0.7:5017"};
  std::vector<ping> pings;
  EXPECT_TRUE(stream.take(octets(three_records), noon, pings).give_up);
  EXPECT_TRUE(pings.empty());
  EXPECT_EQ(source.counts().total(intake_reason::no_identity), 1U);
}

TEST(teltonika_source, answers_a_datagram_and_one_that_it_cannot_understand) {
  teltonika_source source;
  std::vector<ping> pings;
  const std::string answer = source.take(
      "10.0.0.7:5017",
      octets(
          "00441234017F000F33353633303730343234343130313308010000019ECBA32FD001FFECFBA41EB26344002"
          "3010F0E0057EF0503EF01F0011504014236A301100012D6870001"),
      noon,
      pings);
  EXPECT_EQ(answer, octets("00051234017F01"));
  ASSERT_EQ(pings.size(), 1U);
  EXPECT_EQ(pings[0].device, "356307042441013");
  EXPECT_EQ(
      source.take("10.0.0.7:5017",
                  octets("003DCAFE0105000F33353230393330383634303336353509010000016B4F815B3001"
                         "0000000000000000000000000000000103021503010101425DBC000001"),
                  noon,
                  pings),
      octets("0005CAFE010501"));
  EXPECT_EQ(source.take("10.0.0.7:5017", "", noon, pings), "");
}

}  // namespace
}  // namespace beatwatch
