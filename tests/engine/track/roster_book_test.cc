#include "engine/track/roster_book.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <variant>

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

void learn(roster_book& book, const roster_entry& row) { book.learn(row, at_h(0)); }

roster_entry known_by(holding_origin origin, roster_entry row, double recorded_h) {
  row.origin = origin;
  row.recorded_at = at_h(recorded_h);
  return row;
}

std::string holder(const roster_book& book, instant t, std::string_view source = "radios") {
  const auto found = book.holder(source, "R1", t);
  return found.entry == nullptr ? "nobody" : found.entry->unit;
}

TEST(roster_book, duty_begins_at_its_first_instant_and_ends_before_its_last) {
  roster_book book;
  learn(book, entry("A", "R1", 1, 2));
  EXPECT_EQ(holder(book, at_h(1) - duration{1}), "nobody");
  EXPECT_EQ(holder(book, at_h(1)), "A");
  EXPECT_EQ(holder(book, at_h(2) - duration{1}), "A");
  EXPECT_EQ(holder(book, at_h(2)), "nobody");
  EXPECT_EQ(book.holder("radios", "R2", at_h(1)).entry, nullptr);
}

TEST(roster_book, of_overlapping_entries_the_one_that_began_last_holds) {
  roster_book book;
  learn(book, entry("B", "R1", 3, 5));
  learn(book, entry("A", "R1", 1, 9));
  EXPECT_EQ(holder(book, at_h(2)), "A");
  EXPECT_EQ(holder(book, at_h(4)), "B");
  EXPECT_EQ(holder(book, at_h(5)), "A") << "until its own end";
}

TEST(roster_book, of_entries_that_began_together_the_one_learned_last_holds) {
  roster_book book;
  learn(book, entry("B", "R1", 1, 9));
  learn(book, entry("A", "R1", 1, 9));
  EXPECT_EQ(holder(book, at_h(2)), "A");
}

TEST(roster_book, a_row_of_the_same_unit_device_and_start_replaces_the_earlier) {
  roster_book book;
  learn(book, entry("A", "R1", 1, 9));
  learn(book, entry("A", "R1", 1, 4));
  EXPECT_EQ(holder(book, at_h(3)), "A");
  EXPECT_EQ(holder(book, at_h(5)), "nobody");
  EXPECT_EQ(book.of_unit("A").size(), 1U);
}

TEST(roster_book, a_book_on_goes_before_a_log_on_and_that_before_the_rota_at_every_instant) {
  roster_book book;
  learn(book, known_by(holding_origin::book_on, entry("BOOKED", "R1", 2, 3), 9));
  learn(book, known_by(holding_origin::log_on, entry("LOGGED", "R1", 2.5, 5), 9));
  learn(book, known_by(holding_origin::rota, entry("PLANNED", "radios/R1", 2.7, 9), 9));
  EXPECT_EQ(holder(book, at_h(2)), "BOOKED");
  EXPECT_EQ(holder(book, at_h(2.8)), "BOOKED");
  EXPECT_EQ(holder(book, at_h(3)), "LOGGED");
  EXPECT_EQ(holder(book, at_h(5)), "PLANNED");
}

TEST(roster_book, what_was_recorded_earlier_does_not_replace_what_was_recorded_later) {
  roster_book book;
  EXPECT_TRUE(book.learn(known_by(holding_origin::rota, entry("A", "R1", 1, 4), 2), at_h(5)));
  EXPECT_FALSE(book.learn(known_by(holding_origin::rota, entry("A", "R1", 1, 9), 1), at_h(6)));
  EXPECT_EQ(holder(book, at_h(5)), "nobody");
}

TEST(roster_book, a_book_off_ends_the_book_on_and_what_goes_after_it) {
  roster_book book;
  learn(book, known_by(holding_origin::rota, entry("A", "R1", 1, 9), 0));
  learn(book, known_by(holding_origin::book_on, entry("A", "R1", 2, 9), 2));
  EXPECT_TRUE(book.learn(holding_ended{"A", "R1", holding_origin::book_on, at_h(4), {}}, at_h(4)));
  EXPECT_EQ(holder(book, at_h(3)), "A");
  EXPECT_EQ(holder(book, at_h(4)), "nobody") << "the rota is no better informed";
  ASSERT_EQ(book.of_unit("A").size(), 2U);
  EXPECT_EQ(book.of_unit("A")[0]->duty.to, at_h(4));
}

TEST(roster_book, an_end_known_by_the_rota_leaves_the_book_on) {
  roster_book book;
  learn(book, known_by(holding_origin::book_on, entry("A", "R1", 2, 9), 2));
  book.learn(holding_ended{"A", "R1", holding_origin::rota, at_h(4), {}}, at_h(4));
  book.learn(holding_ended{"B", "R1", holding_origin::book_on, at_h(4), {}}, at_h(4));
  EXPECT_EQ(holder(book, at_h(5)), "A");
}

TEST(roster_book, a_row_recorded_after_a_book_off_holds_again) {
  roster_book book;
  book.learn(holding_ended{"A", "R1", holding_origin::book_on, at_h(4), {}}, at_h(4));
  book.learn(known_by(holding_origin::book_on, entry("A", "R1", 2, 9), 5), at_h(6));
  EXPECT_EQ(holder(book, at_h(5)), "A");
}

