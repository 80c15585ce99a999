#include "adapters/web/live_handover.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/live_items.h"
#include "tests/support/seed_count.h"

namespace beatwatch {
namespace {

using nlohmann::json;

constexpr std::uint32_t run = 3;
constexpr std::size_t items_on_the_way = 20;

// A window that reads whatever it is given: by topic the number of the newest message.
class reading_window {
 public:
  explicit reading_window(live_events& events) : stream_(events.join(everybody(), std::nullopt)) {}

  void read() {
    for (std::string piece = stream_->take(); !piece.empty(); piece = stream_->take()) {
      const json data = json::parse(piece.substr(piece.find("data: ") + 6));
      if (data.contains("part") && data["part"] == 0) {
        held_.clear();
        ++snapshots_;
      }
      for (const json& item : data["items"]) {
        held_[item["topic"]] = item["number"];
      }
    }
  }

  [[nodiscard]] const std::map<std::string, std::uint64_t>& held() const { return held_; }
  [[nodiscard]] int snapshots() const { return snapshots_; }

 private:
  std::shared_ptr<http_stream> stream_;
  std::map<std::string, std::uint64_t> held_;
  int snapshots_ = 0;
};

class live_handover_test : public testing::Test {
 protected:
  // One message about each of `units`, as the engine's thread releases them.
  void release(const std::vector<std::string>& units) {
    std::vector<feed_item> items;
    items.reserve(units.size());
    for (const std::string& unit : units) {
      items.push_back(stale(++newest_, unit, true));
      released_.apply(items.back());
    }
    handover_.release(items);
  }

  void run_both_until_idle() {
    while (poll(engine_) + poll(windows_) > 0) {
    }
  }

  static std::size_t poll(asio::io_context& loop) {
    loop.restart();
    return loop.poll();
  }

  [[nodiscard]] std::map<std::string, std::uint64_t> truth() const {
    std::map<std::string, std::uint64_t> numbers;
    for (const auto& [topic, content] : released_.topics()) {
      numbers[topic] = content.newest_number;
    }
    return numbers;
  }

  asio::io_context engine_;
  asio::io_context windows_;
  live_events events_{windows_, run};
  situation released_;
  std::uint64_t newest_ = 0;
  int times_behind_ = 0;
  live_handover handover_{{.engine = engine_,
                           .windows = windows_,
                           .events = events_,
                           .released = released_,
                           .on_behind = [this] { ++times_behind_; }},
                          items_on_the_way};
};

TEST_F(live_handover_test, what_is_released_reaches_the_windows) {
  reading_window window{events_};
  window.read();
  for (int i = 0; i < 100; ++i) {
    release({"A1", "A2", "A3"});
    run_both_until_idle();
    window.read();
    EXPECT_EQ(window.held(), truth());
  }
  EXPECT_EQ(window.snapshots(), 1);
  EXPECT_EQ(times_behind_, 0);
}

TEST_F(live_handover_test, what_is_on_the_way_is_bounded) {
  for (std::size_t i = 0; i < 10 * items_on_the_way; ++i) {
    release({"A" + std::to_string(i)});
  }
  EXPECT_EQ(times_behind_, 1);
  poll(windows_);
  reading_window window{events_};
  window.read();
  EXPECT_EQ(window.held().size(), items_on_the_way);
}

TEST_F(live_handover_test, who_was_behind_starts_anew_from_what_holds) {
  reading_window window{events_};
  window.read();
  for (int i = 0; i < 100; ++i) {
    release({"A1", "A2", "A3"});
  }
  run_both_until_idle();
  window.read();
  EXPECT_EQ(window.held(), truth());
  EXPECT_EQ(window.snapshots(), 2);

  release({"A2"});
  run_both_until_idle();
  window.read();
  EXPECT_EQ(window.held(), truth());
  EXPECT_EQ(window.snapshots(), 2);
  EXPECT_EQ(times_behind_, 1);
}

TEST_F(live_handover_test, a_batch_above_the_bound_is_told_as_what_holds) {
  reading_window window{events_};
  release(std::vector<std::string>(items_on_the_way + 1, "A1"));
  run_both_until_idle();
  window.read();
  EXPECT_EQ(window.held(), truth());
}

TEST_F(live_handover_test, windows_of_any_pace_end_where_the_situation_is) {
  const std::uint64_t seeds = seed_count(50);
  reading_window window{events_};
  std::uint64_t state = 1;
  const auto below = [&state](std::uint64_t n) {
    state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    return (state >> 33U) % n;
  };
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    for (int step = 0; step < 200; ++step) {
      const std::uint64_t what = below(10);
      if (what < 6) {
        release(std::vector<std::string>(below(8), "A" + std::to_string(below(5))));
      } else if (what < 8) {
        windows_.restart();
        windows_.poll_one();
      } else if (what == 8) {
        engine_.restart();
        engine_.poll_one();
      } else {
        window.read();
      }
    }
    run_both_until_idle();
    window.read();
    ASSERT_EQ(window.held(), truth()) << "seed " << seed;
  }
  EXPECT_GT(times_behind_, 0);
}

TEST_F(live_handover_test, the_threads_of_both_may_run_at_once) {
  const auto engine_stays = asio::make_work_guard(engine_);
  auto windows_stay = asio::make_work_guard(windows_);
  std::thread windows{[this] { windows_.run(); }};
  for (int i = 0; i < 2'000; ++i) {
    release({"A1", "A2", "A3", "A4", "A5"});
    engine_.poll();
  }
  windows_stay.reset();
  windows.join();
  run_both_until_idle();
  reading_window window{events_};
  window.read();
  EXPECT_EQ(window.held(), truth());
}

}  // namespace
}  // namespace beatwatch
