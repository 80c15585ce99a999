#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "engine/event.h"
#include "tests/support/busy_shift.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tool_run.h"

namespace beatwatch {
namespace {

std::size_t rows_of_source(const std::filesystem::path& pings, const std::string& source) {
  std::ifstream file(pings);
  std::size_t count = 0;
  for (std::string line; std::getline(file, line);) {
    count += line.starts_with(source + ",") ? 1 : 0;
  }
  return count;
}

std::size_t journalled(const std::filesystem::path& journal, const std::string& source) {
  std::size_t count = 0;
  for (const journal_row& row : rows_of_journal(journal)) {
    for (const event& e : row.events) {
      count += e.source == source && std::holds_alternative<ping>(e.body) ? 1 : 0;
    }
  }
  return count;
}

struct spoken {
  const char* trackers;
  const char* radios;
};

class spoken_shift : public testing::TestWithParam<spoken> {};

TEST_P(spoken_shift, is_heard_to_the_last_ping_through_real_sockets) {
  const auto [trackers, radios] = GetParam();
  const temporary_folder folder;
  const std::string shift = (folder / "shift").string();
  run_tool("simulate " + shift + " --hours 1 --seed 3 --free-ports --json --trackers " + trackers +
           " --radios " + radios);
  daemon_process daemon(folder / "shift/beatwatch.toml");
  const auto bound = [&](const std::string& kind, const std::string& source) {
    const auto& all = kind.ends_with("udp") ? daemon.endpoints().udp : daemon.endpoints().tcp;
    return kind + "://" + all.at(source);
  };
  const auto report = nlohmann::json::parse(run_tool(
      "send " + shift + " --driven --step 30 --json --to " + daemon.endpoints().ingest +
      " --trackers " + bound(trackers, "trackers") + " --radios " + bound(radios, "radios")));
  for (const std::string source : {"trackers", "radios"}) {
    const std::size_t pings = rows_of_source(folder / "shift/pings.csv", source);
    ASSERT_GT(pings, 1'000U);
    EXPECT_EQ(report[source + " by their own socket"], pings);
    std::size_t heard = 0;
    for (int i = 0; i < 300 && heard < pings; ++i) {
      heard = journalled(folder / "shift/journal", source);
      std::this_thread::sleep_for(std::chrono::milliseconds{heard < pings ? 100 : 0});
    }
    EXPECT_EQ(heard, pings) << source;
  }
  const bool answered = std::string_view{trackers}.starts_with("teltonika_tcp");
  EXPECT_EQ(report["trackers acknowledged there"],
            answered ? report["trackers by their own socket"] : nlohmann::json(0));
  const v1::StatusAnswer status = test_asker(daemon.endpoints().query).status();
  EXPECT_EQ(status.unknown_devices_size(), 1) << "the roster knows all but the spare radio";
}

INSTANTIATE_TEST_SUITE_P(kinds,
                         spoken_shift,
                         testing::Values(spoken{"teltonika_tcp", "lip_tcp"},
                                         spoken{"taip_tcp", "pei_tcp"},
                                         spoken{"cot_tcp", "owntracks_http"}),
                         [](const auto& tested) {
                           return std::string(tested.param.trackers) + "_" + tested.param.radios;
                         });

}  // namespace
}  // namespace beatwatch