TEST(roster_book, an_end_at_the_start_of_a_holding_takes_it_back) {
  roster_book book;
  learn(book, entry("A", "R1", 2, 9));
  book.learn(holding_ended{"A", "R1", holding_origin::rota, at_h(2), {}}, at_h(4));
  EXPECT_EQ(holder(book, at_h(2)), "nobody");
  EXPECT_TRUE(book.of_unit("A").empty());
}

TEST(roster_book, a_device_of_one_source_goes_before_the_same_name_of_any) {
  roster_book book;
  learn(book, entry("ANY", "R1", 1, 9));
  learn(book, entry("OWN", "radios/R1", 2, 3));
  EXPECT_EQ(holder(book, at_h(2.5)), "OWN");
  EXPECT_EQ(holder(book, at_h(2.5), "trackers"), "ANY");
  EXPECT_EQ(holder(book, at_h(4)), "ANY");
}

TEST(roster_book, a_unit_holds_no_device_that_is_booked_elsewhere) {
  roster_book book;
  learn(book, entry("A", "R1", 1, 9));
  learn(book, entry("A", "CAR", 0, 9));
  const auto devices = [&book](const char* unit) {
    std::vector<std::string> names;
    for (const roster_entry* held : book.held_at(unit, at_h(2))) {
      names.push_back(held->device);
    }
    return names;
  };
  EXPECT_EQ(devices("A"), (std::vector<std::string>{"CAR", "R1"})) << "by start";
  learn(book, known_by(holding_origin::book_on, entry("B", "R1", 1.5, 9), 1.5));
  EXPECT_EQ(devices("A"), std::vector<std::string>{"CAR"});
  EXPECT_EQ(devices("B"), std::vector<std::string>{"R1"});
  EXPECT_TRUE(devices("C").empty());
}

TEST(roster_book, a_unit_is_of_the_kind_of_its_vehicle) {
  roster_book book;
  roster_entry radio = entry("A", "R1", 0, 9);
  radio.kind = unit_kind::pcso;
  learn(book, radio);
  EXPECT_EQ(book.crew("A", at_h(1)).kind, unit_kind::pcso);
  roster_entry car = entry("A", "CAR", 2, 4);
  car.vehicle = "van";
  learn(book, car);
  EXPECT_EQ(book.crew("A", at_h(1)).kind, unit_kind::pcso);
  EXPECT_EQ(book.crew("A", at_h(3)).kind, unit_kind::car);
  EXPECT_EQ(book.crew("A", at_h(5)).kind, unit_kind::pcso);
}

TEST(roster_book, lists_every_entry_of_a_unit_by_start) {
  roster_book book;
  learn(book, entry("A", "R1", 5, 9));
  learn(book, entry("A", "CAR", 1, 9));
  learn(book, entry("B", "R2", 1, 9));
  ASSERT_EQ(book.of_unit("A").size(), 2U);
  EXPECT_EQ(book.of_unit("A")[0]->device, "CAR");
  EXPECT_EQ(book.of_unit("A")[1]->device, "R1");
  EXPECT_TRUE(book.knows("B"));
  EXPECT_FALSE(book.knows("C"));
  EXPECT_TRUE(book.of_unit("C").empty());
}

// A book told in one order and in another: every fact says when it was recorded.
class random_corrections : public testing::TestWithParam<std::uint64_t> {};

TEST_P(random_corrections, say_the_same_in_any_order_of_arrival) {
  std::mt19937_64 random{GetParam()};
  const auto below = [&random](int n) { return std::uniform_int_distribution{0, n - 1}(random); };
  const auto unit = [&below] { return std::string(1, static_cast<char>('A' + below(3))); };
  const auto device = [&below] { return below(3) == 0 ? "radios/R1" : "R1"; };
  for (int round = 0; round < 200; ++round) {
    std::vector<std::variant<roster_entry, holding_ended>> facts;
    for (int i = 0; i < 10; ++i) {
      const auto origin = static_cast<holding_origin>(below(3));
      const int from = below(6);
      if (below(3) == 0) {
        facts.emplace_back(holding_ended{unit(), device(), origin, at_h(from), at_h(below(4))});
      } else {
        facts.emplace_back(
            known_by(origin, entry(unit(), device(), from, from + 1 + below(6)), below(4)));
      }
    }
    const auto told = [&facts] {
      roster_book book;
      for (std::size_t i = 0; i < facts.size(); ++i) {
        std::visit([&](const auto& fact) { book.learn(fact, at_h(static_cast<double>(i))); },
                   facts[i]);
      }
      std::string holders;
      for (int half_hour = 0; half_hour < 30; ++half_hour) {
        holders += holder(book, at_h(0.5 * half_hour));
      }
      return holders;
    };
    const std::string as_made = told();
    std::shuffle(facts.begin(), facts.end(), random);
    ASSERT_EQ(told(), as_made) << "round " << round;
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, random_corrections, testing::Range<std::uint64_t>(1, 5));

class random_roster : public testing::TestWithParam<std::uint64_t> {};

TEST_P(random_roster, answers_the_same_within_the_span_that_it_names) {
  std::mt19937_64 random{GetParam()};
  const auto below = [&random](int n) { return std::uniform_int_distribution{0, n - 1}(random); };
  for (int round = 0; round < 50; ++round) {
    roster_book book;
    for (int i = 0; i < 12; ++i) {
      const int from = below(20);
      learn(book,
            entry(std::string(1, static_cast<char>('A' + below(5))),
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
