#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <fstream>
#include <string>
#include <vector>

#include "adapters/records/audit_log.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"
#include "tests/support/daemon_steps.h"
#include "tests/support/new_keys.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

// A server with CURVE, and clients of three roles.
class curve_daemon : public ::testing::Test {
 protected:
  curve_daemon() {
    std::ofstream(setup_.folder() / "server.key")
        << "public_key = \"" << server_.public_key << "\"\nsecret_key = \"" << server_.secret_key
        << "\"\n";
    ::chmod((setup_.folder() / "server.key").c_str(), 0600);
    setup_.write("kind = \"driven\"\nstart = 2026-11-20T14:00:00Z",
                 client("cad-1", "sources = [\"cad\"]", control_) +
                     client("desk-1", "role = \"dispatcher\"\ntopics = [\"unit/\"]", desk_) +
                     client("board-1", "role = \"analyst\"\narea = \"force/north\"", board_));
    // [server] stands first in the file; its keys cannot be added behind it.
    std::ifstream in(setup_.config_file());
    std::string text{std::istreambuf_iterator<char>(in), {}};
    in.close();
    text.insert(text.find('\n') + 1, "curve_key_file = \"server.key\"\n");
    std::ofstream(setup_.config_file()) << text;
    daemon_.emplace(setup_.config_file());
  }

  static std::string client(const std::string& name,
                            const std::string& rights,
                            const curve_keys& keys) {
    return "[[server.clients]]\nname = \"" + name + "\"\n" + rights + "\npublic_key = '" +
           keys.public_key + "'\n";
  }

  [[nodiscard]] client_identity as(const curve_keys& keys) const {
    return {.server_key = server_.public_key, .keys = keys};
  }
  [[nodiscard]] const daemon_endpoints& at() const { return daemon_->endpoints(); }

  daemon_setup setup_;
  curve_keys server_ = new_keys();
  curve_keys control_ = new_keys();
  curve_keys desk_ = new_keys();
  curve_keys board_ = new_keys();
  std::optional<daemon_process> daemon_;
};

const ping somewhere{.device = "radio-1",
                     .observed_at = ms_to_instant(1'795'183'200'000),
                     .at = {.lat_e7 = daemon_setup::lat_e7, .lon_e7 = daemon_setup::lon_e7 + 5000}};

TEST_F(curve_daemon, takes_events_only_from_keys_that_may_send_them) {
  test_sender control("cad", at().ingest, as(control_));
  control.send(somewhere);
  EXPECT_TRUE(control.drain());
  test_sender as_another("radios", at().ingest, as(control_));
  as_another.send(somewhere);
  EXPECT_EQ(as_another.reply()->reject_reason(), "forbidden");
  test_sender desk("cad", at().ingest, as(desk_));
  desk.send(somewhere);
  EXPECT_EQ(desk.reply()->reject_reason(), "forbidden");
  test_sender stranger("cad", at().ingest, as(new_keys()));
  stranger.send(somewhere);
  EXPECT_FALSE(stranger.reply(500ms)) << "it does not even connect";
  test_sender plain("cad", at().ingest);
  plain.send(somewhere);
  EXPECT_FALSE(plain.reply(500ms));
}

TEST_F(curve_daemon, publishes_topics_and_heartbeats_only_to_keys_that_may_see_them) {
  test_sender control("cad", at().ingest, as(control_));
  test_subscriber desk(at().feed, at().query, "unit/", 1000, as(desk_));
  test_subscriber curious(at().feed, at().query, "", 1000, as(desk_));
  test_subscriber board(at().feed, at().query, "unit/", 1000, as(board_));
  ASSERT_TRUE(desk.joined());
  curious.follow(200ms);
  board.follow(200ms);
  control.send(somewhere);
  ASSERT_TRUE(control.drain());
  ASSERT_TRUE(desk.follow_until([&] { return !desk.state().empty(); }));
  curious.follow(1500ms);
  board.follow(1500ms);
  EXPECT_EQ(desk.state().size(), 1u);
  for (const test_subscriber* other : {&curious, &board}) {
    EXPECT_TRUE(other->state().empty());
    EXPECT_TRUE(other->messages().empty());
    EXPECT_FALSE(other->heartbeat());
  }
}

