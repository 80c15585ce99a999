#include "adapters/web/live_events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/live_items.h"
#include "tests/support/seed_count.h"

namespace beatwatch {
namespace {

using nlohmann::json;

constexpr std::uint32_t run = 3;

struct sent_event {
  std::string id;
  std::string name;
  json data;
};

// What one piece of a stream holds.
std::vector<sent_event> parse(const std::string& piece) {
  std::vector<sent_event> events;
  for (std::size_t at = 0; at < piece.size();) {
    const auto end = piece.find("\n\n", at);
    sent_event event;
    while (at < end) {
      const auto line_end = piece.find('\n', at);
      const std::string line = piece.substr(at, line_end - at);
      if (line.starts_with("id: ")) {
        event.id = line.substr(4);
      } else if (line.starts_with("event: ")) {
        event.name = line.substr(7);
      } else {
        event.data = json::parse(line.substr(6));
      }
      at = line_end + 1;
    }
    events.push_back(std::move(event));
    at = end + 2;
  }
  return events;
}

class live_events_test : public testing::Test {
 protected:
  live_events_test() { events_.restore(situation{}); }

  asio::io_context loop_;
  live_events events_{loop_, run};
};

TEST_F(live_events_test, a_window_begins_with_what_holds_and_goes_on_with_what_changes) {
  events_.take({stale(1, "A1", true), stale(2, "A2", true)});
  const auto stream = events_.join(everybody(), std::nullopt);
  const auto first = parse(stream->take());
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].name, "snapshot");
  EXPECT_EQ(first[0].id, "3-2");
  EXPECT_EQ(first[0].data["items"].size(), 2U);
  EXPECT_EQ(first[0].data["last"], true);
  EXPECT_EQ(stream->take(), "");

  events_.take({stale(3, "A1", false)});
  const auto next = parse(stream->take());
  ASSERT_EQ(next.size(), 1U);
  EXPECT_EQ(next[0].name, "items");
  EXPECT_EQ(next[0].id, "3-3");
  EXPECT_EQ(next[0].data["items"][0]["topic"], "unit/A1/");
  EXPECT_EQ(next[0].data["items"][0]["message"]["unit_staleness_changed"]["stale"], false);
}

TEST_F(live_events_test, of_what_replaces_each_other_a_slow_window_gets_the_newest) {
  const auto stream = events_.join(everybody(), std::nullopt);
  stream->take();
  for (std::uint64_t n = 1; n <= 100; ++n) {
    events_.take({stale(n, n % 2 == 0 ? "A1" : "A2", n < 50)});
  }
  const auto late = parse(stream->take());
  ASSERT_EQ(late.size(), 1U);
  ASSERT_EQ(late[0].data["items"].size(), 2U);
  EXPECT_EQ(late[0].data["items"][0]["number"], 99);
  EXPECT_EQ(late[0].data["items"][1]["number"], 100);
}

TEST_F(live_events_test, a_window_goes_on_from_where_it_was) {
  events_.take({stale(1, "A1", true), stale(2, "A2", true)});
  const auto stream = events_.join(everybody(), event_position{.run = run, .number = 1});
  const auto next = parse(stream->take());
  ASSERT_EQ(next.size(), 1U);
  EXPECT_EQ(next[0].name, "items");
  EXPECT_EQ(next[0].data["items"].size(), 1U);
}

TEST_F(live_events_test, a_position_of_another_run_or_of_the_future_starts_anew) {
  events_.take({stale(1, "A1", true)});
  for (const event_position at :
       {event_position{.run = run + 1, .number = 1}, event_position{.run = run, .number = 2}}) {
    EXPECT_EQ(parse(events_.join(everybody(), at)->take()).at(0).name, "snapshot");
  }
}

TEST_F(live_events_test, who_is_behind_all_that_is_kept_starts_anew) {
  live_events events{loop_, run, 10};
  events.restore(situation{});
  const auto stream = events.join(everybody(), std::nullopt);
  stream->take();
  std::vector<feed_item> items;
  for (std::uint64_t n = 1; n <= 11; ++n) {
    items.push_back(stale(n, "A1", n % 2 == 0));
  }
  events.take(std::move(items));
  EXPECT_EQ(parse(stream->take()).at(0).name, "snapshot");
}

