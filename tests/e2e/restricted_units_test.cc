// A restricted unit appears nowhere: the bytes of everything that a server lets out or keeps are
// searched for its names and places. The same search finds them when nothing is restricted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "adapters/daemon/build_id.h"
#include "adapters/journal/journal_codec.h"
#include "adapters/journal/sqlite_journal_reader.h"
#include "adapters/sources/hexadecimal.h"
#include "tests/support/busy_shift.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"
#include "tests/support/daemon_steps.h"
#include "tests/support/stream_peer.h"
#include "tests/support/tool_run.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

using outputs = std::map<std::string, std::string>;  ///< by what it is

const std::string restricted_table = R"([restricted]
call_signs = ["S-GHOST"]
devices = ["radio-listed", "1234567"]
skills = ["surveillance"]
)";

/// Names that only restricted units have, and what their skilled officer sits in.
const std::vector<std::string> restricted_names_used{
    "S-GHOST", "radio-ghost", "radio-listed", "1234567", "B-SKILL", "radio-skill", "car-skill"};

// Nobody else is there.
const position ghost_at = at_m(-61, 13);
const position skill_at = at_m(-67, 17);
const position listed_at = at_m(-73, 23);

roster_entry row_of(const std::string& unit, const std::string& device, const std::string& skill) {
  roster_entry row = std::get<roster_changed>(on_duty(unit, device)).entry;
  row.skills = {skill};
  return row;
}

/// Roster, status and assignment of everybody.
std::vector<event_body> facts() {
  return {on_duty("A1", "radio-1"),
          on_duty("S-GHOST", "radio-ghost"),
          roster_changed{row_of("B-SKILL", "car-skill", "driver")},
          roster_changed{row_of("B-SKILL", "radio-skill", "surveillance")},
          status_of("A1", unit_status::available, two_o_clock),
          status_of("S-GHOST", unit_status::available, two_o_clock),
          status_of("B-SKILL", unit_status::available, two_o_clock),
          hours_declared{.zone = "west",
                         .unit = "S-GHOST",
                         .valid = {two_o_clock, two_o_clock + 1h},
                         .recorded_at = {}},
          incident_changed{incident{.name = "I-1",
                                    .version = 1,
                                    .grade = 1,
                                    .type = "burglary",
                                    .at = at_m(60, 10),
                                    .opened_at = two_o_clock,
                                    .closed_at = {},
                                    .assigned = {"A1", "B-SKILL", "S-GHOST"}}}};
}

std::vector<event_body> positions_at(instant now) {
  return {clock_to(now),
          ping_at("radio-1", now, at_m(60, 10)),
          ping_at("radio-ghost", now, ghost_at),
          ping_at("radio-skill", now, skill_at),
          ping_at("car-skill", now, skill_at),
          ping_at("radio-listed", now, listed_at),
          device_heard{.device = "radio-ghost",
                       .observed_at = now,
                       .signal = device_signal::emergency,
                       .status_code = {}}};
}

std::string bytes_of_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string bytes_below(const std::filesystem::path& folder, const std::string& but = "") {
  std::string all;
  if (std::filesystem::exists(folder)) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file() && entry.path().filename() != but) {
        all += bytes_of_file(entry.path());
      }
    }
  }
  return all;
}

std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The events and the state that the journal keeps, as they were before they were compressed.
std::string unpacked(const std::filesystem::path& journal) {
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

std::string as_text(const std::vector<v1::Reply>& replies) {
  std::string all;
  for (const v1::Reply& each : replies) {
    all += each.DebugString();
  }
  return all;
}

std::string answers_of(const std::string& query) {
  test_asker asker(query);
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
    all += as_text(asker.ask(request));
  }
  return all;
}

/// A ping of a restricted radio, one that is cut short, and one of nobody known.
void speak_lip(const std::string& endpoint) {
  stream_peer gateway(endpoint);
  const auto framed = [](const std::string& hex) {
    const std::string octets = hex_to_octets("12D687" + hex).value();
    return std::string{'\0', static_cast<char>(octets.size())} + octets;
  };
  gateway.send(framed("0A0FE6825A602651388810") + framed("0A0F") +
               framed("0A30000000000007FFE020"));
}

