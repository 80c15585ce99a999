// Records that nobody could use are kept, mended, sent again, and taken once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "adapters/journal/sqlite.h"
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
using ::testing::ElementsAre;
using ::testing::SizeIs;

std::vector<nlohmann::json> lines_in(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<nlohmann::json> lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(nlohmann::json::parse(line));
  }
  return lines;
}

/// What is in `file` once it has so many lines.
std::vector<nlohmann::json> await_lines(const std::filesystem::path& file, std::size_t count) {
  for (int i = 0; i < 300 && lines_in(file).size() < count; ++i) {
    std::this_thread::sleep_for(100ms);
  }
  return lines_in(file);
}

std::vector<std::string> devices_heard(const daemon_setup& setup, const std::string& source) {
  std::vector<std::string> devices;
  for (const journal_row& row : rows_of_journal(setup.journal())) {
    for (const event& e : row.events) {
      if (e.source == source && std::holds_alternative<ping>(e.body)) {
        devices.push_back(std::get<ping>(e.body).device);
      }
    }
  }
  return devices;
}

TEST(rejected_records, are_mended_and_sent_again_once) {
  const daemon_setup setup(driven,
                           "[sources.lip]\nkind = \"lip_tcp\"\nbind = \"127.0.0.1:0\"\n"
                           "[rejects]\nfolder = \"rejects\"\n");
  daemon_process daemon(setup.config_file());
  const std::string config = setup.config_file().string();
  const std::filesystem::path rejects = setup.folder() / "rejects/2026-11-20.jsonl";
  stream_peer gateway(daemon.endpoints().tcp.at("lip"));
  gateway.send(hex_to_octets("0005"
                             "12D687"
                             "0A0F")
                   .value());  // cut short on its way
  gateway.send(hex_to_octets("0005"
                             "12D688"
                             "820A")
                   .value());  // a text message, not a report
  const auto kept = await_lines(rejects, 2);
  ASSERT_THAT(kept, SizeIs(2));
  EXPECT_EQ(kept[0].at("device"), "1234567");
  EXPECT_EQ(kept[0].at("reason"), "truncated");
  EXPECT_EQ(kept[0].at("hex"), "12d6870a0f");

  nlohmann::json mended = kept[0];
  mended["hex"] = "12d6870a0fe6825a602651388810";
  std::ofstream(rejects) << mended.dump() << '\n' << kept[1].dump() << '\n';
  const std::string send = "send --json --rejects " + rejects.string() + " --config " + config +
                           " --to " + daemon.endpoints().ingest + " 2>/dev/null";
  const auto report = nlohmann::json::parse(run_tool(send, 2));
  EXPECT_EQ(report.at("records sent"), 1);
  EXPECT_EQ(report.at("still not usable"), 1);
  EXPECT_THAT(devices_heard(setup, "lip"), ElementsAre("1234567"));

  const auto again = nlohmann::json::parse(run_tool(send, 2));
  EXPECT_EQ(again.at("records sent"), 0);
  EXPECT_EQ(again.at("sent before"), 1);
  EXPECT_THAT(devices_heard(setup, "lip"), SizeIs(1));

  // Somebody takes the mark off: the ping is known.
  std::ofstream(rejects) << mended.dump() << '\n';
  run_tool(send);
  const auto sources =
      nlohmann::json::parse(run_tool("sources lip --json --server " + daemon.endpoints().query));
  const auto& lip = sources.at("sources").at(0);
  EXPECT_EQ(lip.at("summary").at("fixes"), 1);
  EXPECT_EQ(lip.at("summary").at("rejects").at(0).at("reason"), "duplicate");
}

// By source, once they are all there.
std::map<std::string, nlohmann::json> await_rejects(const std::filesystem::path& file,
                                                    std::size_t count) {
  std::map<std::string, nlohmann::json> by_source;
  for (const nlohmann::json& line : await_lines(file, count)) {
    by_source[line.at("source")] = line;
  }
  return by_source;
}

const std::string tables_and_telephones = R"([sources.phones]
kind = "owntracks_http"
bind = "127.0.0.1:0"
[sources.lines]
kind = "json_tcp"
bind = "127.0.0.1:0"
[sources.rows]
kind = "sqlite"
path = "rows.sqlite"
map = "map.toml"
poll_s = 0.1
table = "buttons"
mark = "id"
query = 'SELECT id, unit AS Unit, code AS Code, at AS "At" FROM button WHERE id > $1 ORDER BY id'
[rejects]
folder = "rejects"
)";