TEST_F(live_events_test, nobody_is_told_what_they_may_not_know) {
  events_.take({stale(1, "A1", true), stale(2, "A2", true)});
  event_listener some = everybody();
  some.may_know = [](std::string_view topic) { return topic == "unit/A1/"; };
  const auto stream = events_.join(some, std::nullopt);
  EXPECT_EQ(parse(stream->take()).at(0).data["items"].size(), 1U);
  events_.take({stale(3, "A2", false)});
  EXPECT_EQ(stream->take(), "");
}

TEST_F(live_events_test, a_heartbeat_comes_once_and_ends_who_may_not_stay) {
  bool stays = true;
  event_listener some = everybody();
  some.may_stay = [&stays] { return stays; };
  const auto stream = events_.join(some, std::nullopt);
  stream->take();
  events_.beat(R"({"engine_now_ms":"5"})");
  const auto beat = parse(stream->take());
  ASSERT_EQ(beat.size(), 1U);
  EXPECT_EQ(beat[0].name, "heartbeat");
  EXPECT_EQ(beat[0].data["engine_now_ms"], "5");
  EXPECT_TRUE(stream->goes_on());
  stays = false;
  events_.beat("{}");
  EXPECT_EQ(stream->take(), "");
  EXPECT_FALSE(stream->goes_on());
}

// A page that applies items as the interface says, against the situation itself.
std::map<std::pair<std::string, std::string>, std::uint64_t> applied(
    std::map<std::pair<std::string, std::string>, std::uint64_t> held, const json& items) {
  for (const json& item : items) {
    if (item["effect"] == "keep") {
      held[{item["topic"], item["key"]}] = item["number"];
    } else if (item["effect"] == "drop") {
      held.erase({item["topic"], item["key"]});
    }
    if (item.contains("ended")) {
      for (const json& ended : item["ended"]) {
        std::erase_if(held, [&](const auto& entry) {
          return entry.first.first == ended["topic"] &&
                 (!ended.contains("key") || entry.first.second == ended["key"]);
        });
      }
    }
  }
  return held;
}

TEST(live_events, a_window_of_any_pace_ends_where_the_situation_is) {
  const std::uint64_t seeds = seed_count(50);
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    std::uint64_t state = seed * 2'654'435'761U + 1;
    const auto below = [&state](std::uint64_t n) {
      state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
      return (state >> 33U) % n;
    };
    asio::io_context loop;
    live_events events{loop, run};
    events.restore(situation{});
    situation truth;
    std::map<std::pair<std::string, std::string>, std::uint64_t> held;
    std::map<std::pair<std::string, std::string>, std::uint64_t> loading;
    const auto stream = events.join(everybody(), std::nullopt);
    const auto read = [&] {
      for (const sent_event& event : parse(stream->take())) {
        if (event.name == "snapshot") {
          loading =
              applied(event.data["part"] == 0 ? decltype(loading){} : loading, event.data["items"]);
          if (event.data["last"] == true) {
            held = loading;
          }
        } else {
          held = applied(held, event.data["items"]);
        }
      }
    };
    for (std::uint64_t n = 1; n <= 60; ++n) {
      feed_item item = stale(n, "A" + std::to_string(below(4)), true);
      item.key = std::to_string(below(2));
      item.effect = below(4) == 0 ? situation_effect::drop : situation_effect::keep;
      if (below(5) == 0) {
        item.ended.push_back({.topic = "unit/A" + std::to_string(below(4)) + '/',
                              .key = below(2) == 0 ? "" : std::to_string(below(2))});
      }
      truth.apply(item);
      events.take({item});
      if (below(6) == 0) {
        read();
      }
    }
    read();
    std::set<std::pair<std::string, std::string>> expected;
    for (const auto& [topic, content] : truth.topics()) {
      for (const auto& [key, body] : content.messages) {
        expected.emplace(topic, key);
      }
    }
    std::set<std::pair<std::string, std::string>> got;
    for (const auto& [name, number] : held) {
      got.insert(name);
    }
    ASSERT_EQ(got, expected) << "seed " << seed;
  }
}

}  // namespace
}  // namespace beatwatch
