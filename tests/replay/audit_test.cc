#include "replay/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "adapters/records/audit_log.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class audit_command : public testing::Test {
 protected:
  audit_command() {
    audit_log log{file_};
    for (const char* unit : {"U1", "U2", ""}) {
      log.record({.at = ms_to_instant(1'795'183'200'000),
                  .who = "desk",
                  .way = look_way::page,
                  .unit = unit,
                  .window = {},
                  .what = "trail"});
    }
  }

  [[nodiscard]] json verified(int exit_code, const std::string& known = "") const {
    std::ostringstream out;
    EXPECT_EQ(audit_verify({.journal = folder_.path(), .known = known, .json = true}, out),
              exit_code);
    return json::parse(out.str());
  }

  temporary_folder folder_;
  std::filesystem::path file_ = audit_log::beside(folder_.path());
};

TEST_F(audit_command, verify_says_how_many_looks_there_are_and_the_newest_link) {
  const json whole = verified(0);
  EXPECT_EQ(whole["whole"], true);
  EXPECT_EQ(whole["looks"], 3);
  EXPECT_EQ(verified(0, whole["newest"])["holds_known"], true);
  EXPECT_EQ(verified(1, std::string(64, '0'))["whole"], false);
}

TEST_F(audit_command, verify_names_the_first_look_that_was_altered) {
  sqlite_database{file_, sqlite_database::access::write}.execute(
      "UPDATE looks SET who = 'nobody' WHERE number = 2");
  EXPECT_EQ(verified(1)["first_broken"], 2);
  std::ostringstream out;
  EXPECT_EQ(audit_verify({.journal = folder_.path()}, out), 1);
  EXPECT_THAT(out.str(), HasSubstr("look 2 does not follow"));
}

TEST_F(audit_command, show_prints_looks_at_a_unit_and_at_every_unit) {
  std::ostringstream out;
  EXPECT_EQ(audit_show({.journal = folder_.path(), .unit = "U1"}, out), 0);
  EXPECT_EQ(out.str(),
            "1  2026-11-20T14:00:00.000Z  desk  page  U1  live  trail\n"
            "3  2026-11-20T14:00:00.000Z  desk  page  every unit  live  trail\n");
}

TEST_F(audit_command, mistakes_are_named) {
  std::ostringstream out;
  EXPECT_THROW((void)audit_verify({.journal = folder_.path(), .known = "abc"}, out),
               std::runtime_error);
  EXPECT_THROW((void)audit_show({.journal = folder_.path() / "absent"}, out), std::runtime_error);
}

}  // namespace
}  // namespace beatwatch
