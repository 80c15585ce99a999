// Zone sets that come into force while the server runs, through the real process.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>

#include "adapters/daemon/config.h"
#include "adapters/maps/zone_import.h"
#include "adapters/maps/zone_set_file.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"
#include "tests/support/daemon_steps.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class beatwatchd_zones : public testing::Test {
 protected:
  beatwatchd_zones() : setup_(driven), daemon_(setup_.config_file()) {
    // One zone where there were two.
    std::ofstream{setup_.folder() / "other.geojson"}
        << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)"
        << R"({"force":"force","area":"south","name":"both"},"geometry":{"type":"Polygon",)"
        << R"("coordinates":[[[-1.132,52.649],[-1.128,52.649],[-1.128,52.651],[-1.132,52.651],)"
        << R"([-1.132,52.649]]]}}]})";
  }

  [[nodiscard]] std::filesystem::path store() const { return setup_.journal() / "maps"; }

  /// Puts the other set into the store; its hash.
  [[nodiscard]] std::string stored() const {
    const config settings = read_config(setup_.config_file());
    const auto zones = import_zones({.path = setup_.folder() / "other.geojson"},
                                    settings.zones.properties,
                                    local_plane{settings.engine.plane})
                           .zones;
    store_zones(store(), *zones, settings.engine.plane);
    return zones->hash;
  }

  /// Asks again for as long as the server prepares.
  [[nodiscard]] v1::Reply activate(const std::string& hash, instant at) const {
    test_asker asker(daemon_.endpoints().query);
    v1::Request request;
    request.mutable_activate_zones()->set_hash(hash);
    request.mutable_activate_zones()->set_at_ms(instant_to_ms(at));
    v1::Reply reply = asker.ask_one(request);
    for (int i = 0; i < 600 && reply.error().code() == v1::ERROR_CODE_UNAVAILABLE; ++i) {
      std::this_thread::sleep_for(20ms);
      reply = asker.ask_one(request);
    }
    return reply;
  }

  [[nodiscard]] v1::StatusAnswer status() const {
    return test_asker(daemon_.endpoints().query).status();
  }

  void restart_after_kill() {
    daemon_.kill();
    daemon_.start();
  }

  daemon_setup setup_;
  daemon_process daemon_;
};

TEST_F(beatwatchd_zones, come_into_force_at_their_instant_and_stay_after_a_kill) {
  const std::string first = status().run().zone_set_hash();
  const std::string next = stored();
  const instant noon = two_o_clock + 10min;
  const v1::Reply reply = activate(next, noon);
  ASSERT_TRUE(reply.has_zones_activation()) << reply.ShortDebugString();
  EXPECT_EQ(reply.zones_activation().zones(), 1U);
  EXPECT_EQ(reply.zones_activation().at_ms(), instant_to_ms(noon));
  EXPECT_EQ(status().run().zone_set_hash(), first) << "not yet";
  ASSERT_EQ(status().zone_sets_size(), 2);
  EXPECT_EQ(status().zone_sets(1).hash(), next);

  std::filesystem::remove(stored_zones_path(store(), next));
  restart_after_kill();
  EXPECT_EQ(status().run().zone_set_hash(), first);
  EXPECT_EQ(status().zone_sets_size(), 2) << "the journal keeps the set and when it comes";

  test_sender sender("radios", daemon_.endpoints().ingest);
  for (const auto& step : stop_in_east(20)) {
    sender.send(step);
  }
  ASSERT_TRUE(sender.drain());
  EXPECT_EQ(status().run().zone_set_hash(), next);
  const auto about_s = [&](const std::string& zone) {
    v1::Request request;
    request.mutable_presence()->set_zone(zone);
    request.mutable_presence()->set_from_ms(instant_to_ms(two_o_clock));
    request.mutable_presence()->set_to_ms(instant_to_ms(two_o_clock + 20min));
    const v1::Reply answer = test_asker(daemon_.endpoints().query).ask_one(request);
    return answer.presence().presence().about_ms() / 1000;
  };
  EXPECT_EQ(about_s("east"), 600) << "as it was, up to the new set";
  EXPECT_EQ(about_s("both"), 600);

  const std::string digest = test_asker(daemon_.endpoints().query).state_digest();
  restart_after_kill();
  EXPECT_EQ(status().run().zone_set_hash(), next)
      << "the file of the configuration is the one of the last start";
  EXPECT_EQ(test_asker(daemon_.endpoints().query).state_digest(), digest);
  EXPECT_THAT(daemon_.log(), testing::Not(HasSubstr("gave other changes")));
}

