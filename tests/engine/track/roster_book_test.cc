#include "engine/track/roster_book.h"

#include <gtest/gtest.h>

#include <random>

namespace beatwatch {
namespace {

instant at_h(double hours) {
  return ms_to_instant(1'000'000'000'000 + static_cast<std::int64_t>(hours * 3'600'000.0));
}

roster_entry entry(std::string unit, std::string device, double from_h, double to_h) {
  return {.unit = std::move(unit),
          .device = std::move(device),
          .kind = unit_kind::car,
          .person_ref = {},
          .skills = {},
          .vehicle = {},
          .home_zone = {},
          .duty = {at_h(from_h), at_h(to_h)}};
}

std::string holder(const roster_book& book, instant t, std::string_view source = "radios") {
  const auto found = book.holder(source, "R1", t);
  return found.entry == nullptr ? "nobody" : found.entry->unit;
}

TEST(roster_book, duty_begins_at_its_first_instant_and_ends_before_its_last) {
  roster_book book;
  book.learn(entry("A", "R1", 1, 2));
  EXPECT_EQ(holder(book, at_h(1) - duration{1}), "nobody");
  EXPECT_EQ(holder(book, at_h(1)), "A");
  EXPECT_EQ(holder(book, at_h(2) - duration{1}), "A");
  EXPECT_EQ(holder(book, at_h(2)), "nobody");
  EXPECT_EQ(book.holder("radios", "R2", at_h(1)).entry, nullptr);
}

TEST(roster_book, of_overlapping_entries_the_one_that_began_last_holds) {
  roster_book book;
  book.learn(entry("B", "R1", 3, 5));
  book.learn(entry("A", "R1", 1, 9));
  EXPECT_EQ(holder(book, at_h(2)), "A");
  EXPECT_EQ(holder(book, at_h(4)), "B");
  EXPECT_EQ(holder(book, at_h(5)), "A") << "until its own end";
}

TEST(roster_book, of_entries_that_began_together_the_one_learned_last_holds) {
  roster_book book;
  book.learn(entry("B", "R1", 1, 9));
  book.learn(entry("A", "R1", 1, 9));
  EXPECT_EQ(holder(book, at_h(2)), "A");
}

TEST(roster_book, a_row_of_the_same_unit_device_and_start_replaces_the_earlier) {
  roster_book book;
  book.learn(entry("A", "R1", 1, 9));
  book.learn(entry("A", "R1", 1, 4));
  EXPECT_EQ(holder(book, at_h(3)), "A");
  EXPECT_EQ(holder(book, at_h(5)), "nobody");
  EXPECT_EQ(book.of_unit("A").size(), 1U);
}

TEST(roster_book, a_device_of_one_source_goes_before_the_same_name_of_any) {
  roster_book book;
  book.learn(entry("ANY", "R1", 1, 9));
  book.learn(entry("OWN", "radios/R1", 2, 3));
  EXPECT_EQ(holder(book, at_h(2.5)), "OWN");
  EXPECT_EQ(holder(book, at_h(2.5), "trackers"), "ANY");
  EXPECT_EQ(holder(book, at_h(4)), "ANY");
}

TEST(roster_book, lists_every_entry_of_a_unit_by_start) {
  roster_book book;
  book.learn(entry("A", "R1", 5, 9));
  book.learn(entry("A", "CAR", 1, 9));
  book.learn(entry("B", "R2", 1, 9));
  ASSERT_EQ(book.of_unit("A").size(), 2U);
  EXPECT_EQ(book.of_unit("A")[0]->device, "CAR");
  EXPECT_EQ(book.of_unit("A")[1]->device, "R1");
  EXPECT_TRUE(book.knows("B"));
  EXPECT_FALSE(book.knows("C"));
  EXPECT_TRUE(book.of_unit("C").empty());
}

class random_roster : public testing::TestWithParam<std::uint64_t> {};

TEST_P(random_roster, answers_the_same_within_the_span_that_it_names) {
  std::mt19937_64 random{GetParam()};
  const auto below = [&random](int n) { return std::uniform_int_distribution{0, n - 1}(random); };
  for (int round = 0; round < 50; ++round) {
    roster_book book;
    for (int i = 0; i < 12; ++i) {
      const int from = below(20);
      book.learn(entry(std::string(1, static_cast<char>('A' + below(5))),
                       below(3) == 0 ? "radios/R1" : "R1",
                       from,
                       from + 1 + below(8)));
    }
    for (int half_hour = -2; half_hour < 60; ++half_hour) {
      const instant t = at_h(0.5 * half_hour);
      const auto found = book.holder("radios", "R1", t);
      ASSERT_TRUE(found.same_within.contains(t));
      for (int other = -2; other < 60; ++other) {
        if (found.same_within.contains(at_h(0.5 * other))) {
          ASSERT_EQ(book.holder("radios", "R1", at_h(0.5 * other)).entry, found.entry);
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, random_roster, testing::Range<std::uint64_t>(1, 5));

}  // namespace
}  // namespace beatwatch
