// Files that are sent one after the other, each as if it were the only one.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"
#include "tests/support/daemon_steps.h"
#include "tests/support/tool_run.h"

namespace beatwatch {
namespace {

using nlohmann::json;

class sent_files : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) const {
    std::ofstream{setup_.folder() / name} << text;
  }

  [[nodiscard]] json send(const std::string& arguments) const {
    return json::parse(
        run_tool("send --json --driven --to " + daemon_.endpoints().ingest + ' ' + arguments));
  }

  [[nodiscard]] std::string path_of(const std::string& name) const {
    return (setup_.folder() / name).string();
  }

  [[nodiscard]] std::set<std::string> devices_heard() const {
    std::set<std::string> devices;
    const v1::StatusAnswer status = test_asker(daemon_.endpoints().query).status();
    for (const std::string& device : status.unknown_devices()) {
      devices.insert(device);
    }
    return devices;
  }

  daemon_setup setup_{driven, "[sources.clock]\nkind = \"native\"\n"};
  daemon_process daemon_{setup_.config_file()};
};

std::string pings_of(const std::string& device) {
  return "device,observed_at,lat,lon\n" + device + ",2026-11-20T14:00:10Z,52.65,-1.13\n" + device +
         ",2026-11-20T14:00:20Z,52.65,-1.13\n";
}

TEST_F(sent_files, of_one_source_are_both_taken) {
  write("a.csv", pings_of("PC-1"));
  write("b.csv", pings_of("PC-2"));
  EXPECT_EQ(send("--source radios --pings " + path_of("a.csv"))["taken before"], json::object());
  EXPECT_EQ(send("--source radios --pings " + path_of("b.csv"))["taken before"], json::object());
  EXPECT_EQ(devices_heard(), (std::set<std::string>{"radios/PC-1", "radios/PC-2"}));
}

TEST_F(sent_files, say_that_a_shift_was_there_already) {
  write("pings.csv", pings_of("PC-1"));
  const std::string shift = "--source radios " + setup_.folder().path().string();
  EXPECT_EQ(send(shift)["taken before"], json::object());
  const json again = send(shift);
  EXPECT_EQ(again["events"], 2);
  EXPECT_EQ(again["taken before"], (json{{"radios", 2}}));
}

TEST_F(sent_files, move_a_driven_clock_on_where_another_left_it) {
  write("a.csv", pings_of("PC-1"));
  write("b.csv", "device,observed_at,lat,lon\nPC-2,2026-11-20T14:10:00Z,52.65,-1.13\n");
  static_cast<void>(send("--source radios --pings " + path_of("a.csv")));
  static_cast<void>(
      send("--source radios --until 2026-11-20T14:12:00Z --pings " + path_of("b.csv")));
  EXPECT_EQ(ms_to_instant(test_asker(daemon_.endpoints().query).status().engine_now_ms()),
            two_o_clock + std::chrono::minutes{12});
}

TEST_F(sent_files, need_events_in_them) {
  write("a.csv", "device,observed_at,lat,lon\n");
  static_cast<void>(run_tool("send --pings " + path_of("a.csv") + " 2>/dev/null", 2));
  static_cast<void>(run_tool("send 2>/dev/null", 2));
}

}  // namespace
}  // namespace beatwatch