TEST_F(curve_daemon, answers_only_keys_that_may_ask) {
  v1::Request nearest;
  nearest.mutable_nearest()->set_lat_e7(daemon_setup::lat_e7);
  nearest.mutable_nearest()->set_lon_e7(daemon_setup::lon_e7);
  v1::Request presence;
  presence.mutable_presence()->set_level("force/north");
  presence.mutable_presence()->set_from_ms(1'795'183'200'000);
  presence.mutable_presence()->set_to_ms(1'795'183'260'000);
  v1::Request all;
  all.mutable_snapshot();
  v1::Request units;
  units.mutable_snapshot()->set_topic_prefix("unit/");
  test_asker desk(at().query, as(desk_));
  EXPECT_TRUE(desk.ask_one(nearest).has_nearest());
  EXPECT_TRUE(desk.ask_one(units).has_snapshot());
  EXPECT_EQ(desk.ask_one(all).error().code(), v1::ERROR_CODE_FORBIDDEN);
  test_asker board(at().query, as(board_));
  EXPECT_TRUE(board.ask_one(presence).has_presence());
  presence.mutable_presence()->set_level("force");
  EXPECT_EQ(board.ask_one(presence).error().code(), v1::ERROR_CODE_NOT_FOUND) << "beyond its area";
  EXPECT_EQ(board.ask_one(nearest).error().code(), v1::ERROR_CODE_FORBIDDEN);
  EXPECT_EQ(board.ask_one(units).error().code(), v1::ERROR_CODE_FORBIDDEN);
}

TEST_F(curve_daemon, names_no_unit_to_a_key_that_may_know_of_zones_alone) {
  test_sender control("cad", at().ingest, as(control_));
  for (const auto& step : stop_in_east(3)) {
    for (const event_body& body : step) {
      control.send(body);
    }
  }
  ASSERT_TRUE(control.drain());
  v1::Request presence;
  presence.mutable_presence()->set_zone("east");
  presence.mutable_presence()->set_from_ms(instant_to_ms(two_o_clock));
  presence.mutable_presence()->set_to_ms(instant_to_ms(two_o_clock + 10min));
  test_asker desk(at().query, as(desk_));
  const v1::Reply named = desk.ask_one(presence);
  ASSERT_EQ(named.presence().visit_list_size(), 1) << named.ShortDebugString();
  EXPECT_EQ(named.presence().visit_list(0).unit(), "A1");
  test_asker board(at().query, as(board_));
  const v1::Reply unnamed = board.ask_one(presence);
  ASSERT_EQ(unnamed.presence().visit_list_size(), 1);
  EXPECT_EQ(unnamed.presence().visit_list(0).unit(), "");
}

TEST_F(curve_daemon, puts_on_record_who_follows_and_asks_where_units_are) {
  test_subscriber one(at().feed, at().query, "unit/U1/", 1000, as(desk_));
  ASSERT_TRUE(one.joined());
  test_subscriber curious(at().feed, at().query, "", 1000, as(board_));
  curious.follow(200ms);
  v1::Request trail;
  trail.mutable_trail()->set_unit("U2");
  trail.mutable_trail()->set_from_ms(1'795'183'200'000 - 3'600'000);
  trail.mutable_trail()->set_to_ms(1'795'183'200'000);
  test_asker desk(at().query, as(desk_));
  EXPECT_TRUE(desk.ask_one(trail).has_trail());
  test_asker board(at().query, as(board_));
  EXPECT_EQ(board.ask_one(trail).error().code(), v1::ERROR_CODE_FORBIDDEN);
  std::vector<std::string> looks;
  audit_log log{audit_log::beside(setup_.folder() / "journal")};
  log.for_each({}, [&](const kept_look& kept) {
    looks.push_back(kept.seen.who + ' ' + std::string{to_string(kept.seen.way)} + ' ' +
                    kept.seen.unit);
  });
  EXPECT_THAT(looks, ::testing::Contains("desk-1 feed U1"));
  EXPECT_THAT(looks, ::testing::Contains("desk-1 query U1")) << "the snapshot";
  EXPECT_EQ(looks.back(), "desk-1 query U2") << "the trail";
  EXPECT_THAT(looks, ::testing::Each(::testing::StartsWith("desk-1")));
}

TEST_F(curve_daemon, does_not_start_with_a_key_file_that_others_can_read) {
  (void)daemon_->stop();
  ::chmod((setup_.folder() / "server.key").c_str(), 0644);
  daemon_->start();
  EXPECT_EQ(daemon_->wait(), 2);
  EXPECT_THAT(daemon_->log(), ::testing::HasSubstr("expected mode 0600"));
}

}  // namespace
}  // namespace beatwatch
