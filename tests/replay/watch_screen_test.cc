#include "replay/watch_screen.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

namespace beatwatch {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t evening_ms = 1'780'690'445'000;  // 2026-06-05T20:14:05Z

v1::FeedMessage incident_message(const std::vector<std::string>& assigned, bool closed = false) {
  v1::FeedMessage message;
  message.set_at_ms(evening_ms);
  v1::Incident& incident = *message.mutable_incident_updated()->mutable_incident();
  incident.set_name("I-0042");
  incident.set_grade(1);
  incident.set_type("violence");
  for (const std::string& unit : assigned) {
    incident.add_assigned(unit);
  }
  if (closed) {
    incident.set_closed_at_ms(evening_ms);
  }
  return message;
}

v1::FeedMessage presence_message(const std::string& zone, std::int64_t about_ms) {
  v1::FeedMessage message;
  message.set_at_ms(evening_ms);
  v1::PresenceChanged& presence = *message.mutable_presence_changed();
  presence.set_zone(zone);
  presence.mutable_presence()->set_at_least_ms(about_ms / 2);
  presence.mutable_presence()->set_about_ms(about_ms);
  presence.mutable_presence()->set_at_most_ms(about_ms * 2);
  return message;
}

class watch_screen_test : public testing::Test {
 protected:
  std::string shown() {
    std::string text = out_.str();
    out_.str("");
    return text;
  }

  std::ostringstream out_;
  watch_screen screen_{out_, 30, 2};
};

TEST_F(watch_screen_test, shows_a_new_incident_with_the_suggestion_for_it) {
  screen_.take(incident_message({}), true);
  v1::FeedMessage message;
  message.set_at_ms(evening_ms);
  v1::Suggestion& suggestion = *message.mutable_suggestion_made()->mutable_suggestion();
  suggestion.set_incident("I-0042");
  v1::Candidate& unit = *suggestion.add_nearest();
  unit.set_unit("CAR-03");
  unit.set_travel_ms(126'000);
  unit.set_travel_min_ms(108'000);
  unit.set_travel_max_ms(156'000);
  unit.set_by_road(true);
  v1::GateCount& gate = *suggestion.add_passed_over();
  gate.set_gate(v1::GATE_STATUS);
  gate.set_units(8);
  screen_.take(message, true);
  EXPECT_EQ(shown(),
            "20:14:05Z  I-0042, grade 1, violence\n"
            "           nearest: CAR-03 2.1 min (1.8-2.6)\n"
            "           passed over: 8 not available\n");
}

TEST_F(watch_screen_test, says_who_was_sent_and_when_it_is_over) {
  screen_.take(incident_message({}), true);
  screen_.take(incident_message({"CAR-03"}), true);
  EXPECT_EQ(shown(), "20:14:05Z  I-0042 sent: CAR-03\n");
  screen_.take(incident_message({"CAR-03"}, true), true);
  EXPECT_EQ(shown(), "20:14:05Z  I-0042 closed\n");
}

TEST_F(watch_screen_test, is_quiet_about_what_a_snapshot_says) {
  screen_.take(incident_message({"CAR-03"}), false);
  screen_.take(presence_message("RED-01", 60'000), false);
  EXPECT_EQ(shown(), "");
}

TEST_F(watch_screen_test, does_not_call_a_zone_unvisited_whose_first_visit_may_go_on) {
  v1::FeedMessage left = presence_message("RED-01", 60'000);
  left.mutable_presence_changed()->mutable_visits()->set_about(1);
  screen_.take(left, false);
  screen_.take(presence_message("RED-02", 0), false);
  screen_.show_board(evening_ms);
  const std::string board = shown();
  EXPECT_THAT(board, HasSubstr("just left"));
  EXPECT_LT(board.find("RED-02"), board.find("RED-01"));
}

TEST_F(watch_screen_test, shows_the_zones_that_wait_longest_and_how_many_are_left_out) {
  v1::FeedMessage visited = presence_message("RED-01", 600'000);
  visited.mutable_presence_changed()->set_last_visit_ended_at_ms(evening_ms - 720'000);
  v1::FeedMessage crowded = presence_message("RED-02", 600'000);
  crowded.mutable_presence_changed()->add_here("CAR-03");
  screen_.take(visited, false);
  screen_.take(crowded, false);
  screen_.take(presence_message("RED-03", 0), false);
  screen_.show_board(evening_ms);
  const std::string board = shown();
  EXPECT_LT(board.find("RED-03"), board.find("RED-01")) << board;
  EXPECT_THAT(board, HasSubstr("5.0 / 10.0 / 20.0"));
  EXPECT_THAT(board, HasSubstr("12 min ago"));
  EXPECT_THAT(board, Not(HasSubstr("RED-02")));
  EXPECT_THAT(board, HasSubstr("... and 1 more zones"));
}

TEST_F(watch_screen_test, warns_of_a_driven_clock_and_of_a_journal_in_trouble) {
  v1::Heartbeat heartbeat;
  heartbeat.set_driven_clock(true);
  heartbeat.set_journal_writable(true);
  screen_.take(heartbeat);
  EXPECT_THAT(shown(), HasSubstr("DRIVEN CLOCK"));
  screen_.take(heartbeat);
  EXPECT_EQ(shown(), "");
  heartbeat.set_journal_writable(false);
  screen_.take(heartbeat);
  EXPECT_THAT(shown(), HasSubstr("JOURNAL NOT WRITABLE"));
  heartbeat.set_journal_writable(true);
  screen_.take(heartbeat);
  EXPECT_THAT(shown(), HasSubstr("journal writable again"));
}

}  // namespace
}  // namespace beatwatch
