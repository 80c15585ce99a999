#include "adapters/sources/nmea_source.h"

#include <gmock/gmock.h>

#include <chrono>
#include <random>

#include "tests/adapters/sources/nmea_sentence.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using testing::ElementsAre;
using testing::IsEmpty;

const instant noon = sys_days{2026y / 5 / 1} + 12h;
const std::string peer = "10.0.0.7:5017";

std::string rmc(const std::string& time,
                const std::string& lat = "5230.0000",
                const std::string& date = "010526",
                const std::string& status = "A") {
  return nmea_sentence("GPRMC," + time + "," + status + "," + lat +
                       ",N,00130.0000,W,19.438,090.0," + date + ",,,A") +
         "\r\n";
}

std::string gga(const std::string& time, const std::string& hdop = "1.2", char quality = '1') {
  return nmea_sentence("GPGGA," + time + ",5230.0000,N,00130.0000,W," + quality + ",08," + hdop +
                       ",100.0,M,48.0,M,,") +
         "\r\n";
}

std::string gns(const std::string& time) {
  return nmea_sentence("GNGNS," + time + ",5230.0000,N,00130.0000,W,AA,12,0.8,100.0,48.0,,") +
         "\r\n";
}

const std::string vtg = nmea_sentence("GPVTG,180.0,T,,M,10.0,N,18.5,K,A") + "\r\n";

/// A source, and what came out of it.
struct listener {
  nmea_source source{{}};
  std::vector<ping> pings;

  void hear(const std::string& datagram, instant received_at = noon) {
    source.take(peer, datagram, received_at, pings);
  }
  [[nodiscard]] std::uint64_t count(intake_reason reason) { return source.counts().total(reason); }
  [[nodiscard]] std::uint64_t counted() {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < intake_reason_count; ++i) {
      sum += count(static_cast<intake_reason>(i));
    }
    return sum;
  }
  [[nodiscard]] std::vector<instant> instants() const {
    std::vector<instant> result;
    for (const ping& p : pings) {
      result.push_back(p.observed_at);
    }
    return result;
  }
};

