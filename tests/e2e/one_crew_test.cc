// One crew's car and radios, each by a protocol of its own through a real socket: one unit, one
// patrol.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <thread>

#include "replay/lip_encode.h"
#include "replay/teltonika_encode.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_steps.h"
#include "tests/support/stream_peer.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

const std::string sockets = R"([sources.cars8]
kind = "teltonika_tcp"
bind = "127.0.0.1:0"
rest_evidence = "ignition"
[sources.lip]
kind = "lip_udp"
bind = "127.0.0.1:0"
refresh_s = 30
time_error_ms = 1000
[sources.pei]
kind = "pei_tcp"
bind = "127.0.0.1:0"
refresh_s = 30
time_error_ms = 1000
)";

/// A tracker or radio at the other end of its own kind of socket.
class spoken_device {
 public:
  spoken_device() = default;
  virtual ~spoken_device() = default;
  spoken_device(const spoken_device&) = delete;
  spoken_device& operator=(const spoken_device&) = delete;
  virtual void send(const ping& seen) = 0;
};

class teltonika_car : public spoken_device {
 public:
  teltonika_car(const daemon_endpoints& at, const std::string& imei) : peer_(at.tcp.at("cars8")) {
    peer_.send(teltonika_identity(imei));
    EXPECT_EQ(peer_.receive(1), "\x01");
  }
  void send(const ping& seen) override {
    peer_.send(encode_teltonika_tcp(std::span{&seen, 1}));
    EXPECT_EQ(peer_.receive(4), (std::string{"\0\0\0\x01", 4})) << "it is on disk";
  }

 private:
  stream_peer peer_;
};

class lip_radio : public spoken_device {
 public:
  explicit lip_radio(const daemon_endpoints& at)
      : to_(endpoint_of<asio::ip::udp::endpoint>(at.udp.at("lip"))),
        socket_(loop_, asio::ip::udp::v4()) {}
  void send(const ping& seen) override {
    socket_.send_to(asio::buffer(encode_lip_of_ssi(seen)), to_);
  }

 private:
  asio::ip::udp::endpoint to_;
  asio::io_context loop_;
  asio::ip::udp::socket socket_;
};

class pei_radio : public spoken_device {
 public:
  explicit pei_radio(const daemon_endpoints& at) : peer_(at.tcp.at("pei")) {}
  void send(const ping& seen) override { peer_.send(encode_pei(seen)); }

 private:
  stream_peer peer_;
};

/// Where somebody is, in metres east and north of the corner between the zones `west` and `east`.
struct place {
  int east_m = 0;
  int north_m = 0;
};

/// A server, its clock and command and control.
class one_crew : public testing::Test {
 protected:
  void SetUp() override { begin(); }

  void begin() {
    clock_.reset();
    control_.reset();
    daemon_.reset();
    setup_ = std::make_unique<daemon_setup>(driven, sockets);
    daemon_ = std::make_unique<daemon_process>(setup_->config_file());
    control_ = std::make_unique<test_sender>("cad", at().ingest);
    clock_ = std::make_unique<test_sender>("radios", at().ingest);
    now_ = two_o_clock;
  }

  [[nodiscard]] const daemon_endpoints& at() const { return daemon_->endpoints(); }

  void hold(const std::string& unit,
            const std::string& device,
            const std::string& person,
            instant from = two_o_clock - 1h) {
    control_->send(roster_changed{.entry = {.unit = unit,
                                            .device = device,
                                            .kind = unit_kind::car,
                                            .person_ref = person,
                                            .skills = {},
                                            .vehicle = person.empty() ? "car" : "",
                                            .home_zone = {},
                                            .duty = {from, two_o_clock + 12h},
                                            .origin = holding_origin::book_on}});
    ASSERT_TRUE(control_->drain());
  }

  void advance(instant to) {
    now_ = to;
    clock_->send(clock_to(to));
    ASSERT_TRUE(clock_->drain());
  }

  void report(spoken_device& by, const std::string& device, place where, bool parked = false) {
    ping seen{.device = device, .observed_at = now_, .at = at_m(where.east_m, where.north_m)};
    seen.trigger = ping_trigger::interval;
    if (device.size() == 15) {
      seen.ignition = !parked;
      seen.moving = !parked;
      seen.speed_cmps = parked ? 0 : 800;
    } else {
      seen.accuracy_cm = 400;
    }
    by.send(seen);
    ++reported_;
  }

  /// Radios are not answered: the server says how much it has on disk.
  void wait_until_heard() {
    test_asker asker(at().query);
    std::uint64_t before = 0;
    for (int unchanged = 0; unchanged < 3;) {
      const std::uint64_t durable = asker.status().events_durable();
      unchanged = durable == before ? unchanged + 1 : 0;
      before = durable;
      std::this_thread::sleep_for(20ms);
    }
  }

