#include "adapters/maps/map_store.h"

#include <gtest/gtest.h>

#include <fstream>
#include <optional>

#include "adapters/journal/digest.h"
#include "adapters/maps/zone_bytes.h"
#include "adapters/maps/zone_hash.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/zones.h"

namespace beatwatch {
namespace {

// A journal that holds artifacts and nothing else.
class artifacts : public journal_reader {
 public:
  std::vector<artifact> kept;

  [[nodiscard]] bool next(journal_row&) override { return false; }
  [[nodiscard]] const std::optional<journal_fault>& fault() const override { return fault_; }
  bool start_after(std::uint64_t) override { return true; }
  [[nodiscard]] std::optional<journal_checkpoint> newest_checkpoint(std::string_view,
                                                                    std::uint64_t) override {
    return std::nullopt;
  }
  [[nodiscard]] std::vector<journal_run> runs() override { return {}; }
  [[nodiscard]] std::optional<artifact> find_artifact(std::string_view hash) override {
    for (const artifact& a : kept) {
      if (a.hash == hash) {
        return a;
      }
    }
    return std::nullopt;
  }

 private:
  std::optional<journal_fault> fault_;
};

std::vector<zone> two_zones() {
  std::vector<zone> zones{square_zone("a", {{"force", "north"}, {"ward"}}),
                          square_zone("b", {}, 50)};
  zones[1].kind = "red";
  zones[1].valid_from = ms_to_instant(1234);
  zones[1].red_windows = {
      {.days = 0x30, .start_minute = 1260, .end_minute = 180},
      {.days = 0xff,
       .effect = red_effect::clears,
       .dates = {.first = calendar_date{20261224}, .last = calendar_date{20261226}}}};
  return zones;
}

TEST(zone_bytes, come_back_as_the_zones_they_were_made_from) {
  const std::vector<zone> zones = two_zones();
  const auto content = bytes_to_zones(zones_to_bytes(zones));
  ASSERT_TRUE(content);
  EXPECT_TRUE(content->gates.empty());
  const std::vector<zone>* const back = &content->zones;
  ASSERT_EQ(back->size(), 2u);
  EXPECT_EQ((*back)[0].levels, zones[0].levels);
  EXPECT_EQ((*back)[1].name, "b");
  EXPECT_EQ((*back)[1].kind, "red");
  EXPECT_EQ((*back)[1].valid_from, zones[1].valid_from);
  EXPECT_EQ((*back)[1].red_windows, zones[1].red_windows);
  EXPECT_TRUE((*back)[1].shape.contains({.x_mm = 75'000, .y_mm = 50'000}));
  EXPECT_FALSE((*back)[1].shape.contains({.x_mm = 25'000, .y_mm = 50'000}));
  EXPECT_EQ(zones_to_bytes(*back), zones_to_bytes(zones));
}

std::vector<gate_line> two_gates() {
  return {{.name = "BRIDGE", .levels = {{"force", "north"}}, .line = {{0, 0}, {0, 50'000}}},
          {.name = "PARK", .levels = {}, .line = {{-5, 7}, {100, 7}, {100, 900}}}};
}

TEST(zone_bytes, come_back_with_the_gates_of_the_set) {
  const std::vector<std::byte> bytes = zones_to_bytes(two_zones(), two_gates());
  const auto content = bytes_to_zones(bytes);
  ASSERT_TRUE(content);
  EXPECT_EQ(content->zones.size(), 2U);
  EXPECT_EQ(content->gates, two_gates());
  EXPECT_NE(zone_hash(two_zones(), two_gates()), zone_hash(two_zones()));
  const std::size_t without = zones_to_bytes(two_zones()).size();
  for (std::size_t size = without + 1; size < bytes.size(); ++size) {
    EXPECT_FALSE(bytes_to_zones(std::span(bytes).first(size))) << size;
  }
}

TEST(zone_bytes, have_the_hash_of_the_zone_set) {
  EXPECT_EQ(zone_hash(two_zones()), to_hex(sha256({zones_to_bytes(two_zones())})));
}

TEST(zone_bytes, are_refused_when_they_are_cut_or_more_than_zones) {
  const std::vector<std::byte> bytes = zones_to_bytes(two_zones());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(bytes_to_zones(std::span(bytes).first(size))) << size;
  }
  std::vector<std::byte> longer = bytes;
  longer.push_back({});
  EXPECT_FALSE(bytes_to_zones(longer));
}

TEST(zone_bytes, never_crash_whatever_byte_is_altered) {
  const std::vector<std::byte> bytes = zones_to_bytes(two_zones());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const int flip : {0x01, 0x80, 0xFF}) {
      std::vector<std::byte> altered = bytes;
      altered[i] ^= static_cast<std::byte>(flip);
      (void)bytes_to_zones(altered);
    }
  }
}

TEST(map_store, finds_a_zone_set_in_the_journal_that_keeps_it) {
  const zone_set zones(two_zones(), zone_hash(two_zones()));
  artifacts journal;
  EXPECT_EQ(find_zones(journal, zones.hash), nullptr);
  journal.kept.push_back(zones_to_artifact(zones));
  EXPECT_EQ(journal.kept[0].kind, "zones");
  const auto found = find_zones(journal, zones.hash);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->hash, zones.hash);
  EXPECT_EQ(found->zones.size(), 2u);
}

TEST(map_store, keeps_a_road_file_when_the_configured_one_is_replaced) {
  const temporary_folder folder;
  const std::filesystem::path configured = folder / "county.roads";
  std::ofstream(configured) << "version 1";
  keep_roads(folder / "journal", configured, "hash-1");
  std::filesystem::remove(configured);
  std::ofstream(configured) << "version 2";
  std::ifstream kept(folder / "journal/maps/hash-1.roads");
  const std::string content{std::istreambuf_iterator<char>(kept), {}};
  EXPECT_EQ(content, "version 1");
  EXPECT_EQ(find_roads(folder / "journal", "hash-2"), nullptr);
  EXPECT_THROW(find_roads(folder / "journal", "hash-1"), std::runtime_error)
      << "this is no road file";
}

}  // namespace
}  // namespace beatwatch
