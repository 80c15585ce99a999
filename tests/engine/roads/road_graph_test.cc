#include "engine/roads/road_graph.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <set>
#include <string>

#include "adapters/maps/road_build.h"
#include "engine/roads/snap.h"
#include "engine/roads/travel_time.h"
#include "tests/support/drawn_roads.h"
#include "tests/support/random_roads.h"

namespace beatwatch {
namespace {

constexpr drawing crossing{.picture = R"(
          C
          |
      A---B---D
          |
          E )",
                           .roads = "A-B B-C B>D B-E",
                           .bans = "ABC EBE"};

TEST(road_graph, holds_what_was_drawn) {
  const auto roads = roads_of(crossing);
  EXPECT_EQ(roads->nodes().size(), 5U);
  EXPECT_EQ(roads->edges().size(), 8U);
  EXPECT_EQ(roads->attribution(), "drawn");
  EXPECT_EQ(roads->hash().size(), 64U);
  EXPECT_EQ(roads->header().components, 1U);
  const road_edge_id ab = edge_between(*roads, 'A', 'B');
  EXPECT_EQ(roads->edge(ab).length_mm, 400'000U);
  EXPECT_EQ(roads->edge(ab).ordinary_ms, 40'000U);
  EXPECT_EQ(roads->edge(ab).response_ms, 20'000U);
  EXPECT_EQ(roads->way(ab), 1);
  EXPECT_EQ(roads->edge(roads->edge(ab).twin).tail, node_at(*roads, 'B'));
  EXPECT_TRUE(roads->edge(edge_between(*roads, 'B', 'D')).has(road_edge::car));
  EXPECT_FALSE(roads->edge(edge_between(*roads, 'D', 'B')).has(road_edge::car));
  EXPECT_TRUE(roads->edge(edge_between(*roads, 'D', 'B')).has(road_edge::foot));
}

TEST(road_graph, lists_the_edges_in_and_out_of_a_node) {
  const auto roads = roads_of(crossing);
  const road_node_id b = node_at(*roads, 'B');
  std::set<std::uint32_t> seen;
  for (const road_edge_id e : roads->out_edges(b)) {
    EXPECT_EQ(roads->edge(e).tail, b);
    seen.insert(roads->edge(e).twin.value);
  }
  EXPECT_EQ(seen.size(), 4U);
  for (const road_edge_id e : roads->in_edges(b)) {
    EXPECT_EQ(seen.count(e.value), 1U);
  }
}

TEST(road_graph, knows_which_turns_a_car_may_take) {
  const auto roads = roads_of(crossing);
  const auto turn = [&](const char* path) {
    return roads->car_may_turn(edge_between(*roads, path[0], path[1]),
                               edge_between(*roads, path[1], path[2]));
  };
  EXPECT_FALSE(turn("ABC"));
  EXPECT_TRUE(turn("ABD"));
  EXPECT_TRUE(turn("EBC"));
  EXPECT_FALSE(turn("EBE"));
  EXPECT_FALSE(turn("BDB")) << "one-way";
}

TEST(road_graph, marks_where_a_car_can_only_turn_round) {
  const auto roads = roads_of({.picture = "A--B--C>>D", .roads = "A-B B-C C>D", .bans = "BCD"});
  EXPECT_TRUE(roads->edge(edge_between(*roads, 'B', 'A')).has(road_edge::dead_end));
  EXPECT_FALSE(roads->edge(edge_between(*roads, 'A', 'B')).has(road_edge::dead_end));
  EXPECT_TRUE(roads->edge(edge_between(*roads, 'B', 'C')).has(road_edge::dead_end))
      << "going on is forbidden";
}

TEST(road_graph, counts_parts_that_do_not_meet_by_their_lowest_id) {
  const auto roads = roads_of({.picture = "Z--B  C--D", .roads = "C-D Z-B"});
  EXPECT_EQ(roads->header().components, 2U);
  EXPECT_EQ(roads->node(node_at(*roads, 'Z')).component, 0U) << "its part holds B";
  EXPECT_EQ(roads->node(node_at(*roads, 'D')).component, 1U);
}

TEST(road_graph, finds_the_point_at_a_place) {
  road_draft draft = draft_of({.picture = "A---B", .roads = "A-B"});
  draft.roads[0].shape = {{0, 0}, {300'000, 0}, {300'000, 400'000}, {400'000, 0}};
  const auto roads = view_of(build_roads(draft));
  const road_edge_id ab = edge_between(*roads, 'A', 'B');
  EXPECT_EQ(roads->edge(ab).length_mm, 300'000U + 400'000U + 412'311U);
  EXPECT_EQ(roads->point_at({ab, 0}), (plane_point{0, 0}));
  EXPECT_EQ(roads->point_at({ab, 450'000}), (plane_point{300'000, 150'000}));
  EXPECT_EQ(roads->point_at({ab, 2'000'000}), (plane_point{400'000, 0}));
  EXPECT_EQ(roads->point_at(roads->turned_round({ab, 450'000})), (plane_point{300'000, 150'000}));
  EXPECT_EQ(roads->shape(roads->edge(ab).twin)[0], (plane_point{400'000, 0}));
}

TEST(road_graph, does_not_depend_on_the_order_of_the_roads) {
  const auto one =
      build_roads(draft_of({.picture = "A--B--C--D", .roads = "A-B B-C C-D", .bans = "ABC"}));
  road_draft draft = draft_of({.picture = "A--B--C--D", .roads = "C-D A-B B-C", .bans = "ABC"});
  draft.roads[0].way = 3;
  draft.roads[1].way = 1;
  draft.roads[2].way = 2;
  const auto other = build_roads(draft);
  const auto first = view_of(one);
  const auto second = view_of(other);
  ASSERT_EQ(first->edges().size(), second->edges().size());
  for (std::uint32_t e = 0; e < first->edges().size(); ++e) {
    EXPECT_EQ(first->edges()[e].tail, second->edges()[e].tail);
    EXPECT_EQ(first->edges()[e].head, second->edges()[e].head);
    EXPECT_EQ(first->way(road_edge_id{e}), second->way(road_edge_id{e}));
  }
  EXPECT_EQ(first->hash(), second->hash());
}

// Calls everything that reads, so that a sanitizer sees a range that was not checked.
std::uint64_t read_everything(const road_graph& roads) {
  std::uint64_t sum = roads.attribution().size() + roads.banned_turns().size();
  for (std::uint32_t n = 0; n < roads.nodes().size(); ++n) {
    for (const road_edge_id e : roads.out_edges(road_node_id{n})) {
      sum += static_cast<std::uint64_t>(roads.way(e)) + roads.edge(e).length_mm;
      for (const road_edge_id in : roads.in_edges(road_node_id{n})) {
        sum += roads.car_may_turn(in, e) ? 1 : 0;
      }
      const auto end = roads.point_at({e, roads.edge(e).length_mm / 2});
      sum += static_cast<std::uint32_t>(end.x_mm) + roads.shape(e).size();
    }
  }
  for (std::uint32_t row = 0; row < roads.header().cell_rows; ++row) {
    for (std::uint32_t column = 0; column < roads.header().cell_columns; ++column) {
      for (const cell_item& item : roads.cell(column, row)) {
        sum += static_cast<std::uint32_t>(roads.shape(item.edge)[item.segment + 1].y_mm);
      }
    }
  }
  return sum;
}

TEST(road_graph, refuses_every_truncation) {
  const auto whole = build_roads(draft_of(crossing));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::vector<std::byte> part(whole.begin(), whole.begin() + static_cast<long>(size));
    EXPECT_FALSE(road_graph::view(nullptr, part).has_value()) << size;
  }
}

class road_graph_flips : public testing::TestWithParam<std::uint32_t> {};

TEST_P(road_graph_flips, are_refused_or_harmless) {
  std::mt19937 random{GetParam()};
  const auto whole = build_roads(random_draft(random));
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>{0, n - 1}(random);
  };
  int refused = 0;
  int accepted = 0;
  for (int round = 0; round < 2'000; ++round) {
    auto bytes = whole;
    for (std::size_t i = below(3) + 1; i > 0; --i) {
      bytes[below(bytes.size())] ^= static_cast<std::byte>(1U << below(8));
    }
    const auto roads = road_graph::view(nullptr, bytes);
    if (roads) {
      ++accepted;
      read_everything(*roads);
      travel_search search;
      const std::vector<road_place> sources = random_places(*roads, 4, random);
      search.nearest(
          *roads, travel_profile::ordinary, random_place(*roads, random), sources, 2, 1 << 30);
      snap(*roads, {0, 0}, 1'000'000, road_user::car);
    } else {
      ++refused;
    }
  }
  EXPECT_GT(refused, 100);
  EXPECT_GT(accepted, 100);
}

INSTANTIATE_TEST_SUITE_P(seeds, road_graph_flips, testing::Range(1U, 9U));

TEST(road_graph, refuses_hostile_counts) {
  const auto whole = build_roads(draft_of(crossing));
  for (std::size_t at = offsetof(road_header, nodes); at < sizeof(road_header); at += 4) {
    for (const std::uint32_t value : {0U, 0x7fff'ffffU, 0x8000'0000U, 0xffff'ffffU}) {
      auto bytes = whole;
      std::memcpy(bytes.data() + at, &value, sizeof value);
      const auto roads = road_graph::view(nullptr, bytes);
      if (roads) {
        read_everything(*roads);
      }
    }
  }
}

TEST(road_graph, says_what_is_wrong) {
  const std::vector<std::byte> text(1'000, std::byte{'x'});
  EXPECT_EQ(road_graph::view(nullptr, text).error(), "not a road file");
  auto newer = build_roads(draft_of(crossing));
  newer[offsetof(road_header, version)] = std::byte{9};
  EXPECT_EQ(road_graph::view(nullptr, newer).error(), "road file of version 9, expected 2");
}

}  // namespace
}  // namespace beatwatch
