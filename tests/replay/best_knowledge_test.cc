#include "replay/best_knowledge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <random>
#include <utility>
#include <variant>

#include "adapters/journal/parameters_codec.h"
#include "adapters/maps/map_store.h"
#include "replay/journal_player.h"
#include "tests/support/journal_in_memory.h"
#include "tests/support/simulated_town.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

// A town's shift as a server took it, and the same events as they came on another day.
class best_knowledge_test : public testing::Test {
 protected:
  best_knowledge_test() : town_(make_simulated_town(3)), shift_(make_town_shift(town_, 3, 1)) {
    settings_.plane = town_.plane.origin();
    settings_.clock.changes = {{.from = {}, .offset_s = 3'600}};
    zones_ = zone_set_of(town_.zones);
    for (event& one : shift_.events()) {
      if (std::holds_alternative<ping>(one.body)) {
        one.received_at = std::max(one.received_at, std::get<ping>(one.body).observed_at);
      }
      events_.push_back(std::move(one));
    }
  }

  // `events` as a journal, by their reception.
  [[nodiscard]] std::unique_ptr<journal_in_memory> journal_of(std::vector<event> events) const {
    std::stable_sort(events.begin(), events.end(), [](const event& a, const event& b) {
      return a.received_at < b.received_at;
    });
    auto made = std::make_unique<journal_in_memory>();
    journal_in_memory& journal = *made;
    journal.artifacts = {parameters_to_artifact(settings_), zones_to_artifact(*zones_)};
    journal_run run;
    run.first_event = 1;
    run.header.run = 1;
    run.header.parameters_hash = journal.artifacts.front().hash;
    journal.kept_runs = {run};
    const std::string& hash = journal.artifacts.back().hash;
    const instant from = shift_.span.from;
    events.insert(events.begin(), {from, "server", 0, zones_activated{hash, from}});
    if (streets_) {
      events.insert(events.begin(), {from, "server", 0, roads_activated{town_.roads->hash()}});
    }
    // The end is the same, so that both settle the same.
    events.push_back({shift_.span.to + 24h, "clock", 0, tick{}});
    journal_row row{.first_event = 1};
    for (event& one : events) {
      if (!row.events.empty() && one.received_at - row.events.front().received_at > 30s) {
        journal.rows.push_back(row);
        row = {.first_event = row.first_event + row.events.size()};
      }
      row.events.push_back(std::move(one));
    }
    journal.rows.push_back(row);
    return made;
  }

  struct outcome {
    digest changes{};
    std::vector<std::byte> settled;
    std::uint64_t late_pings = 0;
    duration longest_delay{};
  };
  [[nodiscard]] outcome play(journal_reader& journal) const {
    best_knowledge rearranged{journal};
    journal_player player{rearranged, folder_.path()};
    const replay_result result = player.play({});
    EXPECT_TRUE(result.equal());
    EXPECT_FALSE(result.on_record.has_value());
    return {result.recomputed,
            player.engine()->settled_bytes(),
            rearranged.late_pings(),
            rearranged.longest_delay()};
  }

  simulated_town town_;
  simulated_shift shift_;
  parameters settings_;
  std::shared_ptr<const zone_set> zones_;
  std::vector<event> events_;
  temporary_folder folder_;
  bool streets_ = false;  ///< in force
};

// Hours beyond the horizon for some pings, seconds for others. Command and control is not late.
void make_late(std::vector<event>& events) {
  std::mt19937_64 random{7};
  for (event& one : events) {
    if (std::holds_alternative<ping>(one.body)) {
      one.received_at += std::chrono::seconds{random() % 7 == 0 ? random() % 40'000 : random() % 9};
    }
  }
}

TEST_F(best_knowledge_test, comes_to_one_digest_however_late_everything_came) {
  const auto in_time = journal_of(events_);
  const outcome expected = play(*in_time);
  std::vector<event> late = events_;
  make_late(late);
  const auto later = journal_of(late);
  const outcome found = play(*later);
  EXPECT_EQ(to_hex(found.changes), to_hex(expected.changes));
  EXPECT_EQ(found.settled, expected.settled);
  EXPECT_GT(found.late_pings, events_.size() / 20);
  EXPECT_GT(found.longest_delay, 10h);
}

TEST_F(best_knowledge_test, comes_to_one_digest_along_the_streets_too) {
  const auto straight = journal_of(events_);
  const outcome without = play(*straight);
  keep_town_roads(folder_.path(), town_);
  streets_ = true;
  const auto in_time = journal_of(events_);
  const outcome expected = play(*in_time);
  std::vector<event> late = events_;
  make_late(late);
  const auto later = journal_of(late);
  const outcome found = play(*later);
  EXPECT_EQ(to_hex(found.changes), to_hex(expected.changes));
  EXPECT_EQ(found.settled, expected.settled);
  EXPECT_NE(expected.settled, without.settled) << "the streets make a difference";
}

TEST_F(best_knowledge_test, finds_a_place_for_what_the_live_server_could_not_take) {
  std::vector<event> late = events_;
  const std::string device = shift_.devices.front().name;
  for (event& one : late) {
    const auto* p = std::get_if<ping>(&one.body);
    if (p != nullptr && p->device == device) {
      one.received_at += 5h;
    }
  }
  const auto kept = journal_of(late);
  engine live{settings_};
  live.offer(find_zones(*kept, kept->artifacts.back().hash));
  std::vector<change> changes;
  for (const journal_row& row : kept->rows) {
    live.apply(row.events, changes);
  }
  const auto beyond = std::count_if(changes.begin(), changes.end(), [](const change& one) {
    const auto* rejected = std::get_if<ping_rejected>(&one.body);
    return rejected != nullptr && rejected->reason == ping_reject::beyond_horizon;
  });
  EXPECT_GT(beyond, 100);
  const auto in_time = journal_of(events_);
  EXPECT_EQ(play(*kept).settled, play(*in_time).settled);
  EXPECT_NE(play(*kept).settled, live.settled_bytes());
}

TEST_F(best_knowledge_test, gives_a_roster_that_was_typed_late_from_the_start_of_its_duty) {
  std::vector<event> late = events_;
  for (event& one : late) {
    one.received_at += std::holds_alternative<roster_changed>(one.body) ? 20h : 0h;
  }
  const auto kept = journal_of(late);
  const auto in_time = journal_of(events_);
  EXPECT_EQ(play(*kept).settled, play(*in_time).settled);
}

TEST_F(best_knowledge_test, holds_every_event_once_in_rising_time) {
  const auto kept = journal_of(events_);
  best_knowledge rearranged{*kept};
  for (int reading = 0; reading < 2; ++reading) {
    journal_row row;
    std::size_t found = 0;
    std::uint64_t next_number = 1;
    instant before{};
    while (rearranged.next(row)) {
      EXPECT_EQ(row.first_event, next_number);
      next_number += row.events.size();
      for (const event& one : row.events) {
        EXPECT_GE(one.received_at, before);
        before = one.received_at;
        found += std::holds_alternative<tick>(one.body) ? 0 : 1;
      }
    }
    EXPECT_EQ(found, events_.size() + 1);  // and the activation of the zones
    EXPECT_TRUE(rearranged.start_after(0));
  }
}

TEST_F(best_knowledge_test, of_an_empty_journal_has_nothing) {
  journal_in_memory nothing;
  best_knowledge rearranged{nothing};
  journal_row row;
  EXPECT_FALSE(rearranged.next(row));
}

}  // namespace
}  // namespace beatwatch
