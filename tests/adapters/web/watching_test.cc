#include "adapters/web/watching.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "adapters/records/live_view.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr instant ten_to_seven = ms_to_instant(1'795'157'400'000);  // 2026-11-20T06:50:00Z

// A log that takes looks or refuses them, and a clock that is set.
class log_backend : public web_backend {
 public:
  void record_live_view(const account& /*who*/,
                        std::optional<instant> from,
                        std::function<void(std::optional<instant>)> then) override {
    if (!takes) {
      ++refused;
      then(std::nullopt);
      return;
    }
    const interval window = from ? live_window_after(*from, now) : live_window(now);
    recorded.push_back(window);
    then(window.to);
  }
  [[nodiscard]] instant engine_now() override { return now; }

  void ask(const account* /*who*/,
           v1::Request /*request*/,
           std::function<void(v1::Reply)>) override {}
  void choose(const account& /*who*/,
              std::string /*incident*/,
              std::string /*unit*/,
              std::function<void(v1::Reply)> /*then*/) override {}
  [[nodiscard]] instant wall_now() override { return now; }
  [[nodiscard]] bool journal_writable() override { return true; }
  void count(std::string_view /*reason*/) override {}

  bool takes = true;
  int refused = 0;
  instant now = ten_to_seven;
  std::vector<interval> recorded;
};

class watching_test : public testing::Test {
 protected:
  [[nodiscard]] bool begins() {
    bool begun = false;
    asio::co_spawn(
        loop_,
        [&]() -> asio::awaitable<void> { begun = co_await window_->begin(); },
        asio::detached);
    turn();
    return begun;
  }

  // What the server asks each second, `later`.
  [[nodiscard]] bool goes_on(duration later) {
    log_.now = ten_to_seven + later;
    (void)window_->goes_on();
    turn();
    return window_->goes_on();
  }

  void turn() {
    loop_.restart();
    loop_.poll();
  }

  asio::io_context loop_;
  log_backend log_;
  account who_;
  std::shared_ptr<watching> window_ = std::make_shared<watching>(loop_, log_, who_);
};

TEST_F(watching_test, one_that_cannot_be_put_on_record_does_not_begin) {
  log_.takes = false;
  EXPECT_FALSE(begins());
}

TEST_F(watching_test, is_on_record_up_to_each_full_hour_before_it_begins) {
  ASSERT_TRUE(begins());
  EXPECT_TRUE(goes_on(8min));
  EXPECT_EQ(log_.recorded, (std::vector<interval>{{ten_to_seven, ten_to_seven + 10min}}));
  EXPECT_TRUE(goes_on(9min));
  EXPECT_TRUE(goes_on(60min));
  ASSERT_EQ(log_.recorded.size(), 2U);
  EXPECT_EQ(log_.recorded[1], (interval{ten_to_seven + 10min, ten_to_seven + 70min}));
}

TEST_F(watching_test, a_clock_that_leaps_leaves_no_gap) {
  ASSERT_TRUE(begins());
  EXPECT_TRUE(goes_on(3h));
  ASSERT_EQ(log_.recorded.size(), 2U);
  EXPECT_EQ(log_.recorded[1], (interval{ten_to_seven + 10min, ten_to_seven + 3h + 10min}));
}

TEST_F(watching_test, ends_with_its_time_on_record_when_the_log_refuses_more) {
  ASSERT_TRUE(begins());
  log_.takes = false;
  EXPECT_TRUE(goes_on(9min + 30s)) << "so long it is on record";
  EXPECT_FALSE(goes_on(10min));
  EXPECT_GE(log_.refused, 2) << "tried again each second";
}

TEST_F(watching_test, goes_on_when_the_log_takes_it_in_time_after_all) {
  ASSERT_TRUE(begins());
  log_.takes = false;
  EXPECT_TRUE(goes_on(9min + 30s));
  log_.takes = true;
  EXPECT_TRUE(goes_on(9min + 31s));
  EXPECT_TRUE(goes_on(30min));
}

}  // namespace
}  // namespace beatwatch
