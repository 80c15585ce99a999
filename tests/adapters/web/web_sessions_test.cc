#include "adapters/web/web_sessions.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr instant start = ms_to_instant(1'800'000'000'000);

TEST(web_sessions, a_token_stands_for_its_account_until_it_ends) {
  const temporary_folder folder;
  web_sessions sessions{folder / "sessions.sqlite"};
  const std::string token = sessions.begin("inspector", start);
  EXPECT_EQ(sessions.account_of(token, start), "inspector");
  EXPECT_EQ(sessions.account_of(token, start + web_sessions::lifetime), std::nullopt);
  EXPECT_EQ(sessions.account_of("", start), std::nullopt);
  EXPECT_EQ(sessions.account_of(std::string(64, '0'), start), std::nullopt);
  sessions.end(token);
  EXPECT_EQ(sessions.account_of(token, start), std::nullopt);
}

TEST(web_sessions, outlive_the_server) {
  const temporary_folder folder;
  const std::string token = web_sessions{folder / "sessions.sqlite"}.begin("inspector", start);
  EXPECT_EQ((web_sessions{folder / "sessions.sqlite"}.account_of(token, start)), "inspector");
}

TEST(web_sessions, the_file_lets_nobody_in) {
  const temporary_folder folder;
  const std::string token = web_sessions{folder / "sessions.sqlite"}.begin("inspector", start);
  std::ifstream in{folder / "sessions.sqlite", std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  EXPECT_NE(bytes.find("inspector"), std::string::npos);
  EXPECT_EQ(bytes.find(token), std::string::npos);
}

}  // namespace
}  // namespace beatwatch
