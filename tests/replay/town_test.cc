#include "replay/town.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "replay/drawn_map.h"

namespace beatwatch {
namespace {

std::string tag_of(const map_way& way, const std::string& key) {
  const auto found = std::find_if(
      way.tags.begin(), way.tags.end(), [&](const map_tag& tag) { return tag.key == key; });
  return found == way.tags.end() ? "" : found->value;
}

bool drivable(const map_way& way) {
  const std::string highway = tag_of(way, "highway");
  return !highway.empty() && highway != "footway";
}

using links = std::map<std::size_t, std::vector<std::size_t>>;

std::set<std::size_t> reached(const links& roads, std::size_t from) {
  std::set<std::size_t> seen{from};
  std::vector<std::size_t> frontier{from};
  while (!frontier.empty()) {
    const std::size_t at = frontier.back();
    frontier.pop_back();
    if (const auto found = roads.find(at); found != roads.end()) {
      for (const std::size_t next : found->second) {
        if (seen.insert(next).second) {
          frontier.push_back(next);
        }
      }
    }
  }
  return seen;
}

// Which side of the line through a and b.
std::int64_t side(plane_point a, plane_point b, plane_point c) {
  return (std::int64_t{b.x_mm} - a.x_mm) * (std::int64_t{c.y_mm} - a.y_mm) -
         (std::int64_t{b.y_mm} - a.y_mm) * (std::int64_t{c.x_mm} - a.x_mm);
}

bool cross(plane_point a, plane_point b, plane_point c, plane_point d) {
  return (side(a, b, c) > 0) != (side(a, b, d) > 0) && (side(c, d, a) > 0) != (side(c, d, b) > 0);
}

class town_of_seed : public testing::TestWithParam<std::uint64_t> {
 protected:
  drawn_map town_ = draw_town(GetParam());
};

TEST_P(town_of_seed, lets_a_car_drive_from_everywhere_to_everywhere) {
  links onward;
  links back;
  std::set<std::size_t> junctions;
  for (const map_way& way : town_.ways) {
    if (!drivable(way)) {
      continue;
    }
    for (std::size_t i = 0; i + 1 < way.nodes.size(); ++i) {
      const std::size_t a = way.nodes[i];
      const std::size_t b = way.nodes[i + 1];
      junctions.insert({a, b});
      onward[a].push_back(b);
      back[b].push_back(a);
      if (tag_of(way, "oneway") != "yes") {
        onward[b].push_back(a);
        back[a].push_back(b);
      }
    }
  }
  EXPECT_GT(junctions.size(), 600U);
  EXPECT_EQ(reached(onward, *junctions.begin()), junctions);
  EXPECT_EQ(reached(back, *junctions.begin()), junctions);
}

TEST_P(town_of_seed, crosses_its_river_on_its_bridges_only) {
  const auto river = std::find_if(town_.ways.begin(), town_.ways.end(), [](const map_way& way) {
    return tag_of(way, "waterway") == "river";
  });
  ASSERT_NE(river, town_.ways.end());
  int bridges = 0;
  for (const map_way& way : town_.ways) {
    if (tag_of(way, "highway").empty()) {
      continue;
    }
    int crossings = 0;
    for (std::size_t i = 0; i + 1 < way.nodes.size(); ++i) {
      for (std::size_t j = 0; j + 1 < river->nodes.size(); ++j) {
        crossings += cross(town_.nodes[way.nodes[i]].at,
                           town_.nodes[way.nodes[i + 1]].at,
                           town_.nodes[river->nodes[j]].at,
                           town_.nodes[river->nodes[j + 1]].at)
                         ? 1
                         : 0;
      }
    }
    if (tag_of(way, "bridge") == "yes") {
      ++bridges;
      EXPECT_EQ(crossings, 1);
    } else {
      EXPECT_EQ(crossings, 0);
    }
  }
  EXPECT_EQ(bridges, town_bridges);
}

TEST_P(town_of_seed, forbids_turns_between_ways_that_end_at_the_crossing) {
  EXPECT_GE(town_.restrictions.size(), 3U);
  for (const map_restriction& turn : town_.restrictions) {
    for (const std::size_t way : {turn.from_way, turn.to_way}) {
      const auto& nodes = town_.ways.at(way).nodes;
      EXPECT_TRUE(nodes.front() == turn.via_node || nodes.back() == turn.via_node);
    }
    EXPECT_NE(turn.from_way, turn.to_way);
  }
}

TEST_P(town_of_seed, has_one_way_streets_and_footpaths) {
  const auto ways_with = [&](const std::string& key, const std::string& value) {
    return std::count_if(town_.ways.begin(), town_.ways.end(), [&](const map_way& way) {
      return tag_of(way, key) == value;
    });
  };
  EXPECT_GT(ways_with("oneway", "yes"), 4);
  EXPECT_EQ(ways_with("highway", "footway"), 4);
}

INSTANTIATE_TEST_SUITE_P(seeds, town_of_seed, testing::Range(std::uint64_t{1}, std::uint64_t{21}));

std::string osm_of(std::uint64_t seed) {
  std::ostringstream out;
  write_osm(out, draw_town(seed));
  return out.str();
}

TEST(town, is_equal_to_the_byte_for_equal_seeds) {
  EXPECT_EQ(osm_of(5), osm_of(5));
  EXPECT_NE(osm_of(5), osm_of(6));
}

}  // namespace
}  // namespace beatwatch
