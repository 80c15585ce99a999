#include "adapters/maps/zone_set_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "adapters/maps/gzip_text.h"
#include "adapters/maps/zone_hash.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/zones.h"

namespace beatwatch {
namespace {

const plane_origin here{.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}, .scale = 1.0};

zone_set hashed(const std::vector<zone>& zones) { return zone_set(zones, zone_hash(zones)); }

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

bool is_refused(const std::filesystem::path& file) {
  try {
    read_zone_set(file);
  } catch (const map_file_error&) {
    return true;
  }
  return false;
}

TEST(zone_set_file, comes_back_as_the_set_that_was_stored) {
  const temporary_folder folder;
  const zone_set set = hashed({square_zone("a", {{"force", "north"}}), square_zone("b", {}, 50)});
  store_zones(folder / "store", set, here);
  const prepared_zones read = read_stored_zones(folder / "store", set.hash);
  EXPECT_EQ(read.zones->hash, set.hash);
  EXPECT_EQ(read.plane, here);
  ASSERT_EQ(read.zones->zones.size(), 2U);
  EXPECT_EQ(read.zones->zones[0].levels, set.zones[0].levels);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder / "store"},
                          std::filesystem::directory_iterator{}),
            1)
      << "nothing is left beside it";
}

TEST(zone_set_file, is_refused_wherever_it_is_cut_or_altered) {
  const temporary_folder folder;
  const std::filesystem::path file = folder / "a.zones";
  write_zone_set(file, hashed({square_zone("a"), square_zone("b", {}, 50)}), here);
  const std::string good = content_of(file);
  const std::size_t plane_at = std::string{"beatwatch zones 1\n"}.size();
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::ofstream{file, std::ios::binary | std::ios::trunc} << good.substr(0, at);
    EXPECT_TRUE(is_refused(file)) << "cut at " << at;
    std::string altered = good;
    altered[at] ^= '\x11';
    std::ofstream{file, std::ios::binary | std::ios::trunc} << altered;
    if (at < plane_at || at >= plane_at + 16) {
      EXPECT_TRUE(is_refused(file)) << "altered at " << at;
    } else {
      EXPECT_NE(read_zone_set(file).plane, here) << "the plane is compared by whoever uses it";
    }
  }
}

TEST(zone_set_file, is_refused_when_its_zones_break_the_rules_whatever_its_hash) {
  const temporary_folder folder;
  const std::filesystem::path file = folder / "bad.zones";
  zone bad_level = square_zone("a", {{"no name"}});
  zone bad_window = square_zone("a");
  bad_window.red_windows = {{.days = 1, .start_minute = 1440, .end_minute = 1}};
  zone bad_kind = square_zone("a");
  bad_kind.kind = "\xff";
  for (const zone& bad : {square_zone("a b"), square_zone(""), bad_level, bad_window, bad_kind}) {
    write_zone_set(file, hashed({bad}), here);
    EXPECT_TRUE(is_refused(file)) << bad.name;
  }
}

TEST(zone_store, says_what_it_does_not_have_and_what_lies_under_another_name) {
  const temporary_folder folder;
  const zone_set a = hashed({square_zone("a")});
  const zone_set b = hashed({square_zone("b")});
  EXPECT_THROW(read_stored_zones(folder.path(), a.hash), map_file_error);
  store_zones(folder.path(), a, here);
  std::filesystem::rename(stored_zones_path(folder.path(), a.hash),
                          stored_zones_path(folder.path(), b.hash));
  EXPECT_THROW(read_stored_zones(folder.path(), b.hash), map_file_error);
}

}  // namespace
}  // namespace beatwatch
