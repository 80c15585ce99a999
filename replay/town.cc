#include "replay/town.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/check.h"
#include "replay/random.h"
#include "replay/street_grid.h"

namespace beatwatch {
namespace {

constexpr std::uint64_t town_stream = 1;

constexpr int town_lines = 25;  // streets each way; every sixth is an arterial
constexpr int arterial_every = 6;
constexpr double block_m = 100.0;
constexpr int last_row_south = 7;  // the river runs north of this row
constexpr double river_gap_m = 90.0;
constexpr double river_y_m = -500.0;  // in the middle of the gap between the rows
constexpr double river_half_length_m = 7'500.0;
constexpr std::array bridge_columns{6, 18};

constexpr std::array<grid_corner, 4> park_gates{{{2, 14}, {4, 14}, {2, 16}, {4, 16}}};
constexpr grid_corner park_middle{3, 15};  // a car park at the end of the only street that enters

constexpr std::array<grid_corner, 4> no_right_turns{{{12, 18}, {6, 12}, {18, 12}, {12, 6}}};

struct one_way_street {
  int line;  // of a row and of a column
  block_side side;
};
constexpr std::array<one_way_street, 4> one_way_streets{{{8, block_side::onward},
                                                         {10, block_side::back},
                                                         {14, block_side::onward},
                                                         {16, block_side::back}}};

constexpr int village_columns = 4;
constexpr int village_rows = 3;

struct place {
  double x_m = 0.0;
  double y_m = 0.0;
};

place between(place a, place b, double share) {
  return {a.x_m + (b.x_m - a.x_m) * share, a.y_m + (b.y_m - a.y_m) * share};
}

double distance_m(place a, place b) {
  const double x = a.x_m - b.x_m;
  const double y = a.y_m - b.y_m;
  return std::sqrt(x * x + y * y);
}

bool arterial(int line) { return line % arterial_every == 0; }

// Where the villages lie: around the town, none of them on the river.
constexpr std::array<place, 8> village_places{{{5'600.0, 1'100.0},
                                               {4'100.0, 4'200.0},
                                               {200.0, 5'700.0},
                                               {-4'300.0, 4'000.0},
                                               {-5'900.0, 900.0},
                                               {-3'900.0, -4'400.0},
                                               {-300.0, -5'800.0},
                                               {4'200.0, -3'900.0}}};
// The lane from this village to the next has the third bridge; the one from `lane_missing` would
// need a fourth and does not exist.
constexpr std::size_t lane_missing = 4;
constexpr std::size_t lane_with_bridge = 7;

struct village {
  std::vector<std::size_t> corners;  // row by row
  place centre;
};

class town_drawing {
 public:
  explicit town_drawing(std::uint64_t seed) : random_(seed, town_stream) {
    map_.origin = town_origin;
  }

  drawn_map draw() {
    place_corners();
    carve_streets();
    add_streets();
    add_park_paths();
    for (const place& centre : village_places) {
      villages_.push_back(add_village(centre));
    }
    add_country_roads();
    add_river();
    forbid_turns();
    return map_;
  }

 private:
  static place corner_place(int column, int row) {
    const int middle = town_lines / 2;
    return {(column - middle) * block_m,
            (row - middle) * block_m - (row <= last_row_south ? river_gap_m : 0.0)};
  }

  place jittered(place at, double by_m) {
    return {at.x_m + random_.between(-by_m, by_m), at.y_m + random_.between(-by_m, by_m)};
  }

  std::size_t add_node(place at) {
    places_.push_back(at);
    return map_.add_node({.x_mm = static_cast<std::int32_t>(std::lround(at.x_m * 1e3)),
                          .y_mm = static_cast<std::int32_t>(std::lround(at.y_m * 1e3))});
  }

  [[nodiscard]] static std::size_t corner(int column, int row) {
    return static_cast<std::size_t>(row * town_lines + column);
  }

  void place_corners() {
    for (int row = 0; row < town_lines; ++row) {
      for (int column = 0; column < town_lines; ++column) {
        add_node(jittered(corner_place(column, row), 0.18 * block_m));
      }
    }
    map_.nodes[corner(12, 12)].tags = {{"amenity", "police"}, {"name", "Town Police Station"}};
  }

  void carve_streets() {
    for (int column = 0; column < town_lines; ++column) {
      if (column != bridge_columns[0] && column != bridge_columns[1]) {
        grid_.northward(column, last_row_south) = block_side::cut;
      }
    }
    grid_.eastward(park_middle.column, park_middle.row) = block_side::cut;
    grid_.northward(park_middle.column, park_middle.row) = block_side::cut;
    grid_.northward(park_middle.column, park_middle.row - 1) = block_side::cut;
    carve_one_way();
    for (int row = 0; row < town_lines; ++row) {
      for (int column = 0; column < town_lines; ++column) {
        if (column + 1 < town_lines && !arterial(row) && random_.chance(0.12)) {
          grid_.try_change(grid_.eastward(column, row), block_side::cut);
        }
        if (row + 1 < town_lines && !arterial(column) && random_.chance(0.12)) {
          grid_.try_change(grid_.northward(column, row), block_side::cut);
        }
      }
    }
  }

  // Pairs of streets in the middle of town run one way, as they do in old centres.
  void carve_one_way() {
    for (const auto& [line, side] : one_way_streets) {
      for (int step = 9; step < 18; ++step) {
        if (grid_.northward(line, step) == block_side::open) {
          grid_.try_change(grid_.northward(line, step), side);
        }
        grid_.try_change(grid_.eastward(step, line), side);
      }
    }
  }

  static std::vector<map_tag> street_tags(const street_run& run) {
    std::vector<map_tag> tags;
    if (arterial(run.line)) {
      tags = {{"highway", run.line == town_lines / 2 ? "primary" : "secondary"},
              {"maxspeed", "30 mph"}};
    } else {
      tags = {{"highway", "residential"}, {"maxspeed", "20 mph"}};
    }
    tags.push_back({"name", (run.northward ? "Avenue " : "Street ") + std::to_string(run.line)});
    if (run.one_way) {
      tags.push_back({"oneway", "yes"});
    }
    return tags;
  }

  // A bridge is a way of its own, and a forbidden turn needs ways that end at its crossing.
  void add_streets() {
    const auto ends_at = [](grid_corner at) {
      return (arterial(at.column) && arterial(at.row)) ||
             (arterial(at.column) && (at.row == last_row_south || at.row == last_row_south + 1));
    };
    for (const street_run& run : grid_.runs(ends_at)) {
      std::vector<std::size_t> nodes;
      for (const grid_corner at : run.corners) {
        nodes.push_back(corner(at.column, at.row));
      }
      std::vector<map_tag> tags = street_tags(run);
      if (run.northward && run.corners.front().row == last_row_south &&
          run.corners.back().row == last_row_south + 1) {
        tags.push_back({"bridge", "yes"});
        tags.push_back({"layer", "1"});
      }
      map_.add_way(std::move(nodes), std::move(tags));
    }
  }

  void add_park_paths() {
    const std::size_t middle = corner(park_middle.column, park_middle.row);
    for (const auto& [column, row] : park_gates) {
      const std::size_t gate = corner(column, row);
      const std::size_t bend =
          add_node(jittered(between(places_[gate], places_[middle], 0.5), 15.0));
      map_.add_way({gate, bend, middle}, {{"highway", "footway"}});
    }
  }

  village add_village(place centre) {
    village drawn{.corners = {}, .centre = centre};
    for (int row = 0; row < village_rows; ++row) {
      for (int column = 0; column < village_columns; ++column) {
        drawn.corners.push_back(add_node(
            jittered({centre.x_m + (column - 1.5) * 85.0, centre.y_m + (row - 1.0) * 75.0}, 22.0)));
      }
    }
    street_grid lanes{village_columns, village_rows};
    for (int row = 0; row < village_rows; ++row) {
      for (int column = 0; column + 1 < village_columns; ++column) {
        if (random_.chance(0.25)) {
          lanes.try_change(lanes.eastward(column, row), block_side::cut);
        }
      }
    }
    for (const street_run& run : lanes.runs([](grid_corner) { return false; })) {
      std::vector<std::size_t> nodes;
      for (const grid_corner at : run.corners) {
        nodes.push_back(
            drawn.corners[static_cast<std::size_t>(at.row * village_columns + at.column)]);
      }
      map_.add_way(std::move(nodes), {{"highway", "residential"}, {"maxspeed", "30 mph"}});
    }
    return drawn;
  }

  std::size_t nearest_of(const std::vector<std::size_t>& nodes, place to) const {
    std::size_t best = nodes.front();
    for (const std::size_t node : nodes) {
      if (distance_m(places_[node], to) < distance_m(places_[best], to)) {
        best = node;
      }
    }
    return best;
  }

  // A winding road: bends about every 400 m.
  void add_winding_road(std::size_t from, std::size_t to, std::vector<map_tag> tags) {
    const place start = places_[from];
    const place end = places_[to];
    const int bends = static_cast<int>(distance_m(start, end) / 400.0);
    std::vector<std::size_t> nodes{from};
    for (int i = 1; i <= bends; ++i) {
      nodes.push_back(
          add_node(jittered(between(start, end, static_cast<double>(i) / (bends + 1)), 55.0)));
    }
    nodes.push_back(to);
    map_.add_way(std::move(nodes), std::move(tags));
  }

  void add_country_roads() {
    std::vector<std::size_t> gates;
    for (int line = 0; line < town_lines; line += arterial_every) {
      for (const std::size_t gate : {corner(line, 0),
                                     corner(line, town_lines - 1),
                                     corner(0, line),
                                     corner(town_lines - 1, line)}) {
        gates.push_back(gate);
      }
    }
    for (std::size_t i = 0; i < villages_.size(); ++i) {
      const std::size_t gate = nearest_of(gates, villages_[i].centre);
      add_winding_road(gate,
                       nearest_of(villages_[i].corners, places_[gate]),
                       {{"highway", "tertiary"}, {"maxspeed", "60 mph"}});
      if (i != lane_missing) {
        add_lane(villages_[i], villages_[(i + 1) % villages_.size()], i == lane_with_bridge);
      }
    }
  }

  void add_lane(const village& from, const village& to, bool over_the_river) {
    const std::vector<map_tag> tags{{"highway", "unclassified"}, {"maxspeed", "50 mph"}};
    const std::size_t start = nearest_of(from.corners, to.centre);
    const std::size_t end = nearest_of(to.corners, from.centre);
    if (!over_the_river) {
      add_winding_road(start, end, tags);
      return;
    }
    const double x_m = (from.centre.x_m + to.centre.x_m) / 2.0;
    const std::size_t south_bank = add_node({x_m, river_y_m - 130.0});
    const std::size_t north_bank = add_node({x_m + 10.0, river_y_m + 130.0});
    std::vector<map_tag> bridge = tags;
    bridge.push_back({"bridge", "yes"});
    bridge.push_back({"layer", "1"});
    add_winding_road(start, south_bank, tags);
    map_.add_way({south_bank, north_bank}, std::move(bridge));
    add_winding_road(north_bank, end, tags);
  }

  void add_river() {
    std::vector<std::size_t> nodes;
    for (double x_m = -river_half_length_m; x_m <= river_half_length_m; x_m += 250.0) {
      nodes.push_back(add_node({x_m, river_y_m + random_.between(-35.0, 35.0)}));
    }
    map_.add_way(std::move(nodes), {{"waterway", "river"}, {"name", "Dogger"}});
  }

  [[nodiscard]] std::size_t way_between(std::size_t from, std::size_t to) const {
    for (std::size_t way = 0; way < map_.ways.size(); ++way) {
      const auto& nodes = map_.ways[way].nodes;
      for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
        if ((nodes[i] == from && nodes[i + 1] == to) || (nodes[i] == to && nodes[i + 1] == from)) {
          return way;
        }
      }
    }
    check(false, "an arterial has no gaps");
    return 0;
  }

  // Right turns across the traffic are forbidden at some crossings of arterials.
  void forbid_turns() {
    for (const auto& [column, row] : no_right_turns) {
      const std::size_t via = corner(column, row);
      const std::size_t from_south = way_between(corner(column, row - 1), via);
      const std::size_t to_east = way_between(via, corner(column + 1, row));
      map_.restrictions.push_back({from_south, via, to_east, "no_right_turn"});
    }
  }

  drawn_map map_;
  random_stream random_;
  street_grid grid_{town_lines, town_lines};
  std::vector<place> places_;
  std::vector<village> villages_;
};

}  // namespace

drawn_map draw_town(std::uint64_t seed) { return town_drawing{seed}.draw(); }

}  // namespace beatwatch
