#include "replay/source_findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/daemon_setup.h"

namespace beatwatch {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string buttons =
    "[tables.buttons]\nwhat = \"status\"\nfiles = \"b-*.csv\"\n"
    "columns = { unit = \"U\", status = \"S\", at = \"T\" }\n";
const std::string calls =
    "[tables.calls]\nwhat = \"incidents\"\n"
    "columns = { incident = \"I\", opened = \"T\" }\n";

class checked_sources : public testing::Test {
 protected:
  checked_sources() {
    setup_.write("", "[sources.a]");
    std::ifstream in{setup_.config_file()};
    for (std::string text; std::getline(in, text) && text != "[sources.a]";) {
      ++lines_before_;
    }
  }

  // What is wrong with a configuration that has these sources too.
  std::vector<std::string> mistakes(const std::string& sources) {
    setup_.write("", sources);
    const auto found = look_at_config(setup_.config_file());
    EXPECT_EQ(found.front().what, "configuration");
    return found.front().mistakes;
  }
  void map(const std::string& tables) const {
    std::ofstream{setup_.folder() / "map.toml"} << tables;
  }
  // As a mistake at this line of the source "a" is told, from 1.
  [[nodiscard]] std::string at(int line, const std::string& column_and_rest) const {
    return setup_.config_file().string() + ":" + std::to_string(lines_before_ + line) + ":" +
           column_and_rest;
  }

  const daemon_setup setup_;
  int lines_before_ = 0;
};

const std::string json = "[sources.a]\nkind = \"json_tcp\"\nbind = \"127.0.0.1:0\"\n";
const std::string folder = "[sources.a]\nkind = \"folder\"\npath = \"drop\"\nmap = \"map.toml\"\n";
const std::string sqlite =
    "[sources.a]\nkind = \"sqlite\"\npath = \"a.sqlite\"\nmap = \"map.toml\"\nmark = \"id\"\n"
    "query = \"SELECT 1\"\n";

TEST_F(checked_sources, are_good_with_maps_and_folders_that_are_there) {
  map(buttons);
  fs::create_directories(setup_.folder() / "drop");
  EXPECT_THAT(mistakes(folder), IsEmpty());
  EXPECT_THAT(look_at_config(setup_.config_file()),
              Contains(Field(&file_findings::what, "column map")));
  EXPECT_THAT(mistakes(json), IsEmpty()) << "our own names need no map";
}

TEST_F(checked_sources, need_a_map_that_can_be_read) {
  EXPECT_THAT(
      mistakes(json + "map = \"map.toml\"\n"),
      ElementsAre(at(
          4, "7: sources.a.map: " + (setup_.folder() / "map.toml").string() + ": cannot be read")));
  map(calls);
  EXPECT_THAT(mistakes(json + "map = \"map.toml\"\n"),
              ElementsAre(HasSubstr("tables.calls.columns: expected \"version\" or")));
}

TEST_F(checked_sources, need_the_folder_and_a_table_of_files) {
  map(calls + "[tables.rows]\nwhat = \"book_off\"\ncolumns = { unit = \"U\", at = \"T\" }\n");
  EXPECT_THAT(mistakes(folder), ElementsAre(HasSubstr("sources.a.map: "), HasSubstr("path")));
  map(buttons);
  EXPECT_THAT(
      mistakes(folder),
      ElementsAre(at(
          3, "8: sources.a.path: " + (setup_.folder() / "drop").string() + ": expected a folder")));
  fs::create_directories(setup_.folder() / "drop");
  map("[tables.rows]\nwhat = \"book_off\"\n"
      "columns = { unit = \"U\", device = \"D\", at = \"T\" }\n");
  EXPECT_THAT(mistakes(folder), ElementsAre(HasSubstr("sources.a.map: expected a table with")));
}

TEST_F(checked_sources, need_the_table_and_the_file_of_a_query) {
  map(buttons);
  EXPECT_THAT(mistakes(sqlite + "table = \"button\"\n"),
              ElementsAre(at(7,
                             "9: sources.a.table: expected a table of the map: one of buttons; "
                             "did you mean \"buttons\"?"),
                          EndsWith("a.sqlite: expected a SQLite file")));
  std::ofstream{setup_.folder() / "a.sqlite"};
  EXPECT_THAT(mistakes(sqlite + "table = \"buttons\"\n"), IsEmpty());
}

TEST_F(checked_sources, need_addresses_of_their_own) {
  const auto pair = [](const std::string& kind_a,
                       const std::string& bind_a,
                       const std::string& kind_b,
                       const std::string& bind_b) {
    return "[sources.a]\nkind = \"" + kind_a + "\"\nbind = \"" + bind_a +
           "\"\n[sources.b]\nkind = \"" + kind_b + "\"\nbind = \"" + bind_b + "\"\n";
  };
  EXPECT_THAT(mistakes(pair("lip_udp", "127.0.0.1:7710", "taip_udp", "127.0.0.1:7710")),
              ElementsAre(at(6,
                             "8: sources.b.bind: expected an address and port of its own: "
                             "sources.a.bind has them too")));
  EXPECT_THAT(mistakes(pair("json_tcp", "0.0.0.0:7710", "taip_tcp", "127.0.0.1:7710")),
              ElementsAre(HasSubstr("sources.b.bind: expected an address and port")));
  EXPECT_THAT(mistakes(pair("lip_udp", "127.0.0.1:7710", "taip_tcp", "127.0.0.1:7710")), IsEmpty());
  EXPECT_THAT(mistakes(pair("lip_udp", "127.0.0.1:7710", "taip_udp", "127.0.0.2:7710")), IsEmpty());
  EXPECT_THAT(mistakes(pair("lip_udp", "127.0.0.1:0", "taip_udp", "127.0.0.1:0")), IsEmpty());
}

}  // namespace
}  // namespace beatwatch
