// Records that nobody could use are kept, mended, sent again, and taken once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

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
