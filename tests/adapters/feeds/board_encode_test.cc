#include "adapters/feeds/board_encode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/sources/red_window_decode.h"
#include "engine/model/policing_day.h"
#include "tests/support/london_2026.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

const instant friday = sys_days{2026y / 11 / 20};  // London is on UTC

// A zone that is red on Friday from 21:00 to 03:00, in the policing day from Friday 07:00.
class board_row : public testing::Test {
 protected:
  board_row() {
    settings_.clock = london_2026();
    club_.name = "CLUB";
    club_.levels = {{"force", "north"}};
    club_.red_windows = *decode_red_windows("Fr 21:00-03:00");
  }

  v1::BoardRow row_at(instant now) const {
    const interval day = policing_day(settings_, friday + 12h);
    const auto asked = asked_windows(club_, plans_, settings_, day);
    place_evidence evidence{.window = evidence_for(asked, day, now)};
    evidence.told = {evidence.window.from, now};
    evidence.cells = cells_;
    evidence.visits = visits_;
    v1::BoardRow row;
    board_row_to_wire({.of = club_, .asked = asked, .evidence = evidence}, settings_, day, row);
    return row;
  }

  void visit(instant from, duration length, std::uint32_t pings = 5) {
    visits_.push_back({.zone = "CLUB",
                       .unit = "A1",
                       .span = {from, from + length},
                       .pings = pings,
                       .credited_ms = length.count()});
  }
  void cell(instant from, const presence_measure& got) {
    cells_.push_back({.span = {from, from + 1min}, .presence = got, .red = {}});
  }

  parameters settings_;
  zone club_{.name = {},
             .kind = {},
             .valid_from = {},
             .levels = {},
             .red_windows = {},
             .shape = area{{{{0, 0}, {10'000, 0}, {10'000, 10'000}}}}};
  std::vector<plan_changed> plans_;
  std::vector<presence_cell> cells_;
  std::vector<counted_visit> visits_;
};

TEST_F(board_row, has_still_time_until_its_red_time_begins_then_is_due_and_at_the_end_missed) {
  EXPECT_EQ(row_at(friday + 20h).state(), v1::BOARD_STATE_STILL_TIME);
  EXPECT_EQ(row_at(friday + 20h).shortfall(), 0.0);
  EXPECT_EQ(row_at(friday + 22h).state(), v1::BOARD_STATE_DUE);
  EXPECT_EQ(row_at(friday + 22h).shortfall(), 1.0);
  EXPECT_EQ(row_at(friday + 27h).state(), v1::BOARD_STATE_MISSED);
}

TEST_F(board_row, is_visited_by_a_visit_in_its_red_time_alone) {
  visit(friday + 20h, 10min);
  EXPECT_EQ(row_at(friday + 22h).state(), v1::BOARD_STATE_DUE);
  visit(friday + 22h, 10min);
  EXPECT_EQ(row_at(friday + 23h).state(), v1::BOARD_STATE_VISITED);
  EXPECT_EQ(row_at(friday + 28h).state(), v1::BOARD_STATE_VISITED);
}

TEST_F(board_row, a_visit_without_a_ping_inside_is_shown_and_does_not_count) {
  visit(friday + 22h, 10min, 0);
  const v1::BoardRow row = row_at(friday + 23h);
  EXPECT_EQ(row.state(), v1::BOARD_STATE_DUE);
  EXPECT_EQ(row.asks(0).inferred(), 1U);
}

TEST_F(board_row, silence_in_a_window_that_is_over_is_not_known_and_never_missed) {
  cell(friday + 22h, {.unknown_ms = 60'000});
  EXPECT_EQ(row_at(friday + 23h).state(), v1::BOARD_STATE_DUE) << "a visit would settle it";
  EXPECT_EQ(row_at(friday + 28h).state(), v1::BOARD_STATE_DO_NOT_KNOW);
}

TEST_F(board_row, the_worst_of_what_is_asked_is_its_state) {
  plans_.push_back({.zone = "CLUB",
                    .rule = "Fr 10:00-18:00",
                    .visits = 2,
                    .dose_min = 40,
                    .valid = {friday - 240h, friday + 240h}});
  visit(friday + 11h, 10min);
  v1::BoardRow row = row_at(friday + 12h);
  EXPECT_EQ(row.state(), v1::BOARD_STATE_DUE);
  EXPECT_DOUBLE_EQ(row.shortfall(), 0.75) << "10 of 40 minutes, which is less than 1 of 2 visits";
  ASSERT_EQ(row.asks_size(), 2);
  EXPECT_TRUE(row.asks(0).by_plan());
  EXPECT_EQ(row.asks(1).state(), v1::BOARD_STATE_STILL_TIME);
  visit(friday + 15h, 30min);
  EXPECT_EQ(row_at(friday + 16h).state(), v1::BOARD_STATE_STILL_TIME) << "the night is to come";
}

TEST_F(board_row, of_what_nothing_is_asked_nothing_is_missed) {
  club_.red_windows.clear();
  EXPECT_EQ(row_at(friday + 28h).state(), v1::BOARD_STATE_NOTHING_ASKED);
}

TEST_F(board_row, names_the_red_time_that_runs_and_else_the_next) {
  EXPECT_EQ(row_at(friday + 8h).red_from_ms(), instant_to_ms(friday + 21h));
  EXPECT_EQ(row_at(friday + 26h).red_to_ms(), instant_to_ms(friday + 27h));
  EXPECT_EQ(row_at(friday + 27h).red_from_ms(), instant_to_ms(friday + 189h)) << "in a week";
}

TEST_F(board_row, its_strip_tells_each_quarter_of_an_hour) {
  cell(friday + 7h + 3min, {.at_least_ms = 1, .about_ms = 5, .at_most_ms = 9});
  cell(friday + 7h + 16min, {.about_ms = 5, .at_most_ms = 9});
  cell(friday + 7h + 31min, {.at_most_ms = 9, .unknown_ms = 1});
  cell(friday + 7h + 46min, {.at_most_ms = 9});
  const v1::BoardRow row = row_at(friday + 8h + 15min);
  EXPECT_EQ(row.strip(), "#=?-." + std::string(91, ' '));
  EXPECT_EQ(row.red_strip(), std::string(56, '.') + std::string(24, 'r') + std::string(16, '.'));
}

TEST(board_order, is_by_state_then_shortfall_then_who_waits_longer_then_name) {
  const auto row = [](const char* zone, v1::BoardState state, double shortfall, std::int64_t seen) {
    v1::BoardRow one;
    one.set_zone(zone);
    one.set_state(state);
    one.set_shortfall(shortfall);
    one.set_last_visit_ended_at_ms(seen);
    return one;
  };
  const std::vector<v1::BoardRow> sorted{row("g", v1::BOARD_STATE_DUE, 1.0, 5),
                                         row("a", v1::BOARD_STATE_DUE, 1.0, 7),
                                         row("b", v1::BOARD_STATE_DUE, 1.0, 7),
                                         row("c", v1::BOARD_STATE_DUE, 0.5, 1),
                                         row("d", v1::BOARD_STATE_MISSED, 1.0, 1),
                                         row("e", v1::BOARD_STATE_DO_NOT_KNOW, 1.0, 1),
                                         row("f", v1::BOARD_STATE_VISITED, 0.0, 1)};
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    EXPECT_TRUE(worse(sorted[i - 1], sorted[i])) << i;
    EXPECT_FALSE(worse(sorted[i], sorted[i - 1])) << i;
  }
}

}  // namespace
}  // namespace beatwatch
