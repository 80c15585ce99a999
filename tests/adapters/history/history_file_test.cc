#include "adapters/history/history_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <string>

#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string refusal(const std::filesystem::path& file) {
  try {
    open_history(file, sqlite_database::access::read);
  } catch (const history_error& error) {
    return error.what();
  }
  return "accepted";
}

// What is said of a new history after `damage`.
std::string refusal_after(const std::string& damage) {
  const temporary_folder folder;
  const auto file = folder / "history.gpkg";
  create_history(file).execute(damage.c_str());
  return refusal(file);
}

TEST(history_file, opens_what_it_made) {
  const temporary_folder folder;
  create_history(folder / "history.gpkg");
  sqlite_database file = open_history(folder / "history.gpkg", sqlite_database::access::write);
  EXPECT_EQ(settled_until_ms(file), 0);
  EXPECT_EQ(history_fact(file, "format"), std::to_string(history_format));
}

TEST(history_file, is_readable_by_its_owner_alone) {
  const temporary_folder folder;
  create_history(folder / "history.gpkg");
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(folder / "history.gpkg").permissions(),
            perms::owner_read | perms::owner_write);
}

TEST(history_file, refuses_a_foreign_file_in_one_line_that_names_it) {
  const temporary_folder folder;
  const auto file = folder / "notes.gpkg";
  std::ofstream{file} << "not a database, but long enough to be taken for the header of one, "
                         "which has a hundred bytes in front of everything else";
  EXPECT_THAT(refusal(file), AllOf(HasSubstr("notes.gpkg: not a history"), Not(HasSubstr("\n"))));
  EXPECT_THAT(refusal(folder / "absent.gpkg"), HasSubstr("no such file"));
  EXPECT_THAT(refusal(folder.path()), HasSubstr("no such file"));
}

TEST(history_file, refuses_a_database_of_somebody_else) {
  const temporary_folder folder;
  sqlite_database{folder / "other.gpkg", sqlite_database::access::write}.execute(
      "CREATE TABLE visits(x)");
  EXPECT_THAT(refusal(folder / "other.gpkg"), HasSubstr("header does not say GeoPackage"));
}

TEST(history_file, refuses_altered_tables_and_views_and_any_trigger_on_them) {
  EXPECT_THAT(refusal_after("DROP VIEW visits; CREATE VIEW visits AS SELECT 1"),
              HasSubstr("view \"visits\" is absent or altered"));
  EXPECT_THAT(refusal_after("DROP TABLE kept_trails"), HasSubstr("\"kept_trails\""));
  EXPECT_THAT(refusal_after("ALTER TABLE trails ADD COLUMN device TEXT"), HasSubstr("\"trails\""));
  EXPECT_THAT(refusal_after("CREATE TRIGGER t AFTER DELETE ON trails BEGIN DELETE FROM zones; END"),
              HasSubstr("trigger \"t\""));
  EXPECT_THAT(refusal_after("UPDATE history_facts SET value = '1' WHERE fact = 'format'"),
              HasSubstr("another version"));
}

TEST(history_file, leaves_alone_what_a_map_program_adds) {
  EXPECT_EQ(refusal_after("CREATE TABLE layer_styles(id INTEGER PRIMARY KEY, styleQML TEXT)"),
            "accepted");
}

TEST(history_file, refuses_one_that_was_cut_short) {
  const temporary_folder folder;
  const auto file = folder / "history.gpkg";
  create_history(file);
  for (const std::uintmax_t size : {4'096U, 1'000U, 50U}) {
    std::filesystem::resize_file(file, size);
    EXPECT_THAT(refusal(file), HasSubstr("not a history")) << size;
  }
}

}  // namespace
}  // namespace beatwatch