TEST(nmea_source, makes_a_ping_of_an_rmc) {
  listener heard;
  heard.hear(rmc("120000.250"));
  ASSERT_EQ(heard.pings.size(), 1);
  const ping& p = heard.pings.front();
  EXPECT_EQ(p.device, "10.0.0.7");
  EXPECT_EQ(p.observed_at, noon + 250ms);
  EXPECT_EQ(p.at, (position{525'000'000, -15'000'000}));
  EXPECT_EQ(p.speed_cmps, 1000);
  EXPECT_EQ(p.heading_cdeg, 9'000);
  EXPECT_FALSE(p.accuracy_cm);
  EXPECT_EQ(p.trigger, ping_trigger::unknown);
  EXPECT_FALSE(p.ignition);
  EXPECT_FALSE(p.moving);
}

TEST(nmea_source, makes_one_ping_of_an_epoch_whatever_the_order_of_its_sentences) {
  for (const std::string& datagram : {gga("120000") + rmc("120000") + vtg,
                                      rmc("120000") + vtg + gga("120000"),
                                      vtg + gns("120000") + gga("120000") + rmc("120000")}) {
    listener heard;
    heard.hear(datagram);
    ASSERT_EQ(heard.pings.size(), 1) << datagram;
    EXPECT_EQ(heard.pings[0].observed_at, noon);
    EXPECT_EQ(heard.pings[0].accuracy_cm, 600);
    EXPECT_EQ(heard.pings[0].speed_cmps, 1000);  // of the RMC, not the VTG
    EXPECT_EQ(heard.source.lines(), heard.source.merged() + 1);
    EXPECT_EQ(heard.counted(), 0);
  }
}

TEST(nmea_source, keeps_the_epochs_of_one_datagram_apart) {
  listener heard;
  heard.hear(gga("120000") + rmc("120000") + gga("120001", "3.0") + rmc("120001") + vtg);
  EXPECT_THAT(heard.instants(), ElementsAre(noon, noon + 1s));
  EXPECT_EQ(heard.pings[0].accuracy_cm, 600);
  EXPECT_EQ(heard.pings[1].accuracy_cm, 1500);
  EXPECT_EQ(heard.count(intake_reason::no_position), 1);  // which of the two the VTG means is open
}

TEST(nmea_source, reports_an_epoch_once_when_its_sentences_come_apart) {
  listener heard;
  heard.hear(gga("120000"), noon);  // nobody knows yet that an RMC follows
  heard.hear(rmc("120000"), noon);
  heard.hear(gga("120001"), noon + 1s);
  heard.hear(rmc("120001"), noon + 1s);
  EXPECT_THAT(heard.instants(), ElementsAre(noon, noon + 1s));
  EXPECT_EQ(heard.count(intake_reason::same_epoch), 1);
  EXPECT_EQ(heard.count(intake_reason::covered_by_rmc), 1);
}

TEST(nmea_source, reports_an_epoch_once_when_a_datagram_comes_twice_or_late) {
  listener heard;
  for (const std::string time : {"120000", "120001", "120000", "120002", "120001"}) {
    heard.hear(rmc(time), noon + 2s);
  }
  EXPECT_THAT(heard.instants(), ElementsAre(noon, noon + 1s, noon + 2s));
  EXPECT_EQ(heard.count(intake_reason::same_epoch), 2);
}

TEST(nmea_source, tells_two_devices_under_one_name_from_a_repetition) {
  listener heard;
  heard.hear(rmc("120000", "5230.0000"));
  heard.hear(rmc("120000", "5231.0000"));
  EXPECT_EQ(heard.pings.size(), 1);
  EXPECT_EQ(heard.count(intake_reason::conflicting_epoch), 1);
}

TEST(nmea_source, makes_pings_of_gga_or_gns_of_a_device_that_sends_no_rmc) {
  listener heard;
  heard.hear(gga("120000") + vtg);
  heard.hear(gns("120001"), noon + 1s);
  heard.hear(gga("120001"), noon + 1s);
  EXPECT_THAT(heard.instants(), ElementsAre(noon, noon + 1s));
  EXPECT_EQ(heard.pings[0].accuracy_cm, 600);
  EXPECT_EQ(heard.pings[0].speed_cmps, 514);
  EXPECT_EQ(heard.pings[0].heading_cdeg, 18'000);
  EXPECT_EQ(heard.pings[1].accuracy_cm, 400);
  EXPECT_FALSE(heard.pings[1].speed_cmps);
  EXPECT_EQ(heard.count(intake_reason::same_epoch), 1);
}

TEST(nmea_source, goes_back_to_gga_when_the_rmc_has_been_silent_for_a_minute) {
  listener heard;
  heard.hear(rmc("120000"), noon);
  heard.hear(gga("120059"), noon + 59s);
  heard.hear(gga("120100"), noon + 60s);
  EXPECT_THAT(heard.instants(), ElementsAre(noon, noon + 60s));
  EXPECT_EQ(heard.count(intake_reason::covered_by_rmc), 1);
}

TEST(nmea_source, dates_a_gga_by_the_instant_nearest_to_reception) {
  const instant midnight = sys_days{2026y / 5 / 2};
  const auto dated = [](const std::string& time, instant received_at) {
    listener heard;
    heard.hear(gga(time), received_at);
    return heard.pings.at(0).observed_at;
  };
  EXPECT_EQ(dated("235959", midnight + 1s), midnight - 1s);
  EXPECT_EQ(dated("000001", midnight - 1s), midnight + 1s);
  EXPECT_EQ(dated("000000", noon), noon - 12h);
  EXPECT_EQ(dated("235959", noon), midnight - 1s);
  EXPECT_EQ(dated("235960", midnight), midnight);
}

TEST(nmea_source, counts_what_is_no_fix_for_all_its_lines) {
  listener heard;
  heard.hear(rmc("120000", "5230.0000", "010526", "V") + gga("120000"));
  heard.hear(nmea_sentence("GPRMC,,V,,,,,,,,,,N"));
  listener other;
  other.hear(gga("120000", "1.0", '0'));
  other.hear(gga("120000", "1.0", '8'));
  EXPECT_THAT(heard.pings, IsEmpty());
  EXPECT_EQ(heard.count(intake_reason::no_fix), 3);
  EXPECT_EQ(heard.source.heard().size(), 2U);
  EXPECT_THAT(other.pings, IsEmpty());
  EXPECT_EQ(other.count(intake_reason::no_fix), 2);
}

TEST(nmea_source, counts_a_position_without_time_or_date) {
  listener heard;
  heard.hear(rmc(""));
  heard.hear(rmc("120000", "5230.0000", ""));
  heard.source.take("10.0.0.8", gga(""), noon, heard.pings);
  EXPECT_THAT(heard.pings, IsEmpty());
  EXPECT_EQ(heard.count(intake_reason::no_time), 3);
}

TEST(nmea_source, flags_a_week_rollover_and_mends_it_when_told) {
  const instant received_at = sys_days{2019y / 4 / 7} + 3min;
  listener strict;
  strict.hear(rmc("000231.42", "4829.0005", "220899"), received_at);
  EXPECT_THAT(strict.pings, IsEmpty());
  EXPECT_EQ(strict.count(intake_reason::week_rollover), 1);
  listener mending{.source = nmea_source{{.mend_week_rollover = true}}};
  mending.hear(rmc("000231.42", "4829.0005", "220899"), received_at);
  EXPECT_THAT(mending.instants(), ElementsAre(sys_days{2019y / 4 / 7} + 2min + 31s + 420ms));
  mending.hear(rmc("000300", "4829.0005", "070419"), received_at);  // a sound date stays
  EXPECT_EQ(mending.pings.size(), 2);
  EXPECT_EQ(mending.pings[1].observed_at, received_at);
  mending.hear(rmc("000231.42", "4829.0005", "220180"), received_at);  // not mended by 1,024 weeks
  EXPECT_EQ(mending.count(intake_reason::week_rollover), 1);
}

TEST(nmea_source, bounds_time_and_speed) {
  listener heard;
  heard.hear(rmc("120000", "5230.0000", "010199"), sys_days{1999y / 1 / 1});
  EXPECT_EQ(heard.count(intake_reason::observed_out_of_range), 1);
  const auto fast = [](const std::string& knots) {
    return nmea_sentence("GPRMC,120000,A,5230.0000,N,00130.0000,W," + knots + ",090.0,010526,,,A");
  };
  heard.hear(fast("291.6"));
  EXPECT_EQ(heard.count(intake_reason::speed_out_of_range), 1);
  heard.hear(fast("291.5"));
  ASSERT_EQ(heard.pings.size(), 1);
  EXPECT_EQ(heard.pings[0].speed_cmps, 14'996);
}

TEST(nmea_source, leaves_the_heading_out_below_one_metre_per_second) {
  const auto heading = [](const std::string& knots, const std::string& course) {
    listener heard;
    heard.hear(nmea_sentence("GPRMC,120000,A,5230.0000,N,00130.0000,W," + knots + "," + course +
                             ",010526,,,A"));
    return heard.pings.at(0).heading_cdeg;
  };
  EXPECT_FALSE(heading("1.9", "90"));
  EXPECT_EQ(heading("2.0", "90"), 9'000);
  EXPECT_EQ(heading("2.0", "360"), 0);
  EXPECT_EQ(heading("2.0", "359.999"), 0);
  EXPECT_FALSE(heading("2.0", ""));
  EXPECT_FALSE(heading("", "90"));
}

TEST(nmea_source, takes_no_accuracy_from_an_hdop_that_says_nothing) {
  const auto accuracy = [](const std::string& hdop) {
    listener heard;
    heard.hear(gga("120000", hdop) + rmc("120000"));
    return heard.pings.at(0).accuracy_cm;
  };
  EXPECT_EQ(accuracy("0.01"), 5);
  EXPECT_EQ(accuracy("50"), 25'000);
  EXPECT_FALSE(accuracy("0"));
  EXPECT_FALSE(accuracy("99.99"));
  EXPECT_FALSE(accuracy(""));
  listener heard;
  heard.hear(gga("120000", "1.0", '0') + rmc("120000"));
  EXPECT_FALSE(heard.pings.at(0).accuracy_cm);
}

TEST(nmea_source, names_the_device_by_tag_block_then_peer_then_address) {
  nmea_source source{{.peers = {{"10.0.0.7", "car-7"}, {"10.0.0.7:5018", "car-8"}}}};
  auto name = [&, t = 0](const std::string& from, const std::string& tag) mutable {
    std::vector<ping> pings;
    source.take(from, tag + rmc(std::to_string(120'000 + t++)), noon, pings);
    return pings.empty() ? "" : pings[0].device;
  };
  EXPECT_EQ(name("10.0.0.7:5017", ""), "car-7");
  EXPECT_EQ(name("10.0.0.7:5018", ""), "car-8");
  EXPECT_EQ(name("10.0.0.7", ""), "car-7");
  EXPECT_EQ(name("10.0.0.9:5018", ""), "10.0.0.9");
  EXPECT_EQ(name("[fe80::1]:5018", ""), "fe80--1");
  EXPECT_EQ(name("fe80::1", ""), "fe80--1");
  EXPECT_EQ(name("[fe80::1%eth0]:5018", ""), "fe80--1-eth0");
  EXPECT_EQ(name("10.0.0.7:5017", nmea_tag("s:radio_12.b")), "radio_12.b");
  EXPECT_EQ(name("10.0.0.7:5017", nmea_tag("s:radio 12")), "");
  EXPECT_EQ(name("10.0.0.7:5017", nmea_tag("s:" + std::string(65, 'x'))), "");
  EXPECT_EQ(source.counts().total(intake_reason::bad_device_name), 2);
  EXPECT_EQ(name("10.0.0.7:5017", nmea_tag("c:1780000000")), "car-7");
  EXPECT_EQ(name("", ""), "");
  EXPECT_EQ(source.counts().total(intake_reason::bad_device_name), 3);
}

TEST(nmea_source, keeps_devices_of_one_datagram_apart) {
  listener heard;
  heard.hear(nmea_tag("s:a") + rmc("120000") + nmea_tag("s:b") + rmc("120000", "5231.0000") +
             nmea_tag("s:b") + gga("120000") + nmea_tag("s:a") + vtg);
  ASSERT_EQ(heard.pings.size(), 2);
  EXPECT_EQ(heard.pings[0].device, "a");
  EXPECT_FALSE(heard.pings[0].accuracy_cm);
  EXPECT_EQ(heard.pings[1].device, "b");
  EXPECT_EQ(heard.pings[1].accuracy_cm, 600);
  EXPECT_EQ(heard.source.merged(), 2);
}

TEST(nmea_source, counts_each_bad_line_and_reads_on) {
  listener heard;
  heard.hear("\r\n\n$GPRMC\r\nhello\r\n" + rmc("120000") + std::string(300, 'x') + "\n" +
             nmea_sentence("GPGSV,1,1,00") + "\n\\s:x*00\\" + rmc("120001") + "$GPRMC,12");
  EXPECT_THAT(heard.instants(), ElementsAre(noon));
  EXPECT_EQ(heard.count(intake_reason::missing_checksum), 2);
  EXPECT_EQ(heard.count(intake_reason::no_start_delimiter), 1);
  EXPECT_EQ(heard.count(intake_reason::line_too_long), 1);
  EXPECT_EQ(heard.count(intake_reason::unsupported_sentence), 1);
  EXPECT_EQ(heard.count(intake_reason::tag_checksum_mismatch), 1);
  EXPECT_EQ(heard.source.lines(), 7);
}

TEST(nmea_source, accounts_for_every_line_of_a_stream_of_damaged_datagrams) {
  std::mt19937 random{17};
  listener heard;
  instant at = noon;
  for (int i = 0; i < 3'000; ++i) {
    at += 100ms;
    const std::string time = std::to_string(120'000 + i % 60);
    std::string datagram;
    for (auto line = random() % 6; line > 0; --line) {
      const std::string tag =
          random() % 2 == 0 ? "" : nmea_tag("s:d" + std::to_string(random() % 3));
      const std::vector<std::string> lines{rmc(time), gga(time), gns(time), vtg, "$GPTXT*00\n"};
      datagram += tag + lines[random() % lines.size()];
    }
    if (!datagram.empty() && random() % 3 == 0) {
      datagram[random() % datagram.size()] = static_cast<char>(random() % 256);
    }
    heard.hear(datagram, at);
  }
  EXPECT_EQ(heard.source.pings(), heard.pings.size());
  EXPECT_GT(heard.source.pings(), 50);
  EXPECT_GT(heard.source.merged(), 50);
  EXPECT_EQ(heard.source.lines(), heard.source.pings() + heard.source.merged() + heard.counted());
}

}  // namespace
}  // namespace beatwatch
