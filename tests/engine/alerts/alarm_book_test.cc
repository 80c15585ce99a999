#include "engine/alerts/alarm_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/alerts/alarm_timing.h"
#include "engine/base/archive.h"
#include "engine/change_fields.h"

namespace beatwatch {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr instant start = ms_to_instant(1'800'000'000'000);

alarm_cause silence_of(const std::string& unit) {
  alarm_cause cause;
  cause.key = {alarm_rule::unit_silent, unit};
  cause.sector = "force/north";
  return cause;
}

// Judged every ten seconds, as in the engine.
class alarm_book_test : public testing::Test {
 protected:
  void pass(duration time, const std::vector<alarm_cause>& holding) {
    for (const instant until = now + time; now < until;) {
      now += alarm_judged_every;
      book.judge(alarm_rule::unit_silent, holding, now);
      book.advance(now, changes);
    }
  }
  void answer(alarm_action action,
              std::uint64_t number,
              std::optional<duration> away = {},
              const std::string& by = "anna") {
    alarm_answered given;
    given.number = number;
    given.action = action;
    given.by = by;
    if (away) {
      given.reason = "known dead spot";
      given.until = now + *away;
    }
    book.take(given, now, changes);
  }
  std::vector<alarm_state> states() const {
    std::vector<alarm_state> told;
    for (const change& c : changes) {
      told.push_back(std::get<alarm_changed>(c.body).state);
    }
    return told;
  }
  std::vector<alarm_occasion> occasions() const {
    std::vector<alarm_occasion> found;
    for (const alarm_record& r : book.log().within({start, now + seconds{1}})) {
      found.push_back(r.occasion);
    }
    return found;
  }