TEST_F(beatwatchd_zones, are_told_to_consoles_when_they_come_into_force) {
  test_subscriber console(daemon_.endpoints().feed, daemon_.endpoints().query, "");
  ASSERT_TRUE(console.joined());
  const std::string next = stored();
  ASSERT_TRUE(activate(next, two_o_clock + 1min).has_zones_activation());
  test_sender sender("radios", daemon_.endpoints().ingest);
  for (const auto& step : stop_in_east(3)) {
    sender.send(step);
  }
  ASSERT_TRUE(sender.drain());
  ASSERT_TRUE(console.follow_until([&] {
    return std::any_of(
        console.messages().begin(), console.messages().end(), [&](const v1::FeedMessage& m) {
          return m.has_zones_changed() && m.zones_changed().hash() == next &&
                 m.at_ms() == instant_to_ms(two_o_clock + 1min);
        });
  }));
  ASSERT_TRUE(console.follow_until(status().feed_number()));
  EXPECT_TRUE(std::any_of(console.state().begin(), console.state().end(), [](const auto& entry) {
    return entry.first.starts_with("presence/force/south/both/");
  })) << "under the levels that the new set gives it";
}

TEST_F(beatwatchd_zones, are_refused_with_the_reason_and_change_nothing) {
  const std::string next = stored();
  const auto refusal = [&](const std::string& hash, instant at) {
    const v1::Reply reply = activate(hash, at);
    return std::pair{reply.error().code(), reply.error().text()};
  };
  const instant soon = two_o_clock + 1min;
  EXPECT_EQ(refusal(next, two_o_clock - 1ms).first, v1::ERROR_CODE_TOO_LATE);
  EXPECT_EQ(refusal("", soon).first, v1::ERROR_CODE_MALFORMED);
  EXPECT_EQ(refusal(next, instant{}).first, v1::ERROR_CODE_MALFORMED);
  EXPECT_THAT(refusal(std::string(64, 'a'), soon).second, HasSubstr("no zone set aaaa"));
  const auto file = stored_zones_path(store(), next);
  std::ofstream{file, std::ios::binary | std::ios::trunc} << "beatwatch zones 1\nnonsense";
  EXPECT_THAT(refusal(next, soon).second, HasSubstr("damaged"));
  std::filesystem::remove(file);
  {
    const config settings = read_config(setup_.config_file());
    plane_origin other = settings.engine.plane;
    other.at.lat_e7 += 10;
    const auto zones = import_zones({.path = setup_.folder() / "other.geojson"},
                                    settings.zones.properties,
                                    local_plane{settings.engine.plane})
                           .zones;
    store_zones(store(), *zones, other);
  }
  EXPECT_THAT(refusal(next, soon).second, HasSubstr("another origin"));
  std::filesystem::remove(file);
  ASSERT_EQ(stored(), next);
  EXPECT_EQ(status().zone_sets_size(), 1);
  EXPECT_TRUE(activate(next, soon).has_zones_activation()) << "mended, it is taken";
  EXPECT_TRUE(activate(next, soon).has_zones_activation()) << "and asking again is harmless";
  EXPECT_EQ(status().zone_sets_size(), 2);
}

TEST_F(beatwatchd_zones, give_way_to_another_file_in_the_configuration) {
  const std::string next = stored();
  ASSERT_TRUE(activate(next, two_o_clock).has_zones_activation());
  EXPECT_EQ(status().run().zone_set_hash(), next);
  ASSERT_EQ(daemon_.stop(), 0);
  std::ofstream{setup_.folder() / "zones.geojson"}
      << R"({"type":"FeatureCollection","features":[]})";
  daemon_.start();
  EXPECT_NE(status().run().zone_set_hash(), next);
}

}  // namespace
}  // namespace beatwatch
