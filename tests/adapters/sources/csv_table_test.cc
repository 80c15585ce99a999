#include "adapters/sources/csv_table.h"

#include <gtest/gtest.h>

#include <sstream>

namespace beatwatch {
namespace {

const std::vector<csv_column> columns{{"unit"}, {"status"}, {"note", false}};

struct read_table {
  std::vector<std::string> rows;
  std::string errors;
};

read_table read(const std::string& text, std::map<std::string, std::string> map = {}) {
  std::istringstream in{text};
  csv_table table{in, {.file = "f.csv", .columns = std::move(map)}, columns};
  read_table result;
  while (table.next()) {
    result.rows.push_back(std::string{table.field(0)} + "|" + std::string{table.field(1)} + "|" +
                          std::string{table.field(2)});
  }
  result.errors = table.errors().text();
  return result;
}

TEST(csv_table, finds_columns_by_name_in_any_order) {
  const auto table = read("note,status,unit\nn,s,u\n");
  EXPECT_EQ(table.errors, "");
  EXPECT_EQ(table.rows, std::vector<std::string>{"u|s|n"});
}

TEST(csv_table, gives_an_empty_field_for_an_optional_column_that_is_not_there) {
  EXPECT_EQ(read("unit,status\nu,s\n").rows, std::vector<std::string>{"u|s|"});
}

TEST(csv_table, reads_no_row_under_a_header_with_mistakes) {
  const auto table = read("unit,statsu,unit\nu,s,u\n");
  EXPECT_TRUE(table.rows.empty());
  EXPECT_EQ(table.errors,
            "f.csv:1: \"statsu\" is not a column of this file; did you mean \"status\"?\n"
            "f.csv:1: unit: stands twice in the header row\n"
            "f.csv:1: status: expected this column in the header row");
  EXPECT_EQ(read("").errors, "f.csv:1: expected a header row");
  EXPECT_EQ(read("\"unit").errors, "f.csv:1: expected a closing quote before the end of the file");
  EXPECT_EQ(read("unit,status,colour\n").errors,
            "f.csv:1: \"colour\" is not a column of this file");
}

TEST(csv_table, names_the_line_of_a_row_that_is_malformed_or_too_short) {
  const auto table = read("unit,status\nu,s\nu\nu,s,x\nu\"v,s\nv,s\n");
  EXPECT_EQ(table.rows, (std::vector<std::string>{"u|s|", "v|s|"}));
  EXPECT_EQ(table.errors,
            "f.csv:3: expected 2 fields; found 1\n"
            "f.csv:4: expected 2 fields; found 3\n"
            "f.csv:5: expected quotes around the whole field, and quotes within it written twice");
}

TEST(csv_table, takes_columns_under_the_names_of_a_map_and_passes_over_others) {
  const auto table = read("Zeit,Rufname,status\n1,u,s\n", {{"unit", "Rufname"}});
  EXPECT_EQ(table.errors, "");
  EXPECT_EQ(table.rows, std::vector<std::string>{"u|s|"});
  EXPECT_EQ(read("Rufname\n", {{"unit", "Rufname"}, {"status", "Status"}}).errors,
            "f.csv:1: Status: expected this column in the header row");
  EXPECT_EQ(read("u,status\n", {{"unitt", "u"}}).errors,
            "f.csv: column map: \"unitt\" is not a column of this file; did you mean \"unit\"?\n"
            "f.csv:1: unit: expected this column in the header row");
}

TEST(csv_table, says_when_the_file_cannot_be_read) {
  std::istringstream in{"unit,status\n"};
  in.setstate(std::ios::badbit);
  const csv_table table{in, {.file = "f.csv"}, columns};
  EXPECT_EQ(table.errors().text(), "f.csv: cannot be read");
}

TEST(file_errors, keeps_the_first_and_counts_the_rest) {
  file_errors errors{"f.csv"};
  for (std::size_t line = 1; line <= 250; ++line) {
    errors.add(line, "", "x");
  }
  EXPECT_EQ(errors.total(), 250);
  EXPECT_EQ(errors.first().size(), file_errors::kept_max);
  EXPECT_TRUE(errors.text().ends_with("f.csv:100: x\nf.csv: and 150 more"));
}

TEST(file_errors, shows_what_was_found_fit_for_a_screen) {
  EXPECT_EQ(shown("a\x1b[2Jb\xFF"), "\"a?[2Jb?\"");
  EXPECT_EQ(shown(std::string(60, 'x')), "\"" + std::string(60, 'x') + "\"");
  EXPECT_EQ(shown(std::string(61, 'x')), "\"" + std::string(60, 'x') + "...\"");
}

}  // namespace
}  // namespace beatwatch