TEST(rejected_records, of_lines_rows_and_telephones_are_kept_too) {
  const daemon_setup setup(driven, tables_and_telephones);
  std::ofstream{setup.folder() / "map.toml"}
      << "[tables.buttons]\nwhat = \"status\"\n"
         "columns = { unit = \"Unit\", status = \"Code\", at = \"At\" }\n"
         "codes.status = { \"6\" = \"on_scene\" }\n";
  sqlite_database rows{setup.folder() / "rows.sqlite", sqlite_database::access::write};
  rows.execute(
      "CREATE TABLE button(id INTEGER PRIMARY KEY, unit, code, at);"
      "INSERT INTO button VALUES(7, 'LD12', 9, '2026-11-20T14:00:00Z')");
  daemon_process daemon(setup.config_file());
  stream_peer phone(daemon.endpoints().tcp.at("phones"));
  phone.send("POST / HTTP/1.1\r\nAuthorization: Basic YTpi\r\nContent-Length: 8\r\n\r\nnonsense");
  stream_peer room(daemon.endpoints().tcp.at("lines"));
  room.send(R"({"record":"incidents","incident":"I-1","version":1,"grade":7,)"
            R"("opened":"2026-11-20T14:00:00Z"})"
            "\n");
  const std::filesystem::path file = setup.folder() / "rejects/2026-11-20.jsonl";
  auto kept = await_rejects(file, 3);
  ASSERT_THAT(kept, SizeIs(3));
  EXPECT_EQ(kept["phones"].at("peer"), "a");
  EXPECT_EQ(kept["phones"].at("reason"), "bad_json");
  EXPECT_EQ(kept["lines"].at("reason"), "bad_number");
  EXPECT_EQ(kept["rows"].at("reason"), "unknown_code");
  EXPECT_EQ(nlohmann::json::parse(kept["rows"].at("text").get<std::string>()),
            (nlohmann::json{{"record", "buttons"},
                            {"id", 7},
                            {"Unit", "LD12"},
                            {"Code", "9"},
                            {"At", "2026-11-20T14:00:00Z"}}));

  kept["phones"]["text"] =
      R"({"_type":"location","lat":52.65,"lon":-1.13,"tst":1795183200,"acc":5})";
  kept["lines"]["text"] = R"({"record":"incidents","incident":"I-1","version":1,"grade":2,)"
                          R"("opened":"2026-11-20T14:00:00Z"})";
  std::ofstream(file) << kept["phones"].dump() << '\n'
                      << kept["lines"].dump() << '\n'
                      << kept["rows"].dump() << '\n';
  const auto report = nlohmann::json::parse(run_tool(
      "send --json --rejects " + file.string() + " --config " + setup.config_file().string() +
          " --to " + daemon.endpoints().ingest + " 2>/dev/null",
      2));
  EXPECT_EQ(report.at("records sent"), 2);
  EXPECT_EQ(report.at("still not usable"), 1) << "a row is mended where it was asked for";
  EXPECT_THAT(devices_heard(setup, "phones"), ElementsAre("a"));
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "incident/");
  EXPECT_THAT(console.state(), SizeIs(testing::Ge(1)));
}

TEST(source_reports, are_the_same_of_a_server_and_of_its_journal) {
  const daemon_setup setup(driven);
  daemon_process daemon(setup.config_file());
  test_sender radios("radios", daemon.endpoints().ingest);
  for (const auto& step : stop_in_east(10)) {
    radios.send(step);
  }
  ASSERT_TRUE(radios.drain());
  const auto live = nlohmann::json::parse(
      run_tool("sources --devices --json --server " + daemon.endpoints().query));
  EXPECT_EQ(daemon.stop(), 0);
  const auto replayed = nlohmann::json::parse(
      run_tool("sources --devices --json --journal " + setup.journal().string()));
  EXPECT_EQ(replayed.at("sources"), live.at("sources"));
  const std::string table = run_tool("sources --devices --journal " + setup.journal().string());
  EXPECT_NE(table.find("radios/radio-1  A1    positioned"), std::string::npos) << table;
  EXPECT_NE(table.find("as promised"), std::string::npos) << table;
}

}  // namespace
}  // namespace beatwatch
