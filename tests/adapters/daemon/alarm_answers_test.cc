#include "adapters/daemon/alarm_answers.h"

#include <gtest/gtest.h>

#include "engine/alerts/alarm_timing.h"

namespace beatwatch {
namespace {

constexpr instant start = ms_to_instant(1'795'183'200'000);

// Alarm 1: A/R1 pressed the button. Alarm 2: nothing is heard of its source.
class alarm_answers : public testing::Test {
 protected:
  alarm_answers() : engine_(parameters{}) {
    device_heard pressed;
    pressed.device = "R1";
    pressed.signal = device_signal::emergency;
    apply({start, "A", 0, pressed});
    while (engine_.alarms().size() < 2 && now_ < start + std::chrono::hours{1}) {
      apply({*engine_.next_deadline(), "clock", 0, tick{}});
    }
  }

  void apply(const event& one) {
    std::vector<change> changes;
    engine_.apply({&one, 1}, changes);
    now_ = one.received_at;
  }
  [[nodiscard]] alarm_answer_check check(std::uint64_t number,
                                         v1::AlarmAction action,
                                         const std::string& reason = "",
                                         std::optional<duration> away = {}) const {
    v1::AnswerAlarm asked;
    asked.set_number(number);
    asked.set_action(action);
    asked.set_reason(reason);
    if (away) {
      asked.set_until_ms(instant_to_ms(now_ + *away));
    }
    return check_alarm_answer(asked, "anna", engine_, now_);
  }

  engine engine_;
  instant now_ = start;
};

TEST_F(alarm_answers, acknowledge_an_alarm_under_the_name_of_who_asks) {
  const auto checked = check(1, v1::ALARM_ACTION_ACKNOWLEDGE);
  ASSERT_EQ(checked.text, "");
  EXPECT_EQ(checked.answered.number, 1U);
  EXPECT_EQ(checked.answered.action, alarm_action::acknowledge);
  EXPECT_EQ(checked.answered.by, "anna");
}

TEST_F(alarm_answers, shelve_with_a_reason_and_an_instant_of_the_next_twelve_hours) {
  using std::chrono::hours;
  EXPECT_EQ(check(2, v1::ALARM_ACTION_SHELVE, "mast works", hours{12}).text, "");
  EXPECT_EQ(check(2, v1::ALARM_ACTION_SHELVE, "mast works", hours{13}).code,
            v1::ERROR_CODE_MALFORMED);
  EXPECT_EQ(check(2, v1::ALARM_ACTION_SHELVE, "mast works", hours{0}).code,
            v1::ERROR_CODE_MALFORMED);
  EXPECT_EQ(check(2, v1::ALARM_ACTION_SHELVE, "mast works").code, v1::ERROR_CODE_MALFORMED);
  EXPECT_EQ(check(2, v1::ALARM_ACTION_SHELVE, "", hours{1}).code, v1::ERROR_CODE_MALFORMED);
  EXPECT_EQ(check(2, v1::ALARM_ACTION_SHELVE, "\n", hours{1}).code, v1::ERROR_CODE_MALFORMED);
}

TEST_F(alarm_answers, never_shelve_an_emergency) {
  EXPECT_NE(check(1, v1::ALARM_ACTION_SHELVE, "tired of it", std::chrono::hours{1}).text, "");
}

TEST_F(alarm_answers, are_refused_where_they_do_not_fit) {
  EXPECT_EQ(check(7, v1::ALARM_ACTION_ACKNOWLEDGE).code, v1::ERROR_CODE_NOT_FOUND);
  EXPECT_EQ(check(0, v1::ALARM_ACTION_ACKNOWLEDGE).code, v1::ERROR_CODE_MALFORMED);
  EXPECT_EQ(check(1, v1::ALARM_ACTION_UNSPECIFIED).code, v1::ERROR_CODE_MALFORMED);
  EXPECT_EQ(check(2, v1::ALARM_ACTION_UNSHELVE).code, v1::ERROR_CODE_TOO_LATE);
  apply({now_, "alerts", 0, check(2, v1::ALARM_ACTION_ACKNOWLEDGE).answered});
  EXPECT_EQ(check(2, v1::ALARM_ACTION_ACKNOWLEDGE).code, v1::ERROR_CODE_TOO_LATE);
}

}  // namespace
}  // namespace beatwatch
