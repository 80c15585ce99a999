#include "tests/support/room_watch.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "adapters/daemon/build_id.h"
#include "adapters/journal/journal_codec.h"
#include "adapters/journal/sqlite_journal_reader.h"
#include "adapters/web/password_hash.h"
#include "adapters/web/web_routes.h"
#include "tests/support/busy_shift.h"
#include "tests/support/daemon_steps.h"
#include "tests/support/tool_run.h"

namespace beatwatch {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const std::string password = "a long enough secret";

std::string bytes_of_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The events and the state that a journal keeps, as they were before they were compressed.
std::string unpacked(const fs::path& journal) {
  std::string all;
  event_codec codec;
  for (const journal_row& row : rows_of_journal(journal)) {
    for (const event& e : row.events) {
      std::vector<std::byte> bytes;
      codec.append(e, bytes);
      all += text_of(bytes);
      if (const auto* p = std::get_if<ping>(&e.body)) {
        all += std::to_string(p->at.lat_e7) + "," + std::to_string(p->at.lon_e7) + "\n";
      }
    }
  }
  sqlite_journal_reader files(journal);
  journal_reader& reader = files;
  if (const auto checkpoint = reader.newest_checkpoint(build_id())) {
    all += text_of(checkpoint->state);
  }
  return all;
}

std::string answers_of(test_asker& asker) {
  std::vector<v1::Request> requests(6);
  requests[0].mutable_snapshot();
  requests[1].mutable_nearest()->set_incident("I-1");
  requests[1].mutable_nearest()->set_count(100);
  requests[2].mutable_presence()->set_zone("west");
  requests[2].mutable_presence()->set_from_ms(instant_to_ms(two_o_clock));
  requests[2].mutable_presence()->set_to_ms(instant_to_ms(two_o_clock + 1h));
  requests[3].mutable_status();
  requests[4].mutable_sources()->set_with_devices(true);
  requests[5].mutable_figures()->set_zone("west");
  requests[5].mutable_figures()->set_from_ms(instant_to_ms(two_o_clock));
  requests[5].mutable_figures()->set_to_ms(instant_to_ms(two_o_clock + 30min));
  std::string all;
  for (const v1::Request& request : requests) {
    for (const v1::Reply& each : asker.ask(request)) {
      all += each.DebugString();
    }
  }
  return all;
}

}  // namespace

room_watch::room_watch(room_address room)
    : room_(std::move(room)),
      asker_(room_.query, room_.who),
      console_(room_.feed, room_.query, "", 100'000, room_.who),
      session_(log_in()),
      events_(room_.web, "/v1/events", session_) {
  EXPECT_TRUE(console_.joined());
}

std::string room_watch::account() {
  return "[[accounts]]\nname = \"inspector\"\nrole = \"feed_client\"\npassword = \"" +
         hash_password(password) + "\"\n";
}

void room_watch::add_to(room_outputs& all, std::string& changes) {
  const std::uint64_t newest = asker_.status().feed_number();
  EXPECT_TRUE(console_.follow_until(newest));
  for (const v1::FeedMessage& message : console_.messages()) {
    changes += message.DebugString();
  }
  for (const auto& [topic, message] : console_.state()) {
    all["feed"] += topic + message.DebugString();
  }
  all["feed"] += changes;
  all["answers"] += answers_of(asker_);
  add_events(newest, all["web events"]);
  for (const web_route& route : web_routes()) {
    if (route.method == "GET" && route.id != route_id::events) {
      all["web"] += get(std::string{route.path});
    }
  }
  all["web"] += get("/v1/nearest?incident=I-1&count=100");
  const std::string window = "?zone=west&from=2026-11-20T14:00:00Z&to=2026-11-20T14:30:00Z";
  all["web"] += get("/v1/presence" + window) + get("/v1/figures" + window);
}

std::string room_watch::log_in() const {
  const web_reply reply =
      ask_web(room_.web,
              "POST",
              "/v1/login",
              "Content-Type: application/json\r\n",
              nlohmann::json{{"name", "inspector"}, {"password", password}}.dump());
  const std::string cookie = reply.fields.at("set-cookie");
  return "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
}

std::string room_watch::get(const std::string& target) const {
  return ask_web(room_.web, "GET", target, session_).body;
}

void room_watch::add_events(std::uint64_t newest, std::string& all) {
  while (true) {
    const web_events::event e = events_.next();
    ASSERT_FALSE(e.name.empty()) << "the stream ended";
    all += e.data;
    if (e.name == "heartbeat" &&
        std::stoull(nlohmann::json::parse(e.data).at("newest_number").get<std::string>()) >=
            newest) {
      return;
    }
  }
}

std::string bytes_below(const fs::path& folder, const std::string& but) {
  std::string all;
  if (fs::exists(folder)) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file() && entry.path().filename() != but) {
        all += bytes_of_file(entry.path());
      }
    }
  }
  return all;
}

void add_kept_in(const fs::path& journal, room_outputs& all) {
  const fs::path history = journal.string() + ".gpkg";
  run_tool("history build --journal " + journal.string() + " --out " + history.string() +
           " --json");
  all["history"] = bytes_of_file(history);
  all["replay"] = run_tool("replay --json " + journal.string());
  all["sources"] = run_tool("sources --devices --journal " + journal.string());
  all["journal"] = bytes_below(journal, "restricted") + unpacked(journal);
}

}  // namespace beatwatch
