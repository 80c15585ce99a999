#include "adapters/sources/csv_reader.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <sstream>

namespace beatwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using record = std::vector<std::string>;

std::vector<record> records_of(const std::string& text) {
  std::istringstream in{text};
  csv_reader reader{in};
  std::vector<record> records;
  while (reader.next()) {
    EXPECT_FALSE(reader.fault()) << to_string(*reader.fault());
    records.emplace_back(reader.fields().begin(), reader.fields().end());
  }
  EXPECT_FALSE(reader.unreadable());
  return records;
}

TEST(csv_reader, splits_lines_and_fields) {
  EXPECT_THAT(records_of("a,b,c\r\n1,,3\n"),
              ElementsAre(record{"a", "b", "c"}, record{"1", "", "3"}));
  EXPECT_THAT(records_of("a,\n,b"), ElementsAre(record{"a", ""}, record{"", "b"}));
  EXPECT_THAT(records_of(" a , b "), ElementsAre(record{" a ", " b "}));
}

TEST(csv_reader, passes_over_a_byte_order_mark_and_empty_lines) {
  EXPECT_THAT(records_of("\xEF\xBB\xBF\n\r\na\r\n\r\n\nb\n\n"),
              ElementsAre(record{"a"}, record{"b"}));
  EXPECT_THAT(records_of(""), IsEmpty());
  EXPECT_THAT(records_of("\xEF\xBB\xBF"), IsEmpty());
}

TEST(csv_reader, reads_quoted_fields) {
  EXPECT_THAT(records_of("\"a,b\",\"say \"\"no\"\"\",\"\"\n\"two\r\nlines\",x\n"),
              ElementsAre(record{"a,b", "say \"no\"", ""}, record{"two\r\nlines", "x"}));
  EXPECT_THAT(records_of("\"\"\"\""), ElementsAre(record{"\""}));
}

TEST(csv_reader, tells_on_which_line_a_record_begins) {
  std::istringstream in{"\na\n\"b\n\n\"\nc"};
  csv_reader reader{in};
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.line(), 2);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.line(), 3);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.line(), 6);
  EXPECT_FALSE(reader.next());
  EXPECT_FALSE(reader.next());
}

struct damage {
  std::string line;
  csv_fault fault;
};

class csv_damage : public testing::TestWithParam<damage> {};

TEST_P(csv_damage, is_named_and_reading_goes_on_behind_it) {
  std::istringstream in{"before\n" + GetParam().line + "\nafter\n"};
  csv_reader reader{in};
  ASSERT_TRUE(reader.next());
  EXPECT_FALSE(reader.fault());
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.fault(), GetParam().fault);
  EXPECT_EQ(reader.line(), 2);
  ASSERT_TRUE(reader.next());
  EXPECT_FALSE(reader.fault());
  EXPECT_THAT(reader.fields(), ElementsAre("after"));
  EXPECT_FALSE(reader.next());
}

INSTANTIATE_TEST_SUITE_P(
    lines,
    csv_damage,
    testing::Values(damage{"a\"b,c", csv_fault::quote_in_field},
                    damage{"a, \"b\"", csv_fault::quote_in_field},
                    damage{"\"a\"b,c", csv_fault::text_after_quote},
                    damage{"\"a\" ,c", csv_fault::text_after_quote},
                    damage{"a,b\rc", csv_fault::lone_return},
                    damage{"\rc", csv_fault::lone_return},
                    damage{std::string(csv_reader::fields_max, ','), csv_fault::too_many_fields},
                    damage{"a," + std::string(csv_reader::field_bytes_max + 1, 'x'),
                           csv_fault::field_too_long},
                    damage{"\"" + std::string(1'000'000, 'x'), csv_fault::field_too_long}));

TEST(csv_reader, says_when_a_quote_is_open_at_the_end) {
  std::istringstream in{"a\n\"b\nc\n"};
  csv_reader reader{in};
  ASSERT_TRUE(reader.next());
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.fault(), csv_fault::quote_not_closed);
  EXPECT_EQ(reader.line(), 2);
  EXPECT_FALSE(reader.next());
}

TEST(csv_reader, takes_fields_and_records_up_to_their_bounds) {
  const std::string longest(csv_reader::field_bytes_max, 'x');
  EXPECT_THAT(records_of(longest + "," + "\"" + longest + "\""),
              ElementsAre(record{longest, longest}));
  EXPECT_EQ(records_of(std::string(csv_reader::fields_max - 1, ',')).at(0).size(),
            csv_reader::fields_max);
}

TEST(csv_reader, says_when_the_stream_fails) {
  std::istringstream in{"a\nb\n"};
  in.setstate(std::ios::badbit);
  csv_reader reader{in};
  EXPECT_FALSE(reader.next());
  EXPECT_TRUE(reader.unreadable());
}

std::string written(const std::vector<record>& records, std::mt19937& random) {
  std::string text;
  for (const record& fields : records) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      text += i > 0 ? "," : "";
      const bool plain = fields[i].find_first_of("\",\r\n") == std::string::npos;
      if (plain && random() % 2 == 0) {
        text += fields[i];
        continue;
      }
      text += '"';
      for (const char c : fields[i]) {
        text += c == '"' ? "\"\"" : std::string(1, c);
      }
      text += '"';
    }
    text += random() % 2 == 0 ? "\n" : "\r\n";
  }
  return text;
}

class csv_round_trip : public testing::TestWithParam<unsigned> {};

TEST_P(csv_round_trip, reads_back_what_was_written) {
  std::mt19937 random{GetParam()};
  constexpr std::string_view letters = "ab ,\";\r\n\xC3\xA9";
  std::vector<record> records(random() % 50 + 1, record(random() % 6 + 2));
  for (record& fields : records) {
    for (std::string& field : fields) {
      field.resize(random() % 12);
      std::generate(field.begin(), field.end(), [&] { return letters[random() % letters.size()]; });
    }
  }
  EXPECT_EQ(records_of(written(records, random)), records);
}

INSTANTIATE_TEST_SUITE_P(seeds, csv_round_trip, testing::Range(0U, 200U));

}  // namespace
}  // namespace beatwatch
