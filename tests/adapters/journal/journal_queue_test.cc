#include "adapters/journal/journal_queue.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

const journal_day day = day_of(ms_to_instant(1'750'000'000'000));

queued_batch batch_of(std::uint64_t count, std::size_t bytes, journal_day on = day) {
  return {.day = on,
          .count = count,
          .events = std::vector<std::byte>(bytes),
          .changes = std::vector<std::byte>(bytes)};
}

queued_checkpoint checkpoint_of(std::size_t bytes) {
  return {.day = day, .state = std::vector<std::byte>(bytes)};
}

std::deque<journal_item> all_of(journal_queue& queue) {
  std::deque<journal_item> items;
  queue.take_all(items);
  return items;
}

TEST(journal_queue, small_batches_grow_into_one_row) {
  journal_queue queue;
  queue.push(batch_of(3, 100));
  queue.push(batch_of(4, 50));
  EXPECT_EQ(queue.bytes(), 300U);
  const auto items = all_of(queue);
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(std::get<queued_batch>(items[0]).count, 7U);
  EXPECT_EQ(std::get<queued_batch>(items[0]).events.size(), 150U);
  EXPECT_EQ(held_bytes(items[0]), 300U);
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(queue.bytes(), 0U);
}

TEST(journal_queue, a_row_is_bounded) {
  journal_queue queue;
  queue.push(batch_of(16'000, 100));
  queue.push(batch_of(385, 100));
  queue.push(batch_of(1, 1'048'500));
  queue.push(batch_of(1, 1'000));
  EXPECT_EQ(all_of(queue).size(), 4U);
}

TEST(journal_queue, a_row_is_of_one_day) {
  journal_queue queue;
  queue.push(batch_of(1, 1));
  queue.push(batch_of(1, 1, day + std::chrono::days{1}));
  EXPECT_EQ(all_of(queue).size(), 2U);
}

TEST(journal_queue, what_stands_between_batches_keeps_its_place) {
  journal_queue queue;
  queue.push(batch_of(1, 1));
  queue.push(queued_artifact{{.hash = "a"}});
  queue.push(batch_of(1, 1));
  const auto items = all_of(queue);
  ASSERT_EQ(items.size(), 3U);
  EXPECT_TRUE(std::holds_alternative<queued_artifact>(items[1]));
}

TEST(journal_queue, a_checkpoint_is_dropped_when_the_next_overtakes_it) {
  journal_queue queue;
  queue.push(checkpoint_of(1));
  queue.push(batch_of(1, 1));
  queue.push(checkpoint_of(2));
  auto items = all_of(queue);
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(std::get<queued_checkpoint>(items[1]).state.size(), 2U);
  queue.push(checkpoint_of(3));
  queue.take_all(items);
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(std::get<queued_checkpoint>(items[1]).state.size(), 3U);
}

}  // namespace
}  // namespace beatwatch
