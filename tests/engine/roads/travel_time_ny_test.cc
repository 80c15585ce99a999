#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "adapters/maps/gzip_text.h"
#include "adapters/maps/road_build.h"
#include "engine/roads/travel_time.h"
#include "tests/support/drawn_roads.h"

namespace beatwatch {
namespace {

// The New York graph of the 9th DIMACS challenge: 264,346 nodes, 733,846 arcs, each there in both
// directions, and 200 known answers. Its weights become milliseconds, whatever the length.

constexpr std::size_t file_bytes_max = 100'000'000;

std::filesystem::path folder() {
  return std::filesystem::path{BEATWATCH_SHARED_DIR} / "data" / "ny-road-graph";
}

struct dimacs_arc {
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::uint32_t weight = 0;
};

// Lines "v id lon lat" and "a from to weight"; every other kind is a header.
template <typename Take>
void for_each_line(const std::string& name, char kind, const Take& take) {
  std::istringstream lines{read_gzip_text(folder() / name, file_bytes_max)};
  for (std::string line; std::getline(lines, line);) {
    if (line.size() > 2 && line[0] == kind) {
      char* end = line.data() + 1;
      const std::int64_t a = std::strtoll(end, &end, 10);
      const std::int64_t b = std::strtoll(end, &end, 10);
      take(a, b, std::strtoll(end, &end, 10));
    }
  }
}

std::vector<plane_point> read_places() {
  std::vector<plane_point> places(1);
  for_each_line("USA-road-d.NY.co.gz", 'v', [&](std::int64_t, std::int64_t lon, std::int64_t lat) {
    places.push_back({static_cast<std::int32_t>((lon + 74'000'000) * 84),
                      static_cast<std::int32_t>((lat - 40'800'000) * 111)});
  });
  return places;
}

// One road for both directions, named by the number of its way.
std::vector<dimacs_arc> read_arcs() {
  std::vector<dimacs_arc> arcs;
  for_each_line(
      "USA-road-t.NY.gr.gz", 'a', [&](std::int64_t from, std::int64_t to, std::int64_t weight) {
        if (from < to) {
          arcs.push_back({from, to, static_cast<std::uint32_t>(weight)});
        }
      });
  return arcs;
}

std::shared_ptr<const road_graph> build_new_york() {
  const auto places = read_places();
  const auto arcs = read_arcs();
  road_draft draft;
  for (const dimacs_arc& arc : arcs) {
    draft_road road;
    road.way = static_cast<std::int64_t>(draft.roads.size());
    road.from = arc.from;
    road.to = arc.to;
    road.shape = {places.at(static_cast<std::size_t>(arc.from)),
                  places.at(static_cast<std::size_t>(arc.to))};
    road.forward = road.backward = {true, 1, 1};
    draft.roads.push_back(std::move(road));
  }
  auto bytes = build_roads(draft);
  road_header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  const road_sections at = sections_of(header);
  for (std::size_t e = 0; e < header.edges; ++e) {
    std::int64_t way = 0;
    std::memcpy(&way, bytes.data() + at.ways + e * sizeof way, sizeof way);
    const std::uint32_t weight = arcs[static_cast<std::size_t>(way)].weight;
    std::byte* const edge = bytes.data() + at.edges + e * sizeof(road_edge);
    std::memcpy(edge + offsetof(road_edge, ordinary_ms), &weight, sizeof weight);
  }
  return view_of(std::move(bytes));
}

TEST(travel_time_in_new_york, equals_the_known_answers) {
  if (!std::filesystem::exists(folder())) {
    GTEST_SKIP() << folder() << " is not there";
  }
  const auto roads = build_new_york();
  ASSERT_EQ(roads->nodes().size(), 264'346U);
  ASSERT_EQ(roads->edges().size(), 733'846U);
  std::map<std::int64_t, road_place> start_of;
  for (std::uint32_t n = 0; n < roads->nodes().size(); ++n) {
    start_of[roads->nodes()[n].osm_id] = {roads->out_edges(road_node_id{n})[0], 0};
  }
  std::map<std::int64_t, std::map<std::int64_t, std::int64_t>> answers;  // source, target, time
  std::ifstream file{folder() / "known_answers_200.csv"};
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream fields{line};
    std::int64_t source = 0;
    std::int64_t target = 0;
    std::int64_t time = 0;
    char comma = 0;
    fields >> source >> comma >> target >> comma >> time;
    answers[source][target] = time;
  }
  ASSERT_EQ(answers.size(), 10U);
  travel_search search;
  for (const auto& [source, times] : answers) {  // every arc is there both ways: back is forth
    std::vector<road_place> places;
    std::vector<std::int64_t> expected;
    for (const auto& [target, time] : times) {
      places.push_back(start_of.at(target));
      expected.push_back(time);
    }
    const auto found =
        search.nearest(*roads, travel_profile::ordinary, start_of.at(source), places, 20, 1 << 30);
    ASSERT_EQ(found.size(), 20U);
    for (const travel_found& f : found) {
      EXPECT_EQ(f.time_ms, expected[f.source]);
    }
  }
}

}  // namespace
}  // namespace beatwatch
