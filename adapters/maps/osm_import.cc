#include "adapters/maps/osm_import.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

#include "adapters/maps/osm_turns.h"

namespace beatwatch {
namespace {

constexpr std::uint32_t absent = std::numeric_limits<std::uint32_t>::max();
// A piece of road holds its number of shape points in 16 bits.
constexpr std::size_t shape_points_max = 60'000;

std::int32_t median_to_centidegree(std::vector<std::int32_t> values_e7) {
  const auto middle = values_e7.begin() + static_cast<std::ptrdiff_t>(values_e7.size() / 2);
  std::nth_element(values_e7.begin(), middle, values_e7.end());
  constexpr std::int32_t step_e7 = 100'000;
  return *middle / step_e7 * step_e7;
}

plane_origin middle_of(const std::vector<osm_node>& nodes) {
  std::vector<std::int32_t> latitudes;
  std::vector<std::int32_t> longitudes;
  for (const osm_node& node : nodes) {
    if (node.present) {
      latitudes.push_back(node.at.lat_e7);
      longitudes.push_back(node.at.lon_e7);
    }
  }
  if (latitudes.empty()) {
    return {};
  }
  return {.at = {.lat_e7 = median_to_centidegree(std::move(latitudes)),
                 .lon_e7 = median_to_centidegree(std::move(longitudes))}};
}

class road_cutter {
 public:
  road_cutter(const osm_extract& extract, const local_plane& plane, osm_import& out)
      : extract_(extract), out_(out), points_(extract.nodes.size()), uses_(extract.nodes.size()) {
    place_nodes(plane);
  }

  void cut() {
    std::vector<std::vector<std::uint32_t>> runs;
    std::vector<std::size_t> first_run;
    for (const osm_road& road : extract_.roads) {
      first_run.push_back(runs.size());
      add_runs(road, runs);
      out_.report.ways_taken += runs.size() > first_run.back() ? 1 : 0;
    }
    first_run.push_back(runs.size());
    for (const auto& run : runs) {
      count_uses(run);
    }
    use_via_nodes();
    for (std::size_t i = 0; i < extract_.roads.size(); ++i) {
      for (std::size_t r = first_run[i]; r < first_run[i + 1]; ++r) {
        cut_run(extract_.roads[i], runs[r]);
      }
    }
  }

 private:
  void place_nodes(const local_plane& plane) {
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const osm_node& node = extract_.nodes[i];
      if (!node.present) {
        ++out_.report.nodes_missing;
        continue;
      }
      points_[i] = plane.project(node.at);
      out_.report.nodes_outside_plane += points_[i] ? 0 : 1;
      out_.report.barriers += points_[i] && node.stops_cars ? 1 : 0;
    }
  }

  std::uint32_t index_of(std::int64_t id) const {
    const auto found = std::lower_bound(
        extract_.nodes.begin(), extract_.nodes.end(), id, [](const osm_node& n, std::int64_t key) {
          return n.id < key;
        });
    return found == extract_.nodes.end() || found->id != id
               ? absent
               : static_cast<std::uint32_t>(found - extract_.nodes.begin());
  }

  // Nodes in a row that have a place; a node named twice in a row counts once.
  void add_runs(const osm_road& road, std::vector<std::vector<std::uint32_t>>& runs) const {
    std::vector<std::uint32_t> run;
    const auto end_run = [&] {
      if (run.size() >= 2) {
        runs.push_back(run);
      }
      run.clear();
    };
    for (const std::int64_t id : road.nodes) {
      const std::uint32_t index = index_of(id);
      if (!points_[index]) {
        end_run();
      } else if (run.empty() || run.back() != index) {
        run.push_back(index);
      }
    }
    end_run();
  }

  // A node is a junction when it is used twice or more: an end counts double.
  void count_uses(const std::vector<std::uint32_t>& run) {
    const auto use = [&](std::uint32_t node, std::uint8_t times) {
      uses_[node] = static_cast<std::uint8_t>(std::min(uses_[node] + times, 2));
    };
    for (const std::uint32_t node : run) {
      use(node, extract_.nodes[node].stops_cars ? 2 : 1);
    }
    use(run.front(), 2);
    use(run.back(), 2);
  }

  void use_via_nodes() {
    for (const osm_restriction& restriction : extract_.restrictions) {
      if (const std::uint32_t via = index_of(restriction.via); via != absent) {
        uses_[via] = 2;
      }
    }
  }

  void cut_run(const osm_road& road, const std::vector<std::uint32_t>& run) {
    std::size_t first = 0;
    for (std::size_t i = 1; i < run.size(); ++i) {
      if (uses_[run[i]] >= 2 || i - first + 1 == shape_points_max) {
        add_piece(road, run, first, i);
        first = i;
      }
    }
  }

  void add_piece(const osm_road& road,
                 const std::vector<std::uint32_t>& run,
                 std::size_t first,
                 std::size_t last) {
    draft_road piece;
    piece.way = road.id;
    piece.from = extract_.nodes[run[first]].id;
    piece.to = extract_.nodes[run[last]].id;
    piece.kind = road.rules.kind;
    piece.link = road.rules.link;
    piece.foot = road.rules.foot;
    piece.forward = road.rules.forward;
    piece.backward = road.rules.backward;
    for (std::size_t i = first; i <= last; ++i) {
      piece.shape.push_back(*points_[run[i]]);
    }
    out_.draft.roads.push_back(std::move(piece));
  }

  const osm_extract& extract_;
  osm_import& out_;
  std::vector<std::optional<plane_point>> points_;
  std::vector<std::uint8_t> uses_;
};

}  // namespace

osm_import import_osm(const osm_import_options& options, const import_progress& progress) {
  const osm_extract extract = read_osm(options.file, progress);
  osm_import out;
  out.report.ways = extract.way_ids.size();
  out.report.ways_left_out = extract.ways_left_out;
  out.report.limits_stated = extract.limits_stated;
  out.report.limits_not_understood = extract.limits_not_understood;
  out.report.restrictions_skipped = extract.restrictions_skipped;
  out.draft.attribution = options.attribution;
  out.draft.origin = options.origin ? *options.origin : middle_of(extract.nodes);
  road_cutter{extract, local_plane{out.draft.origin}, out}.cut();
  if (out.draft.roads.empty()) {
    throw std::runtime_error(options.file.string() + ": no road or path");
  }
  ban_turns(extract, out);
  return out;
}

}  // namespace beatwatch