  [[nodiscard]] v1::PresenceAnswer presence(const std::string& zone, instant from, instant to) {
    v1::Request request;
    request.mutable_presence()->set_zone(zone);
    request.mutable_presence()->set_from_ms(instant_to_ms(from));
    request.mutable_presence()->set_to_ms(instant_to_ms(to));
    return test_asker(at().query).ask_one(request).presence();
  }

  std::unique_ptr<daemon_setup> setup_;
  std::unique_ptr<daemon_process> daemon_;
  std::unique_ptr<test_sender> control_;
  std::unique_ptr<test_sender> clock_;
  instant now_;
  std::size_t reported_ = 0;
};

// Of a type that no maker has: nobody's trackers.
constexpr const char* imei_1 = "990000000000001";
constexpr const char* imei_2 = "990000000000002";

TEST_F(one_crew, on_three_protocols_is_one_unit_with_one_set_of_patrol_minutes) {
  hold("GD41", std::string{"cars8/"} + imei_1, "");
  hold("GD41", "lip/7001", "p1");
  hold("GD41", "pei/7002", "p2");
  teltonika_car car(at(), imei_1);
  lip_radio first(at());
  pei_radio second(at());
  for (int s = 0; s <= 1'200; s += 10) {
    advance(two_o_clock + std::chrono::seconds{s});
    const place where{.east_m = 60 + s % 40, .north_m = 10};
    report(car, imei_1, where, s > 0);
    if (s % 30 == 0) {
      report(first, "7001", where);
      report(second, "7002", where);
    }
  }
  wait_until_heard();
  advance(two_o_clock + 21min);

  test_subscriber console(at().feed, at().query, "unit/");
  std::set<std::string> units;
  for (const auto& [key, message] : console.state()) {
    if (message.has_unit_moved()) {
      units.insert(message.unit_moved().unit());
    }
  }
  EXPECT_EQ(units, std::set<std::string>{"GD41"});
  EXPECT_EQ(test_asker(at().query).status().unknown_devices_size(), 0);

  const v1::PresenceAnswer got = presence("east", two_o_clock, two_o_clock + 20min);
  EXPECT_NEAR(static_cast<double>(got.presence().about_ms()), 20 * 60e3, 60e3);
  EXPECT_LE(got.presence().at_most_ms(), 20 * 60'000) << "one crew is one patrol";
  EXPECT_NEAR(static_cast<double>(got.officers().about_ms()), 40 * 60e3, 120e3) << "of two";
  ASSERT_EQ(got.visit_list_size(), 1);
  EXPECT_EQ(got.visit_list(0).unit(), "GD41");
  EXPECT_EQ(got.visit_list(0).attributes().officers(), 2U);
}

TEST_F(one_crew, is_seen_in_both_places_when_one_officer_leaves_on_foot) {
  hold("GD41", std::string{"cars8/"} + imei_1, "");
  hold("GD41", "lip/7001", "p1");
  hold("GD41", "pei/7002", "p2");
  teltonika_car car(at(), imei_1);
  lip_radio on_foot(at());
  pei_radio driver(at());
  const auto ride = [](int s) {
    // Both stop in `east`; then one drives on to `west`, 200 m away, and stays there.
    return place{.east_m = s < 600 ? 80 : std::max(-60, 80 - (s - 600) * 5), .north_m = 10};
  };
  for (int s = 0; s <= 1'800; s += 10) {
    advance(two_o_clock + std::chrono::seconds{s});
    report(car, imei_1, ride(s), s < 600 || s > 640);
    if (s % 30 == 0) {
      report(on_foot, "7001", {.east_m = 80 + s % 60 / 30, .north_m = 20});
      report(driver, "7002", ride(s));
    }
  }
  wait_until_heard();
  advance(two_o_clock + 31min);
  const instant from = two_o_clock + 12min;
  const instant to = two_o_clock + 29min;
  const v1::PresenceAnswer east = presence("east", from, to);
  const v1::PresenceAnswer west = presence("west", from, to);
  for (const v1::PresenceAnswer* each : {&east, &west}) {
    EXPECT_NEAR(static_cast<double>(each->presence().about_ms()), 17 * 60e3, 60e3) << each->zone();
    EXPECT_NEAR(static_cast<double>(each->officers().about_ms()), 17 * 60e3, 60e3)
        << each->zone() << " has one of the two";
  }
  const v1::PresenceAnswer before = presence("east", two_o_clock + 1min, two_o_clock + 9min);
  EXPECT_NEAR(static_cast<double>(before.officers().about_ms()), 16 * 60e3, 60e3) << "had both";
}

/// Two crews whose radios are swapped at the station, and nobody says so.
class swapped_crews : public one_crew {
 protected:
  static constexpr int swapped_s = 1'200;
  static constexpr int last_s = 3'600;
  static constexpr int zone_m =
      60;  // from the corner, so that the one is in `east`, the other in `west`

  /// To and fro on its own side, at the station (far in the north) around `swapped_s`.
  static place place_of(int side, int s) {
    const int swing = s % 80 < 40 ? s % 80 : 80 - s % 80;
    const int away = std::abs(s - swapped_s);
    const int north_m = away < 200 ? 1'500 : std::max(0, 1'500 - (away - 200) * 5);
    return {.east_m = side * (north_m == 1'500 ? 2 : zone_m + swing), .north_m = north_m};
  }

  void book_on() {
    hold("GD41", std::string{"cars8/"} + imei_1, "");
    hold("GD42", std::string{"cars8/"} + imei_2, "");
    hold("GD41", "lip/7001", "p1");
    hold("GD42", "pei/7002", "p2");
  }

  void mend() {
    hold("GD42", "lip/7001", "p2", two_o_clock + std::chrono::seconds{swapped_s});
    hold("GD41", "pei/7002", "p1", two_o_clock + std::chrono::seconds{swapped_s});
  }

  void patrol() {
    teltonika_car car_1(at(), imei_1);
    teltonika_car car_2(at(), imei_2);
    lip_radio radio_1(at());
    pei_radio radio_2(at());
    for (int s = 0; s <= last_s; s += 20) {
      advance(two_o_clock + std::chrono::seconds{s});
      report(car_1, imei_1, place_of(1, s));
      report(car_2, imei_2, place_of(-1, s));
      if (s % 40 == 0) {
        report(radio_1, "7001", place_of(s < swapped_s ? 1 : -1, s));
        report(radio_2, "7002", place_of(s < swapped_s ? -1 : 1, s));
      }
    }
    wait_until_heard();
  }

  [[nodiscard]] std::map<std::string, v1::HolderDoubted> doubts() {
    test_subscriber console(at().feed, at().query, "");
    std::map<std::string, v1::HolderDoubted> all;
    for (const auto& [key, message] : console.state()) {
      if (message.has_holder_doubted()) {
        all[message.holder_doubted().device()] = message.holder_doubted();
      }
    }
    return all;
  }

  /// What has settled, once all has.
  [[nodiscard]] std::string settled_digest() {
    for (int minutes = 70; minutes <= 300; minutes += 5) {
      advance(two_o_clock + std::chrono::minutes{minutes});
    }
    return test_asker(at().query).state_digest();
  }
};

TEST_F(swapped_crews, are_listed_and_the_mend_corrects_what_was_published) {
  book_on();
  patrol();
  advance(two_o_clock + 61min);
  const auto listed = doubts();
  ASSERT_TRUE(listed.contains("lip/7001"));
  ASSERT_TRUE(listed.contains("pei/7002"));
  EXPECT_EQ(listed.at("lip/7001").doubt(), v1::HOLDER_DOUBT_SWAPPED);
  EXPECT_EQ(listed.at("lip/7001").unit(), "GD41");
  EXPECT_EQ(listed.at("lip/7001").moves_with(), "GD42");
  EXPECT_EQ(listed.at("lip/7001").swapped_with(), "pei/7002");
  EXPECT_EQ(listed.size(), 2U) << "a car is nobody's to swap";
  EXPECT_EQ(test_asker(at().query).status().doubts_size(), 2);
  const auto until = two_o_clock + std::chrono::seconds{last_s};
  const auto of_unit = [&](const std::string& unit) {
    std::int64_t about_ms = 0;
    const v1::PresenceAnswer west = presence("west", two_o_clock + 30min, until);
    for (const v1::VisitChanged& visit : west.visit_list()) {
      about_ms += visit.unit() == unit ? visit.inside().about_ms() : 0;
    }
    return about_ms;
  };
  EXPECT_GT(of_unit("GD41"), 0) << "it has a radio there, as far as anybody knows";
  mend();
  advance(two_o_clock + 62min);
  EXPECT_EQ(of_unit("GD41"), 0) << "the mend takes it back";
  EXPECT_GT(of_unit("GD42"), 0);
  EXPECT_TRUE(doubts().empty());
  const std::string mended = settled_digest();

  begin();
  book_on();
  mend();
  patrol();
  EXPECT_TRUE(doubts().empty());
  EXPECT_EQ(settled_digest(), mended) << "as if it had been known at once";
}

}  // namespace
}  // namespace beatwatch
