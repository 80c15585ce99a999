#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "engine/event.h"
#include "replay/bridge_encode.h"
#include "tests/support/busy_shift.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"
#include "tests/support/daemon_steps.h"
#include "tests/support/stream_peer.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

const std::string bridges = R"([sources.phones]
kind = "owntracks_http"
bind = "127.0.0.1:0"
silence_max_s = 2
[sources.tak]
kind = "cot_tcp"
bind = "127.0.0.1:0"
[sources.tak-u]
kind = "cot_udp"
bind = "127.0.0.1:0"
)";

const std::string thanks =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]";

ping seen(const std::string& device, instant at, int east_m) {
  return {.device = device,
          .observed_at = at,
          .at = at_m(east_m, 0),
          .accuracy_cm = 600,
          .speed_cmps = 1'000,
          .heading_cdeg = 9'000};
}

std::vector<ping> pings_in(const daemon_setup& setup, const std::string& source) {
  std::vector<ping> pings;
  for (const journal_row& row : rows_of_journal(setup.journal())) {
    for (const event& each : row.events) {
      if (each.source == source && std::holds_alternative<ping>(each.body)) {
        pings.push_back(std::get<ping>(each.body));
      }
    }
  }
  return pings;
}

TEST(beatwatchd_bridges, answer_owntracks_once_its_location_is_on_disk) {
  const daemon_setup setup(driven, bridges);
  daemon_process daemon(setup.config_file());
  stream_peer phone(daemon.endpoints().tcp.at("phones"));
  phone.send(encode_owntracks_post(seen("officer-1", two_o_clock, 60)));
  EXPECT_EQ(phone.receive(thanks.size()), thanks);
  const std::string posts = encode_owntracks_post(seen("officer-1", two_o_clock + 10s, 70)) +
                            encode_owntracks_post(seen("officer-2", two_o_clock, 80));
  phone.send(posts.substr(0, 100));
  phone.send(posts.substr(100));
  EXPECT_EQ(phone.receive(2 * thanks.size()), thanks + thanks) << "both of them, in order";
  daemon.kill();
  const std::vector<ping> pings = pings_in(setup, "phones");
  ASSERT_EQ(pings.size(), 3U) << "what was answered survives";
  EXPECT_EQ(pings[0].device, "officer-1");
  EXPECT_EQ(pings[0].at, at_m(60, 0));
  EXPECT_EQ(pings[0].accuracy_cm, 600U);
  EXPECT_EQ(pings[2].device, "officer-2");
}

TEST(beatwatchd_bridges, tell_a_client_of_http_what_is_wrong) {
  const daemon_setup setup(driven, bridges);
  daemon_process daemon(setup.config_file());
  const auto answer = [&](const std::string& request) {
    stream_peer client(daemon.endpoints().tcp.at("phones"));
    client.send(request);
    return client.receive(12);
  };
  EXPECT_EQ(answer("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}"), "HTTP/1.1 401");
  EXPECT_EQ(answer("GET / HTTP/1.1\r\n\r\n"), "HTTP/1.1 405");
  EXPECT_EQ(answer("POST / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n"), "HTTP/1.1 413");
  EXPECT_EQ(answer("nonsense\r\n\r\n"), "HTTP/1.1 400");
  EXPECT_EQ(
      answer("POST / HTTP/1.1\r\nAuthorization: Basic YTpi\r\nContent-Length: 8\r\n\r\nnonsense"),
      "HTTP/1.1 200")
      << "or it would come for ever";
  stream_peer silent(daemon.endpoints().tcp.at("phones"));
  silent.send("POST / HTTP/1.1\r\n");
  EXPECT_TRUE(silent.closes());
  test_sender clock("cad", daemon.endpoints().ingest);
  clock.send(clock_to(two_o_clock + 1min));
  ASSERT_TRUE(clock.drain());
  std::map<std::string, std::uint64_t> counted;
  const v1::StatusAnswer status = test_asker(daemon.endpoints().query).status();
  for (const auto& each : status.counters()) {
    counted[each.source() + " " + each.reason()] = each.total();
  }
  EXPECT_EQ(counted["phones no_user"], 1U);
  EXPECT_EQ(counted["phones bad_http_request"], 2U);
  EXPECT_EQ(counted["phones bad_json"], 1U);
  EXPECT_GE(counted["phones timed_out"], 1U);
}

TEST(beatwatchd_bridges, take_locations_of_users_with_the_right_password_where_one_is_named) {
  const daemon_setup setup(driven,
                           "[sources.phones]\nkind = \"owntracks_http\"\nbind = \"127.0.0.1:0\"\n"
                           "passwords = \"phones.toml\"\n");
  const std::filesystem::path file = setup.folder() / "phones.toml";
  std::ofstream{file} << "a = \"b\"\nofficer-1 = \"another\"\n";
  std::filesystem::permissions(file, std::filesystem::perms::owner_read);
  daemon_process daemon(setup.config_file());
  const auto answer = [&](const std::string& credentials) {
    stream_peer client(daemon.endpoints().tcp.at("phones"));
    client.send("POST / HTTP/1.1\r\nAuthorization: Basic " + credentials +
                "\r\nContent-Length: 2\r\n\r\n{}");
    return client.receive(12);
  };
  EXPECT_EQ(answer("YTpi"), "HTTP/1.1 200") << "a:b";
  EXPECT_EQ(answer("YTpj"), "HTTP/1.1 401") << "a:c";
  EXPECT_EQ(answer("YTpiYg=="), "HTTP/1.1 401") << "a:bb";
  EXPECT_EQ(answer("Yjpi"), "HTTP/1.1 401") << "b:b, who is not listed";
  std::filesystem::permissions(
      file, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  EXPECT_EQ(daemon.stop(), 0);
  daemon.start();
  EXPECT_EQ(daemon.wait(), 2) << "a file that others can read";
}

TEST(beatwatchd_bridges, hear_cursor_on_target_by_stream_and_datagram) {
  const daemon_setup setup(driven, bridges);
  daemon_process daemon(setup.config_file());
  stream_peer team(daemon.endpoints().tcp.at("tak"));
  const std::string events = encode_cot(seen("ANDROID-1", two_o_clock, 60)) +
                             encode_cot(seen("ANDROID-2", two_o_clock, 70));
  team.send(events.substr(0, 300));
  team.send(events.substr(300));
  asio::io_context loop;
  asio::ip::udp::socket datagrams(loop, asio::ip::udp::v4());
  datagrams.send_to(asio::buffer(encode_cot(seen("ANDROID-3", two_o_clock, 80))),
                    endpoint_of<asio::ip::udp::endpoint>(daemon.endpoints().udp.at("tak-u")));
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "unit/");
  EXPECT_TRUE(console.follow_until([&] { return console.state().size() == 3; }));
  daemon.kill();
  const std::vector<ping> pings = pings_in(setup, "tak");
  ASSERT_EQ(pings.size(), 2U);
  EXPECT_EQ(pings[0].at, at_m(60, 0));
  EXPECT_EQ(pings[0].accuracy_cm, 600U);
  EXPECT_EQ(pings[0].speed_cmps, 1'000U);
  EXPECT_EQ(pings_in(setup, "tak-u").at(0).device, "ANDROID-3");
}

}  // namespace
}  // namespace beatwatch