/// A shift of twenty minutes through a real server, with a restart amid; everything that it lets
/// out and keeps.
outputs outputs_of(const std::string& tables) {
  const daemon_setup setup(driven,
                           "[sources.lip]\nkind = \"lip_tcp\"\nbind = \"127.0.0.1:0\"\n"
                           "[rejects]\nfolder = \"rejects\"\n" +
                               tables);
  daemon_process daemon(setup.config_file());
  outputs all;
  test_sender cad("cad", daemon.endpoints().ingest);
  test_sender radios("radios", daemon.endpoints().ingest);
  cad.send(facts());
  EXPECT_TRUE(cad.drain());
  for (int half = 0; half < 2; ++half) {
    test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "");
    EXPECT_TRUE(console.joined());
    for (int s = 0; s < 600; s += 20) {
      radios.send(positions_at(two_o_clock + half * 10min + std::chrono::seconds{s}));
    }
    speak_lip(daemon.endpoints().tcp.at("lip"));
    EXPECT_TRUE(radios.drain());
    EXPECT_TRUE(console.follow_until(test_asker(daemon.endpoints().query).status().feed_number()));
    for (const v1::FeedMessage& message : console.messages()) {
      all["feed"] += message.DebugString();
    }
    for (const auto& [topic, message] : console.state()) {
      all["feed"] += topic + message.DebugString();
    }
    all["answers"] += answers_of(daemon.endpoints().query);
    all["check"] += run_tool("check " + setup.config_file().string() + " --json --status " +
                             daemon.endpoints().query);
    if (half == 0) {
      daemon.kill();
      daemon.start();
      radios.reconnect(daemon.endpoints().ingest);
    }
  }
  EXPECT_EQ(daemon.stop(), 0);
  const std::filesystem::path history = setup.folder() / "history.gpkg";
  run_tool("history build --journal " + setup.journal().string() + " --out " + history.string() +
           " --json");
  all["history"] = bytes_of_file(history);
  all["replay"] = run_tool("replay --json " + setup.journal().string());
  all["sources"] = run_tool("sources --devices --journal " + setup.journal().string());
  all["log"] = daemon.log();
  all["rejects"] = bytes_below(setup.folder() / "rejects");
  all["journal"] = bytes_below(setup.journal(), "restricted") + unpacked(setup.journal());
  return all;
}

std::string octets_of_degrees(std::int32_t e7) {
  const double degrees = e7 / 1e7;
  std::string octets(sizeof degrees, '\0');
  std::memcpy(octets.data(), &degrees, sizeof degrees);
  return octets;
}

/// Whatever of the restricted units stands in `text`.
std::vector<std::string> found_in(const std::string& text) {
  std::vector<std::string> found;
  for (const std::string& name : restricted_names_used) {
    if (text.find(name) != std::string::npos) {
      found.push_back(name);
    }
  }
  for (const position at : {ghost_at, skill_at, listed_at}) {
    if (text.find(std::to_string(at.lat_e7)) != std::string::npos ||
        text.find(octets_of_degrees(at.lat_e7)) != std::string::npos) {
      found.push_back("a place: " + std::to_string(at.lat_e7));
    }
  }
  return found;
}

TEST(restricted_units, appear_in_nothing_that_a_server_lets_out_or_keeps) {
  for (const auto& [what, text] : outputs_of(restricted_table)) {
    EXPECT_THAT(found_in(text), testing::IsEmpty()) << what;
    if (what != "log" && what != "rejects") {
      EXPECT_FALSE(text.empty()) << what;
    }
    if (what == "feed" || what == "answers" || what == "history" || what == "journal") {
      EXPECT_NE(text.find("A1"), std::string::npos) << what << " has the others";
    }
  }
}

TEST(restricted_units, are_found_by_the_same_search_when_they_are_not_restricted) {
  const outputs all = outputs_of("");
  for (const std::string what : {"feed", "answers", "history", "journal", "sources", "rejects"}) {
    EXPECT_THAT(found_in(all.at(what)), testing::Not(testing::IsEmpty())) << what;
  }
  EXPECT_THAT(found_in(all.at("journal")), testing::SizeIs(restricted_names_used.size() + 3));
  EXPECT_THAT(found_in(all.at("feed")),
              testing::Contains("a place: " + std::to_string(ghost_at.lat_e7)));
}

}  // namespace
}  // namespace beatwatch
