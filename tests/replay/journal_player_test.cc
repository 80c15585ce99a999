#include "replay/journal_player.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "adapters/journal/parameters_codec.h"
#include "adapters/maps/map_store.h"
#include "engine/change_fields.h"
#include "tests/support/journal_in_memory.h"
#include "tests/support/simulated_town.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

// Plays a live process: a town's shift in batches of half a minute, its changes on record.
class live_shift {
 public:
  live_shift() : town_(make_simulated_town(3)) {
    settings_.plane = town_.plane.origin();
    settings_.clock.changes = {{.from = {}, .offset_s = 3'600}};
  }

  /// The town's streets are in force, and stand with the journal of that folder.
  void put_streets_in_force(const std::filesystem::path& folder) {
    keep_town_roads(folder, town_);
    streets_ = true;
  }

  void write(journal_in_memory& kept) {
    kept.artifacts = {parameters_to_artifact(settings_),
                      zones_to_artifact(*zone_set_of(town_.zones))};
    journal_run run;
    run.first_event = 1;
    run.header.run = 1;
    run.header.parameters_hash = kept.artifacts.front().hash;
    kept.kept_runs = {run};

    engine live{settings_};
    live.offer(find_zones(kept, kept.artifacts.back().hash));
    const simulated_shift shift = make_town_shift(town_, 3, 1);
    journal_row row{.first_event = 1};
    row.events.push_back({.received_at = shift.span.from,
                          .source = "server",
                          .source_seq = 0,
                          .body = zones_activated{kept.artifacts.back().hash, shift.span.from}});
    if (streets_) {
      live.offer(town_.roads);
      row.events.push_back({.received_at = shift.span.from,
                            .source = "server",
                            .source_seq = 0,
                            .body = roads_activated{town_.roads->hash()}});
    }
    for (const event& one : shift.events()) {
      if (one.received_at - row.events.front().received_at > std::chrono::seconds{30}) {
        put(live, row, kept);
        row = {.first_event = row.first_event + row.events.size()};
      }
      row.events.push_back(one);
    }
    put(live, row, kept);
    if (streets_) {
      play_to(shift.span.to + std::chrono::hours{4}, live, row, kept);
    }
  }

 private:
  // Every slot of paths is over, and all is settled.
  static void play_to(instant end, engine& live, journal_row row, journal_in_memory& kept) {
    for (instant t = row.events.back().received_at; t < end; t += std::chrono::minutes{1}) {
      row = {.first_event = row.first_event + row.events.size()};
      row.events.push_back({.received_at = t, .source = "clock", .source_seq = 0, .body = tick{}});
      put(live, row, kept);
    }
  }

  static void put(engine& live, journal_row& row, journal_in_memory& kept) {
    std::vector<change> changes;
    std::vector<std::byte> bytes;
    live.apply(row.events, changes);
    for (const change& one : changes) {
      append_canonical_bytes(one, bytes);
    }
    row.changes_digest =
        next_link(kept.rows.empty() ? digest{} : *kept.rows.back().changes_digest, bytes);
    kept.rows.push_back(row);
  }

  simulated_town town_;
  parameters settings_;
  bool streets_ = false;
};

class journal_player_test : public testing::Test {
 protected:
  journal_player_test() { live_shift{}.write(journal_); }

  replay_result replayed() {
    journal_player player{journal_, "nowhere"};
    return player.play({});
  }

  journal_in_memory journal_;
};

TEST_F(journal_player_test, comes_to_the_digest_of_the_live_run) {
  const replay_result result = replayed();
  EXPECT_TRUE(result.equal());
  EXPECT_EQ(result.rows, journal_.rows.size());
  EXPECT_EQ(result.on_record, journal_.rows.back().changes_digest);
  EXPECT_GT(result.changes, 1'000U);
}

TEST_F(journal_player_test, comes_to_the_digest_of_a_live_run_that_followed_the_streets) {
  const temporary_folder folder;
  live_shift live;
  live.put_streets_in_force(folder.path());
  journal_in_memory along;
  live.write(along);
  journal_player player{along, folder.path()};
  const replay_result result = player.play({});
  EXPECT_TRUE(result.equal());
  EXPECT_EQ(result.on_record, along.rows.back().changes_digest);
  EXPECT_NE(along.rows.back().changes_digest, journal_.rows.back().changes_digest)
      << "the streets make a difference";
}

TEST_F(journal_player_test, names_the_row_in_which_one_event_was_altered) {
  const std::size_t altered = journal_.rows.size() / 2;
  auto& events = journal_.rows[altered].events;
  const auto seen = std::find_if(events.begin(), events.end(), [](const event& one) {
    return std::holds_alternative<ping>(one.body);
  });
  ASSERT_NE(seen, events.end());
  std::get<ping>(seen->body).at.lat_e7 += 1'000'000;
  const replay_result result = replayed();
  EXPECT_FALSE(result.equal());
  ASSERT_TRUE(result.difference.has_value());
  EXPECT_EQ(result.difference->first_event, journal_.rows[altered].first_event);
}

TEST_F(journal_player_test, notices_a_single_bit_of_the_digest_on_record) {
  journal_.rows.back().changes_digest->front() ^= std::byte{1};
  const replay_result result = replayed();
  EXPECT_FALSE(result.equal());
  EXPECT_EQ(result.difference->first_event, journal_.rows.back().first_event);
}

TEST_F(journal_player_test, goes_on_with_the_parameters_of_a_later_run) {
  journal_run second = journal_.kept_runs.front();
  second.first_event = journal_.rows[10].first_event;
  second.header.run = 2;
  journal_.kept_runs.push_back(second);
  EXPECT_TRUE(replayed().equal());
}

TEST_F(journal_player_test, refuses_a_journal_without_its_parameters_or_its_zones) {
  const std::vector<artifact> all = journal_.artifacts;
  journal_.artifacts = {all.back()};
  EXPECT_THROW(replayed(), std::runtime_error);
  journal_.artifacts = {all.front()};
  EXPECT_THROW(replayed(), std::runtime_error);
}

TEST_F(journal_player_test, refuses_a_journal_that_does_not_begin_at_the_first_event) {
  journal_.rows.erase(journal_.rows.begin());
  EXPECT_THROW(replayed(), std::runtime_error);
}

}  // namespace
}  // namespace beatwatch
