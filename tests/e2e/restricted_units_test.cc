// A restricted unit appears nowhere but in the room of its own: the bytes of everything that a
// server lets out or keeps are searched for its names and places. The same search finds them when
// nothing is restricted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/busy_shift.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"
#include "tests/support/daemon_steps.h"
#include "tests/support/new_keys.h"
#include "tests/support/restricted_shift.h"

namespace beatwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

void expect_nothing_restricted_in(const room_outputs& common) {
  for (const auto& [what, text] : common) {
    EXPECT_THAT(restricted_found_in(text), IsEmpty()) << what;
    if (what != "log" && what != "rejects") {
      EXPECT_FALSE(text.empty()) << what;
    }
  }
  for (const char* what : {"feed", "answers", "history", "journal", "web", "web events"}) {
    EXPECT_NE(common.at(what).find("A1"), std::string::npos) << what << " has the others";
  }
}

TEST(restricted_units, appear_in_nothing_that_a_server_lets_out_or_keeps) {
  expect_nothing_restricted_in(outputs_of({.mode = restricted_mode::dropped}).common);
}

TEST(restricted_units, that_are_kept_appear_in_their_own_room_and_in_nothing_else) {
  const restricted_outputs all = outputs_of({.mode = restricted_mode::kept});
  expect_nothing_restricted_in(all.common);
  for (const char* what :
       {"feed", "answers", "history", "journal", "sources", "rejects", "web", "web events"}) {
    EXPECT_THAT(restricted_found_in(all.kept.at(what)), Not(IsEmpty())) << what;
    EXPECT_NE(all.kept.at(what).find(what == std::string{"rejects"} ? "lip" : "A1"),
              std::string::npos)
        << what << " has the others too";
  }
  EXPECT_EQ(restricted_found_in(all.kept.at("journal")), everything_restricted());
}

TEST(restricted_units, are_found_by_the_same_search_when_they_are_not_restricted) {
  const restricted_outputs all = outputs_of({.mode = restricted_mode::known});
  for (const char* what :
       {"feed", "answers", "history", "journal", "sources", "rejects", "web", "web events"}) {
    EXPECT_THAT(restricted_found_in(all.common.at(what)), Not(IsEmpty())) << what;
  }
  EXPECT_EQ(restricted_found_in(all.common.at("journal")), everything_restricted());
}

TEST(restricted_units, leave_the_common_room_as_if_they_had_never_been) {
  const restricted_outputs with = outputs_of({.mode = restricted_mode::kept, .bad_records = false});
  const restricted_outputs without = outputs_of(
      {.mode = restricted_mode::kept, .restricted_units_exist = false, .bad_records = false});
  EXPECT_EQ(with.state_digest, without.state_digest);
  EXPECT_EQ(with.changes, without.changes);
  EXPECT_NE(with.changes.find("A1"), std::string::npos);
  EXPECT_NE(with.kept.at("feed"), without.kept.at("feed"));
}

// Devices of the pings in a journal.
std::vector<std::string> devices_in(const std::filesystem::path& journal) {
  std::vector<std::string> devices;
  for (const journal_row& row : rows_of_journal(journal)) {
    for (const event& e : row.events) {
      if (const auto* p = std::get_if<ping>(&e.body)) {
        devices.push_back(p->device);
      }
    }
  }
  return devices;
}

TEST(restricted_units, that_were_dropped_are_still_known_when_they_are_kept_from_now_on) {
  const std::string restricted = "[restricted]\ncall_signs = [\"S-GHOST\"]\n";
  const daemon_setup setup(driven, restricted);
  const curve_keys keys = new_keys();
  std::ofstream{setup.folder() / "covert.key"}
      << "public_key = \"" << keys.public_key << "\"\nsecret_key = \"" << keys.secret_key << "\"\n";
  std::filesystem::permissions(setup.folder() / "covert.key", std::filesystem::perms::owner_read);
  daemon_process daemon(setup.config_file());
  test_sender cad("cad", daemon.endpoints().ingest);
  cad.send(on_duty("S-GHOST", "radio-ghost"));
  ASSERT_TRUE(cad.drain());
  ASSERT_EQ(daemon.stop(), 0);
  setup.write(driven,
              restricted +
                  "[restricted.keep]\nfolder = \"covert\"\nfeed = \"tcp://127.0.0.1:*\"\n"
                  "query = \"tcp://127.0.0.1:*\"\ncurve_key_file = \"covert.key\"\n");
  daemon.start();
  test_sender radios("radios", daemon.endpoints().ingest);
  radios.send(ping_at("radio-ghost", two_o_clock, at_m(-61, 13)));
  radios.send(ping_at("radio-1", two_o_clock, at_m(60, 10)));
  ASSERT_TRUE(radios.drain());
  ASSERT_EQ(daemon.stop(), 0);
  EXPECT_THAT(devices_in(setup.journal()), ElementsAre("radio-1"));
  EXPECT_THAT(devices_in(setup.folder() / "covert"), ElementsAre("radio-ghost", "radio-1"));
  EXPECT_FALSE(std::filesystem::exists(setup.journal() / "restricted"));
}

}  // namespace
}  // namespace beatwatch
