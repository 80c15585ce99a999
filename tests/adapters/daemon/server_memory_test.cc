#include "adapters/daemon/server_memory.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "adapters/maps/map_store.h"
#include "adapters/maps/zone_hash.h"
#include "engine/change_fields.h"
#include "tests/support/journal_in_memory.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/zones.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr instant start = ms_to_instant(1'795'183'200'000);  // 2026-11-20T14:00:00Z

// A server that lives, and the journal that it leaves.
class server_memories : public ::testing::Test {
 protected:
  server_memories() {
    const std::vector<zone> zones{square_zone("z1", {{"north"}})};
    zones_ = std::make_shared<const zone_set>(zones, zone_hash(zones));
    journal_.artifacts.push_back(zones_to_artifact(*zones_));
    live_.offer(zones_);
    live(zones_activated{.hash = zones_->hash, .at = start});
  }

  [[nodiscard]] server_memory memory() const { return {{}, 1, folder_.path(), {"rota"}}; }

  void live(event_body body, const std::string& source = "cars") {
    journal_row row;
    row.first_event = journal_.rows.size() + 1;
    row.events.push_back({.received_at = start + std::chrono::seconds{journal_.rows.size()},
                          .source = source,
                          .source_seq = 0,
                          .body = std::move(body)});
    std::vector<change> changes;
    live_.engine().apply(row.events, changes);
    std::vector<feed_item> items;
    live_.feed().encode(changes, items);
    for (const feed_item& item : items) {
      live_.released().apply(item);
    }
    live_.note(row.events);
    std::vector<std::byte> bytes;
    for (const change& c : changes) {
      append_canonical_bytes(c, bytes);
    }
    row.changes_digest = next_link(digest_, bytes);
    digest_ = *row.changes_digest;
    journal_.rows.push_back(std::move(row));
  }
  void live_pings(int count) {
    for (int i = 0; i < count; ++i) {
      live(ping{.device = std::to_string(i % 7),
                .observed_at = start + std::chrono::seconds{journal_.rows.size()},
                .at = {.lat_e7 = 1000 + i, .lon_e7 = 2000}});
      if (i % 10 == 0) {
        live(tick{});
      }
    }
  }

  void keep_checkpoint(const std::vector<feed_item>& held = {}) {
    journal_.checkpoint = {.after_event = journal_.rows.size(),
                           .build = "this",
                           .at = start,
                           .changes_digest = digest_,
                           .state = live_.save(held)};
  }

  void expect_equal(server_memory& restored) {
    EXPECT_EQ(restored.engine().settled_bytes(), live_.engine().settled_bytes());
    EXPECT_EQ(restored.released().newest_number(), live_.released().newest_number());
    EXPECT_EQ(restored.zones_in_force(), zones_->hash);
    std::vector<std::string> expected;
    std::vector<std::string> found;
    for (const auto& [topic, content] : live_.released().topics()) {
      expected.push_back(topic + std::to_string(content.newest_number));
    }
    for (const auto& [topic, content] : restored.released().topics()) {
      found.push_back(topic + std::to_string(content.newest_number));
    }
    EXPECT_EQ(found, expected);
  }

  temporary_folder folder_;
  std::shared_ptr<const zone_set> zones_;
  journal_in_memory journal_;
  digest digest_{};
  server_memory live_ = memory();
};

TEST_F(server_memories, are_restored_by_reading_the_whole_journal) {
  live_pings(100);
  server_memory restored = memory();
  const restore_report report = restored.restore(journal_, "this");
  EXPECT_EQ(report.checkpoint_after, 0u);
  EXPECT_EQ(report.replayed_events, journal_.rows.size());
  EXPECT_EQ(report.rows_that_differ, 0u);
  expect_equal(restored);
}

TEST_F(server_memories, are_restored_from_a_checkpoint_and_what_follows) {
  live_pings(50);
  keep_checkpoint();
  live_pings(30);
  server_memory restored = memory();
  const restore_report report = restored.restore(journal_, "this");
  EXPECT_GT(report.checkpoint_after, 50u);
  EXPECT_EQ(report.replayed_events, 33u);
  EXPECT_EQ(report.rows_that_differ, 0u);
  expect_equal(restored);
}

TEST_F(server_memories, read_everything_when_the_checkpoint_is_of_another_build_or_damaged) {
  live_pings(50);
  keep_checkpoint();
  server_memory other_build = memory();
  EXPECT_EQ(other_build.restore(journal_, "other").checkpoint_after, 0u);
  expect_equal(other_build);
  journal_.checkpoint->state.resize(journal_.checkpoint->state.size() / 2);
  server_memory damaged = memory();
  EXPECT_EQ(damaged.restore(journal_, "this").checkpoint_after, 0u);
  expect_equal(damaged);
}

TEST_F(server_memories, count_messages_that_a_checkpoint_held_as_published) {
  live_pings(20);
  server_memory before = memory();
  (void)before.restore(journal_, "none");
  live_pings(1);
  std::vector<feed_item> held;
  const change moved{.at = start, .body = unit_moved{.unit = "A1", .device = "cars/1"}};
  live_.feed().encode({&moved, 1}, held);
  keep_checkpoint(held);
  server_memory restored = memory();
  (void)restored.restore(journal_, "this");
  EXPECT_EQ(restored.released().newest_number(), held.back().number);
  EXPECT_TRUE(restored.released().topics().contains("unit/A1/"));
}

TEST_F(server_memories, know_the_rows_of_files_again) {
  const roster_changed row{.entry = {.unit = "A1", .device = "1", .duty = {start, start + 1h}}};
  live(row, "rota");
  for (const bool with_checkpoint : {false, true}) {
    if (with_checkpoint) {
      keep_checkpoint();
    }
    server_memory restored = memory();
    (void)restored.restore(journal_, "this");
    EXPECT_FALSE(restored.rows().add("rota", row));
    EXPECT_TRUE(restored.rows().add("other", row));
  }
}

TEST_F(server_memories, tell_when_the_changes_are_not_those_on_record) {
  live_pings(10);
  std::get<ping>(journal_.rows[5].events[0].body).at.lat_e7 += 1;
  server_memory restored = memory();
  EXPECT_EQ(restored.restore(journal_, "this").rows_that_differ, 1u);
}

TEST_F(server_memories, refuse_a_journal_whose_map_is_missing_or_that_cannot_be_read) {
  std::vector<artifact> kept;
  std::swap(journal_.artifacts, kept);
  server_memory restored = memory();
  EXPECT_THROW(restored.restore(journal_, "this"), std::runtime_error);
  std::swap(journal_.artifacts, kept);
  journal_.broken = journal_fault{.file = "f", .what = "damaged"};
  server_memory another = memory();
  EXPECT_THROW(another.restore(journal_, "this"), std::runtime_error);
}

}  // namespace
}  // namespace beatwatch
