#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "adapters/journal/compression.h"
#include "adapters/journal/digest.h"
#include "adapters/journal/journal_codec.h"
#include "adapters/journal/journal_day.h"
#include "adapters/journal/journal_verify.h"
#include "adapters/journal/parameters_codec.h"
#include "adapters/journal/sqlite.h"
#include "adapters/journal/sqlite_journal_reader.h"
#include "adapters/maps/map_store.h"
#include "engine/change_fields.h"
#include "engine/engine.h"
#include "tests/support/busy_shift.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"

namespace beatwatch {
namespace {

// What a replay may do wrong.
struct faults {
  std::function<void(parameters&)> in_parameters = [](parameters&) {};
  std::function<void(std::size_t row, std::vector<event>&)> in_events = [](std::size_t,
                                                                           std::vector<event>&) {};
  std::function<void(std::size_t row, std::vector<std::byte>&)> in_changes =
      [](std::size_t, std::vector<std::byte>&) {};
};

// The first row from which on the chain is not the live one; empty: there is none.
std::optional<std::size_t> first_difference(const std::filesystem::path& folder,
                                            const faults& wrong = {}) {
  sqlite_journal_reader journal(folder);
  parameters settings = *bytes_to_parameters(
      journal.find_artifact(journal.runs().at(0).header.parameters_hash)->content);
  wrong.in_parameters(settings);
  engine replayed(settings);
  digest chain{};
  std::optional<std::size_t> first;
  const std::vector<journal_row> rows = rows_of_journal(folder);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<event> events = rows[i].events;
    for (const event& e : events) {
      if (const auto* zones = std::get_if<zones_activated>(&e.body)) {
        replayed.offer(find_zones(journal, zones->hash));
      }
    }
    wrong.in_events(i, events);
    std::vector<change> changes;
    replayed.apply(events, changes);
    std::vector<std::byte> bytes;
    for (const change& one : changes) {
      append_canonical_bytes(one, bytes);
    }
    wrong.in_changes(i, bytes);
    chain = next_link(chain, bytes);
    const bool equal = chain == rows[i].changes_digest;
    if (!equal && !first) {
      first = i;
    }
    EXPECT_EQ(equal, !first) << "a chain that parted meets again at row " << i;
  }
  return first;
}

// A shift in the journal of a real server, stopped or killed.
class live_digest : public ::testing::Test {
 protected:
  void SetUp() override {
    daemon_process daemon(setup_.config_file());
    test_sender sender("radios", daemon.endpoints().ingest);
    for (const auto& step : busy_shift({.seed = 3, .units = 10, .steps = 120})) {
      sender.send(step);
      ASSERT_TRUE(sender.drain());  // a row for each step
    }
    test_asker asker(daemon.endpoints().query);
    digest_told_ = asker.status().digest();
    daemon.kill();
    rows_ = rows_of_journal(setup_.journal());
    ASSERT_GT(rows_.size(), 100u);
  }

  // A row in the middle that holds a ping which moved its unit.
  [[nodiscard]] std::size_t row_with_ping() const {
    std::size_t row = rows_.size() / 2;
    while (place_of_ping(rows_[row].events) == rows_[row].events.size()) {
      ++row;
    }
    return row;
  }
  static std::size_t place_of_ping(const std::vector<event>& events) {
    std::size_t place = 0;
    while (place < events.size() && !is_prompt_ping(events[place])) {
      ++place;
    }
    return place;
  }
  static bool is_prompt_ping(const event& e) {
    const auto* p = std::get_if<ping>(&e.body);
    return p != nullptr && p->observed_at == e.received_at;
  }

  daemon_setup setup_{busy_shift_clock};
  std::string digest_told_;
  std::vector<journal_row> rows_;
};

TEST_F(live_digest, is_what_a_replay_gives) {
  EXPECT_EQ(to_hex(rows_.back().changes_digest.value()), digest_told_);
  EXPECT_EQ(first_difference(setup_.journal()), std::nullopt);
}

TEST_F(live_digest, differs_from_the_row_on_in_which_one_event_is_another) {
  const std::size_t row = row_with_ping();
  const auto found =
      first_difference(setup_.journal(), {.in_events = [&](std::size_t i, auto& events) {
                         if (i == row) {
                           std::get<ping>(events[place_of_ping(events)].body).at.lat_e7 ^= 1;
                         }
                       }});
  EXPECT_EQ(found, row);
}

TEST_F(live_digest, differs_from_the_row_on_in_which_one_bit_of_a_change_is_another) {
  const std::size_t row = row_with_ping();
  const auto found =
      first_difference(setup_.journal(), {.in_changes = [&](std::size_t i, auto& bytes) {
                         if (i == row) {
                           bytes[bytes.size() / 2] ^= std::byte{1};
                         }
                       }});
  EXPECT_EQ(found, row);
}

TEST_F(live_digest, differs_from_the_first_fix_on_under_another_parameter) {
  std::size_t first_fix = 0;
  while (place_of_ping(rows_[first_fix].events) == rows_[first_fix].events.size()) {
    ++first_fix;
  }
  const auto found = first_difference(setup_.journal(), {.in_parameters = [](parameters& p) {
                                        for (reporting_profile& profile : p.profiles) {
                                          profile.fix_error =
                                              metres{profile.fix_error.value + 0.01};
                                        }
                                      }});
  EXPECT_EQ(found, first_fix);
}

TEST_F(live_digest, one_journalled_event_that_is_another_is_found_without_a_replay) {
  const std::size_t row = row_with_ping();
  const std::filesystem::path copy = setup_.folder() / "copy";
  std::filesystem::copy(setup_.journal(), copy, std::filesystem::copy_options::recursive);
  std::vector<event> events = rows_[row].events;
  std::get<ping>(events[place_of_ping(events)].body).at.lat_e7 ^= 1;
  event_codec codec;
  std::vector<std::byte> batch;
  for (const event& e : events) {
    codec.append(e, batch);
  }
  {
    sqlite_database file(journal_files(copy).at(0).path, sqlite_database::access::write);
    const auto packed = compressor{}.pack(batch);
    sqlite_statement(file, "UPDATE batches SET content=? WHERE first_event=?")
        .bind(1, packed)
        .bind(2, static_cast<std::int64_t>(rows_[row].first_event))
        .run();
  }
  const journal_verification found = verify_journal(copy);
  ASSERT_TRUE(found.fault);
  EXPECT_EQ(found.fault->first_event, rows_[row].first_event);
  EXPECT_TRUE(verify_journal(setup_.journal()).good());
  EXPECT_EQ(rows_of_journal(copy).size(), row) << "nothing is read from there on";
}

}  // namespace
}  // namespace beatwatch
