#include "replay/event_sorter.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

constexpr instant start = ms_to_instant(1'780'000'000'000);

event ping_at(std::int64_t ms, const std::string& device) {
  const instant at = start + duration{ms};
  return {.received_at = at, .source = "cars", .body = ping{.device = device, .observed_at = at}};
}

event status_at(std::int64_t ms, unit_status status) {
  const instant at = start + duration{ms};
  return {.received_at = at,
          .source = "cad",
          .body = status_changed{.unit = "LD12", .status = status, .at = at}};
}

std::string text_of(const event& e) {
  const std::string at = std::to_string((e.received_at - start).count()) + " ";
  const auto* seen = std::get_if<ping>(&e.body);
  return at + (seen != nullptr ? seen->device
                               : std::string{to_string(std::get<status_changed>(e.body).status)});
}

std::vector<std::string> sorted(event_sorter& sorter) {
  std::vector<std::string> texts;
  while (const auto e = sorter.next()) {
    texts.push_back(text_of(*e));
  }
  return texts;
}

TEST(event_sorter, puts_facts_before_pings_and_lines_in_their_order) {
  const temporary_folder folder;
  event_sorter sorter{folder / "runs"};
  sorter.add(ping_at(5, "A"), 2);
  sorter.add(status_at(5, unit_status::en_route), 7);
  sorter.add(status_at(5, unit_status::assigned), 8);
  sorter.add(ping_at(1, "B"), 9);
  EXPECT_THAT(sorted(sorter), testing::ElementsAre("1 B", "5 en_route", "5 assigned", "5 A"));
}

TEST(event_sorter, gives_once_what_stands_in_two_extracts) {
  const temporary_folder folder;
  event_sorter sorter{folder / "runs"};
  sorter.add(ping_at(5, "A"), 2);
  sorter.add(ping_at(5, "B"), 3);
  sorter.add(ping_at(5, "A"), 1'000);
  EXPECT_THAT(sorted(sorter), testing::ElementsAre("5 A", "5 B"));
  EXPECT_EQ(sorter.repeated(), 1);
}

TEST(event_sorter, gives_the_same_from_the_disk_as_from_memory_whatever_the_order) {
  const temporary_folder folder;
  std::mt19937 random{3};
  std::vector<std::pair<event, std::size_t>> all;
  for (std::size_t i = 0; i < 5'000; ++i) {
    all.emplace_back(
        ping_at(static_cast<std::int64_t>(random() % 2'000), "D" + std::to_string(random() % 50)),
        i);
  }
  event_sorter in_memory{folder / "memory"};
  for (const auto& [e, line] : all) {
    in_memory.add(e, line);
  }
  std::shuffle(all.begin(), all.end(), random);
  // More runs than are open at once, so that they are merged on the way.
  event_sorter on_disk{folder / "disk", 3'000};
  for (const auto& [e, line] : all) {
    on_disk.add(e, line);
  }
  EXPECT_EQ(sorted(on_disk), sorted(in_memory));
  EXPECT_EQ(on_disk.repeated(), in_memory.repeated());
}

TEST(event_sorter, leaves_nothing_behind) {
  const temporary_folder folder;
  {
    event_sorter sorter{folder / "runs", 1};
    sorter.add(ping_at(5, "A"), 2);
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "runs"));
}

}  // namespace
}  // namespace beatwatch
