#include "adapters/maps/road_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "adapters/maps/road_build.h"
#include "tests/support/drawn_roads.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

std::filesystem::path file_named(const std::string& name) {
  return folder_of_this_run() / ("road_file_test_" + name);
}

TEST(road_file, comes_back_as_it_was_written) {
  const auto bytes = build_roads(draft_of({.picture = "A--B", .roads = "A-B"}));
  const auto path = file_named("whole");
  write_road_file(path, bytes);
  const auto roads = map_roads(path);
  EXPECT_EQ(roads->hash(), view_of(bytes)->hash());
  EXPECT_EQ(roads->edges().size(), 2U);
  std::filesystem::remove(path);
  EXPECT_EQ(roads->nodes()[0].osm_id + roads->nodes()[1].osm_id, 'A' + 'B')
      << "a mapped file outlives its name";
}

TEST(road_file, one_flipped_bit_is_found) {
  auto bytes = build_roads(draft_of({.picture = "A--B", .roads = "A-B"}));
  bytes.back() ^= std::byte{1};  // of the attribution: no index depends on it
  const auto path = file_named("flipped");
  write_road_file(path, bytes);
  EXPECT_THAT([&] { map_roads(path); },
              ThrowsMessage<std::runtime_error>(HasSubstr("does not match its hash")));
  std::filesystem::remove(path);
}

TEST(road_file, an_unreadable_file_is_named_with_the_reason) {
  EXPECT_THAT([] { map_roads("/no/such/file"); },
              ThrowsMessage<std::runtime_error>("/no/such/file: No such file or directory"));
  EXPECT_THAT([] { map_roads(folder_of_this_run()); },
              ThrowsMessage<std::runtime_error>(HasSubstr("not a file with content")));
  EXPECT_THAT([] { write_road_file("/no/such/folder/x", {}); },
              ThrowsMessage<std::runtime_error>(HasSubstr("/no/such/folder/x")));
}

}  // namespace
}  // namespace beatwatch
