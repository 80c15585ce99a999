// Equal events, equal changes: however they are cut into batches, wherever the engine was stopped.
#include <gtest/gtest.h>

#include "engine/change_fields.h"
#include "engine/engine.h"
#include "tests/support/random_shift.h"
#include "tests/support/seed_count.h"

namespace beatwatch {
namespace {

using bytes = std::vector<std::byte>;

bytes canonical(const std::vector<change>& changes) {
  bytes out;
  for (const change& c : changes) {
    append_canonical_bytes(c, out);
  }
  return out;
}

/// Everything that the engine is told in a shift, its ticks included, as a journal has it.
std::vector<event> journal_of(const random_shift& shift, std::mt19937_64& random) {
  const auto events = events_shuffled(
      shift, random, {.pings = shift.settings.horizon, .facts = std::chrono::minutes{25}});
  engine e = shift.make_engine();
  std::vector<event> journal;
  play(e, events, shift.span.to + std::chrono::minutes{70}, &journal);
  return journal;
}

std::vector<change> changes_of(engine& e, std::span<const event> journal) {
  std::vector<change> changes;
  e.apply(journal, changes);
  return changes;
}

class same_changes : public testing::TestWithParam<std::uint64_t> {};

TEST_P(same_changes, come_of_any_batches) {
  const random_shift shift = make_random_shift(GetParam(), {.roads = GetParam() % 2 == 0});
  std::mt19937_64 random{GetParam()};
  const auto journal = journal_of(shift, random);
  engine whole = shift.make_engine();
  const bytes expected = canonical(changes_of(whole, journal));
  engine cut = shift.make_engine();
  std::vector<change> changes;
  for (std::size_t first = 0; first < journal.size();) {
    const std::size_t size = std::min(journal.size() - first,
                                      std::uniform_int_distribution<std::size_t>{1, 300}(random));
    cut.apply({journal.data() + first, size}, changes);
    first += size;
  }
  EXPECT_EQ(canonical(changes), expected);
  EXPECT_EQ(cut.save(), whole.save());
  EXPECT_EQ(cut.settled_bytes(), whole.settled_bytes());
}

TEST_P(same_changes, come_of_a_checkpoint_taken_anywhere) {
  const random_shift shift = make_random_shift(GetParam(), {.roads = GetParam() % 2 == 0});
  std::mt19937_64 random{GetParam()};
  const auto journal = journal_of(shift, random);
  engine whole = shift.make_engine();
  const bytes expected = canonical(changes_of(whole, journal));
  engine running = shift.make_engine();
  std::vector<change> changes;
  for (std::size_t first = 0; first < journal.size();) {
    const std::size_t size = std::min(journal.size() - first,
                                      std::uniform_int_distribution<std::size_t>{1, 2'000}(random));
    const auto more = changes_of(running, {journal.data() + first, size});
    changes.insert(changes.end(), more.begin(), more.end());
    first += size;
    engine resumed = shift.make_engine();
    const bytes saved = running.save();
    ASSERT_TRUE(resumed.load(saved));
    ASSERT_EQ(resumed.save(), saved) << "after " << first << " events";
    ASSERT_EQ(resumed.settled_bytes(), running.settled_bytes());
    ASSERT_EQ(resumed.next_deadline(), running.next_deadline());
    running = std::move(resumed);
  }
  EXPECT_TRUE(canonical(changes) == expected) << "seed " << GetParam();
  EXPECT_TRUE(running.save() == whole.save()) << "seed " << GetParam();
}

INSTANTIATE_TEST_SUITE_P(seeds, same_changes, testing::Range<std::uint64_t>(1, 1 + seed_count(8)));

}  // namespace
}  // namespace beatwatch