  alarm_book book;
  instant now = start;
  std::vector<change> changes;
  const std::vector<alarm_cause> silent{silence_of("A1")};
  const alarm_timing timing = timing_of(alarm_rule::unit_silent);
};

TEST_F(alarm_book_test, annunciates_a_cause_that_holds_for_its_on_delay) {
  pass(timing.on_delay, silent);
  EXPECT_THAT(changes, IsEmpty());
  pass(seconds{10}, silent);
  ASSERT_THAT(changes, SizeIs(1));
  const auto& told = std::get<alarm_changed>(changes[0].body);
  EXPECT_EQ(told.number, 1U);
  EXPECT_EQ(told.subject, "A1");
  EXPECT_EQ(told.sector, "force/north");
  EXPECT_EQ(told.state, alarm_state::unacknowledged);
  EXPECT_EQ(told.annunciated_at, now);
  pass(minutes{60}, silent);
  EXPECT_THAT(changes, SizeIs(1)) << "never repeated";
}

TEST_F(alarm_book_test, says_nothing_of_a_cause_that_goes_before_its_on_delay) {
  for (int i = 0; i < 20; ++i) {
    pass(timing.on_delay, silent);
    pass(seconds{10}, {});
  }
  EXPECT_THAT(changes, IsEmpty());
  EXPECT_THAT(book.current(), IsEmpty());
  EXPECT_FALSE(book.waiting());
}

TEST_F(alarm_book_test, stands_until_its_cause_is_away_for_its_off_delay) {
  pass(timing.on_delay + seconds{10}, silent);
  answer(alarm_action::acknowledge, 1);
  pass(timing.off_delay, {});
  EXPECT_THAT(states(), ElementsAre(alarm_state::unacknowledged, alarm_state::acknowledged));
  pass(seconds{10}, silent);
  pass(timing.off_delay, {});
  EXPECT_THAT(book.current(), SizeIs(1));
  pass(seconds{10}, {});
  EXPECT_EQ(states().back(), alarm_state::normal);
  EXPECT_THAT(book.current(), IsEmpty());
  EXPECT_FALSE(book.waiting());
}

TEST_F(alarm_book_test, waits_for_somebody_to_have_seen_it_after_it_returned_to_normal) {
  pass(minutes{2}, silent);
  pass(minutes{2}, {});
  EXPECT_THAT(states(), ElementsAre(alarm_state::unacknowledged, alarm_state::returned));
  ASSERT_THAT(book.current(), SizeIs(1));
  answer(alarm_action::acknowledge, 1);
  EXPECT_EQ(states().back(), alarm_state::normal);
  EXPECT_THAT(book.current(), IsEmpty());
  EXPECT_THAT(
      occasions(),
      ElementsAre(
          alarm_occasion::annunciated, alarm_occasion::returned, alarm_occasion::acknowledged));
}

TEST_F(alarm_book_test, keeps_the_number_of_an_alarm_until_it_is_normal) {
  pass(minutes{2}, silent);
  pass(minutes{2}, {});
  pass(minutes{2}, silent);
  EXPECT_EQ(book.current().front().number, 1U);
  EXPECT_EQ(book.current().front().state, alarm_state::unacknowledged);
  answer(alarm_action::acknowledge, 1);
  pass(minutes{2}, {});
  pass(minutes{2}, silent);
  EXPECT_EQ(book.current().front().number, 2U);
}

TEST_F(alarm_book_test, is_quiet_while_it_is_shelved_and_comes_back_by_itself) {
  pass(minutes{2}, silent);
  answer(alarm_action::shelve, 1, minutes{30});
  ASSERT_EQ(states().back(), alarm_state::shelved);
  EXPECT_EQ(book.current().front().shelved_until, now + minutes{30});
  const auto told = changes.size();
  pass(minutes{5}, {});
  pass(minutes{24}, silent);
  EXPECT_THAT(changes, SizeIs(told)) << "coming and going behind the shelf";
  pass(minutes{2}, silent);
  EXPECT_EQ(states().back(), alarm_state::unacknowledged);
  EXPECT_EQ(book.current().front().number, 1U);
  EXPECT_FALSE(book.current().front().shelved_until);
}

TEST_F(alarm_book_test, is_over_when_its_shelving_ends_and_its_cause_is_away) {
  pass(minutes{2}, silent);
  answer(alarm_action::shelve, 1, minutes{30});
  pass(minutes{31}, {});
  EXPECT_THAT(states(),
              ElementsAre(alarm_state::unacknowledged, alarm_state::shelved, alarm_state::normal));
}

TEST_F(alarm_book_test, can_be_taken_from_the_shelf) {
  pass(minutes{2}, silent);
  answer(alarm_action::shelve, 1, minutes{30});
  answer(alarm_action::unshelve, 1, {}, "ben");
  EXPECT_EQ(states().back(), alarm_state::unacknowledged);
  const auto log = book.log().within({start, now + seconds{1}});
  ASSERT_THAT(log, SizeIs(4));
  EXPECT_EQ(log[1].reason, "known dead spot");
  EXPECT_EQ(log[1].by, "anna");
  EXPECT_EQ(log[2].occasion, alarm_occasion::unshelved);
  EXPECT_EQ(log[2].by, "ben");
}

TEST_F(alarm_book_test, is_shelved_for_no_longer_than_a_shift) {
  pass(minutes{2}, silent);
  answer(alarm_action::shelve, 1, std::chrono::hours{100});
  EXPECT_EQ(book.current().front().shelved_until, now + shelving_max);
}

TEST_F(alarm_book_test, takes_no_answer_that_does_not_fit) {
  pass(minutes{2}, silent);
  answer(alarm_action::acknowledge, 7);
  answer(alarm_action::unshelve, 1);
  answer(alarm_action::shelve, 1, seconds{0});
  EXPECT_THAT(changes, SizeIs(1));
  answer(alarm_action::acknowledge, 1);
  answer(alarm_action::acknowledge, 1);
  EXPECT_THAT(changes, SizeIs(2));
}

TEST_F(alarm_book_test, an_emergency_is_told_at_once_and_is_not_shelved) {
  alarm_cause pressed;
  pressed.key = {alarm_rule::emergency, "A1"};
  book.strike(pressed, now, changes);
  ASSERT_THAT(states(), ElementsAre(alarm_state::unacknowledged));
  answer(alarm_action::shelve, 1, minutes{30});
  EXPECT_THAT(changes, SizeIs(1));
  pass(minutes{1}, {});
  book.strike(pressed, now, changes);
  EXPECT_THAT(changes, SizeIs(1)) << "the radio says it again and again";
  pass(minutes{2} - seconds{10}, {});
  EXPECT_THAT(changes, SizeIs(1));
  pass(seconds{10}, {});
  EXPECT_EQ(states().back(), alarm_state::returned);
  book.strike(pressed, now, changes);
  EXPECT_EQ(states().back(), alarm_state::unacknowledged) << "pressed again";
}

TEST_F(alarm_book_test, holds_a_chattering_alarm) {
  const auto come_and_go = [&] {
    pass(timing.on_delay + seconds{20}, silent);
    pass(timing.off_delay + seconds{20}, {});
  };
  come_and_go();
  come_and_go();
  EXPECT_FALSE(book.current().front().chattering);
  for (int i = 0; i < 20; ++i) {
    come_and_go();
  }
  EXPECT_TRUE(book.current().front().chattering);
  EXPECT_THAT(book.log().within({start, now}), SizeIs(5)) << "three times, and no more";
  pass(chattering_within + seconds{10}, {});
  EXPECT_EQ(book.current().front().state, alarm_state::returned);
}

TEST_F(alarm_book_test, is_told_again_when_other_zones_are_concerned) {
  alarm_cause zones;
  zones.key = {alarm_rule::red_time, "force/north"};
  zones.sector = "force/north";
  zones.zones = {{"Z1", start + minutes{60}, 600'000, start + minutes{40}}};
  const auto judge = [&](duration time) {
    for (const instant until = now + time; now < until;) {
      now += alarm_judged_every;
      book.judge(alarm_rule::red_time, {zones}, now);
      book.advance(now, changes);
    }
  };
  judge(minutes{2});
  ASSERT_THAT(changes, SizeIs(1));
  answer(alarm_action::acknowledge, 1);
  zones.zones.front().zone = "Z2";
  judge(minutes{2});
  ASSERT_THAT(changes, SizeIs(3));
  const auto& told = std::get<alarm_changed>(changes.back().body);
  EXPECT_EQ(told.zones.front().zone, "Z2");
  EXPECT_EQ(told.state, alarm_state::acknowledged) << "one alarm for a sector";
}

TEST_F(alarm_book_test, goes_on_where_it_was_saved) {
  pass(minutes{2}, silent);
  answer(alarm_action::shelve, 1, minutes{30});
  std::vector<std::byte> bytes;
  byte_writer{bytes}(book);
  alarm_book loaded;
  byte_reader reader{bytes};
  reader(loaded);
  ASSERT_TRUE(reader.ok() && reader.at_end());
  book = loaded;
  pass(minutes{31}, silent);
  EXPECT_EQ(states().back(), alarm_state::unacknowledged);
  EXPECT_EQ(book.current().front().number, 1U);
}

}  // namespace
}  // namespace beatwatch
