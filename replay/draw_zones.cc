#include "replay/draw_zones.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <ostream>
#include <string_view>
#include <utility>

#include "engine/geo/plane_box.h"
#include "replay/file_text.h"
#include "replay/random.h"

namespace beatwatch {
namespace {

constexpr std::uint64_t zone_stream = 2;
constexpr int street_beats = 24;
constexpr int block_beats = 12;
constexpr int neighbourhood_depth = 3;  // of halvings: 8 neighbourhoods
constexpr int command_depth = 1;        // 2 commands
constexpr int ward_depth = 2;           // 4 wards
constexpr std::int32_t margin_mm = 300'000;
constexpr std::int32_t beside_mm = 1'037;  // borders run beside junctions, not through them

constexpr std::array<std::string_view, 6> red_rules{"Fr-Sa 19:00-03:00",
                                                    "Mo-Su 16:00-19:00",
                                                    "Th-Sa 20:00-02:00",
                                                    "Mo-Fr 15:00-17:30; Sa 18:00-23:00",
                                                    "Fr 17:00-23:00",
                                                    "Mo-Su 21:00-23:30"};

plane_point rounded(double x_mm, double y_mm) {
  return {static_cast<std::int32_t>(std::lround(x_mm)),
          static_cast<std::int32_t>(std::lround(y_mm))};
}

// Halves a box so that both parts hold equally many points, `depth` times.
void halve(const plane_box& whole,
           std::vector<plane_point> points,
           bool across,
           int depth,
           std::vector<plane_box>& out) {
  if (depth == 0 || points.size() < 2) {
    out.push_back(whole);
    return;
  }
  const auto middle = points.begin() + static_cast<std::ptrdiff_t>(points.size() / 2);
  std::nth_element(points.begin(), middle, points.end(), [&](plane_point a, plane_point b) {
    return across ? a.x_mm < b.x_mm : a.y_mm < b.y_mm;
  });
  plane_box low = whole;
  plane_box high = whole;
  if (across) {
    low.high.x_mm = high.low.x_mm = middle->x_mm + beside_mm;
  } else {
    low.high.y_mm = high.low.y_mm = middle->y_mm + beside_mm;
  }
  for (const plane_box& half : {low, high}) {
    std::vector<plane_point> inside;
    std::copy_if(points.begin(), points.end(), std::back_inserter(inside), [&](plane_point p) {
      return half.contains(p);
    });
    halve(half, std::move(inside), !across, depth - 1, out);
  }
}

class zone_drawing {
 public:
  zone_drawing(const patrol_area& area, std::uint64_t seed)
      : streets_(area.cars), random_(seed, zone_stream) {
    std::vector<plane_point> points;
    for (std::uint32_t i = 0; i < streets_.size(); ++i) {
      points.push_back(streets_.at(i).shape.front());
    }
    plane_box whole{points.front(), points.front()};
    for (const plane_point p : points) {
      whole.include(p);
    }
    whole = {{whole.low.x_mm - margin_mm, whole.low.y_mm - margin_mm},
             {whole.high.x_mm + margin_mm, whole.high.y_mm + margin_mm}};
    halve(whole, points, true, neighbourhood_depth, neighbourhoods_);
    halve(whole, points, true, command_depth, commands_);
    halve(whole, points, false, ward_depth, wards_);
  }

  std::vector<drawn_zone> draw() {
    draw_neighbourhoods();
    draw_street_beats();
    draw_block_beats();
    draw_red_zones();
    return std::move(zones_);
  }

 private:
  static std::string numbered(std::string_view prefix, std::size_t number) {
    return std::string{prefix} + (number < 10 ? "0" : "") + std::to_string(number);
  }

  static std::string part_of(const std::vector<plane_box>& parts,
                             std::string_view prefix,
                             plane_point p) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i].contains(p)) {
        return std::string{prefix} + std::to_string(i + 1);
      }
    }
    return std::string{prefix} + std::to_string(parts.size());
  }

  drawn_zone& add(std::string name, std::string_view kind, plane_point inside) {
    drawn_zone& zone = zones_.emplace_back();
    zone.name = std::move(name);
    zone.kind = kind;
    zone.command = part_of(commands_, "C", inside);
    zone.neighbourhood = part_of(neighbourhoods_, "N", inside);
    zone.ward = part_of(wards_, "W", inside);
    zone.inside = inside;
    return zone;
  }

  void draw_neighbourhoods() {
    for (std::size_t i = 0; i < neighbourhoods_.size(); ++i) {
      const auto& [low, high] = neighbourhoods_[i];
      drawn_zone& zone = add("N" + std::to_string(i + 1), "neighbourhood", between(low, high, 0.5));
      zone.polygons = {{{low, {high.x_mm, low.y_mm}, high, {low.x_mm, high.y_mm}}}};
    }
  }

  // Of `tries` streets the one with most others around it.
  std::uint32_t some_dense_street(int tries) {
    constexpr double around_m = 250.0;
    std::uint32_t best = 0;
    int most = -1;
    for (int i = 0; i < tries; ++i) {
      const auto candidate = random_.below(static_cast<std::uint32_t>(streets_.size()));
      const plane_point at = streets_.at(candidate).shape.front();
      int count = 0;
      for (std::uint32_t other = 0; other < streets_.size(); ++other) {
        count += distance_m(streets_.at(other).shape.front(), at) <= around_m ? 1 : 0;
      }
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return best;
  }

  // A street from house front to house front, its ends cut square.
  void draw_street_beats() {
    constexpr double half_width_mm = 22'000.0;
    constexpr double shortest_m = 60.0;
    constexpr double longest_m = 400.0;
    constexpr int tries = 10'000;
    int drawn = 0;
    for (int i = 0; i < tries && drawn < street_beats; ++i) {
      const street& s = streets_.at(some_dense_street(4));
      const double x = s.shape.back().x_mm - static_cast<double>(s.shape.front().x_mm);
      const double y = s.shape.back().y_mm - static_cast<double>(s.shape.front().y_mm);
      const double length_mm = std::sqrt(x * x + y * y);
      const plane_point middle = between(s.shape.front(), s.shape.back(), 0.5);
      if (length_mm < shortest_m * 1e3 || length_mm > longest_m * 1e3 || near_another(middle)) {
        continue;
      }
      const double across_x = -y / length_mm * half_width_mm;
      const double across_y = x / length_mm * half_width_mm;
      const auto corner = [&](plane_point end, double side) {
        return rounded(end.x_mm + side * across_x, end.y_mm + side * across_y);
      };
      ++drawn;
      add(numbered("STREET-", static_cast<std::size_t>(drawn)), "micro_beat", middle).polygons = {
          {{corner(s.shape.front(), -1.0),
            corner(s.shape.back(), -1.0),
            corner(s.shape.back(), 1.0),
            corner(s.shape.front(), 1.0)}}};
    }
  }

  [[nodiscard]] bool near_another(plane_point at) const {
    return std::any_of(zones_.begin(), zones_.end(), [&](const drawn_zone& zone) {
      return zone.kind == "micro_beat" && distance_m(zone.inside, at) < 60.0;
    });
  }

  // Eight corners around a point, anticlockwise, none nearer than 70 % of the radius.
  plane_ring uneven_ring(plane_point middle, double radius_m) {
    constexpr double diagonal = 0.7071067811865476;
    constexpr std::array<std::pair<double, double>, 8> directions{{{1.0, 0.0},
                                                                   {diagonal, diagonal},
                                                                   {0.0, 1.0},
                                                                   {-diagonal, diagonal},
                                                                   {-1.0, 0.0},
                                                                   {-diagonal, -diagonal},
                                                                   {0.0, -1.0},
                                                                   {diagonal, -diagonal}}};
    plane_ring ring;
    for (const auto& [x, y] : directions) {
      const double reach_mm = radius_m * 1e3 * random_.between(0.7, 1.0);
      ring.push_back(rounded(middle.x_mm + x * reach_mm, middle.y_mm + y * reach_mm));
    }
    return ring;
  }

  // The first goes round a park, say, that is not part of it; the second has two parts.
  void draw_block_beats() {
    for (int i = 1; i <= block_beats; ++i) {
      const plane_point middle = streets_.at(some_dense_street(3)).shape.front();
      const bool around = i == 1;
      plane_ring ring = uneven_ring(middle, around ? 260.0 : random_.between(90.0, 170.0));
      drawn_zone& zone = add(numbered("BLOCK-", static_cast<std::size_t>(i)),
                             "micro_beat",
                             around ? plane_point{middle.x_mm + 150'000, middle.y_mm} : middle);
      zone.polygons = {{std::move(ring)}};
      if (around) {
        plane_ring hole = uneven_ring(middle, 110.0);
        std::reverse(hole.begin(), hole.end());
        zone.polygons.front().push_back(std::move(hole));
      } else if (i == 2) {
        const plane_point second{middle.x_mm + 450'000, middle.y_mm + 120'000};
        zone.polygons.push_back({uneven_ring(second, 120.0)});
      }
    }
  }

  void draw_red_zones() {
    for (std::size_t i = 0; i < red_rules.size(); ++i) {
      const plane_point middle = streets_.at(some_dense_street(8)).shape.front();
      drawn_zone& zone = add(numbered("RED-", i + 1), "red_zone", middle);
      zone.red_windows = red_rules.at(i);
      zone.polygons = {{uneven_ring(middle, random_.between(110.0, 200.0))}};
    }
  }

  const street_network& streets_;
  random_stream random_;
  std::vector<plane_box> neighbourhoods_;
  std::vector<plane_box> commands_;
  std::vector<plane_box> wards_;
  std::vector<drawn_zone> zones_;
};

void write_ring(std::ostream& out, const plane_ring& ring, const local_plane& plane) {
  out << '[';
  const auto write_point = [&](plane_point p) {
    const position at = plane.unproject(p);
    out << '[' << degrees_text(at.lon_e7) << ',' << degrees_text(at.lat_e7) << ']';
  };
  for (const plane_point p : ring) {
    write_point(p);
    out << ',';
  }
  write_point(ring.front());
  out << ']';
}

void write_polygon(std::ostream& out,
                   const std::vector<plane_ring>& rings,
                   const local_plane& plane) {
  out << '[';
  for (std::size_t i = 0; i < rings.size(); ++i) {
    out << (i == 0 ? "" : ",");
    write_ring(out, rings[i], plane);
  }
  out << ']';
}

void write_feature(std::ostream& out, const drawn_zone& zone, const local_plane& plane) {
  out << R"({"type":"Feature","properties":{"name":")" << zone.name << R"(","kind":")" << zone.kind
      << R"(","command":")" << zone.command << R"(","neighbourhood":")" << zone.neighbourhood
      << R"(","ward":")" << zone.ward << '"';
  if (!zone.red_windows.empty()) {
    out << R"(,"red_windows":")" << zone.red_windows << '"';
  }
  const bool single = zone.polygons.size() == 1;
  out << R"(},"geometry":{"type":")" << (single ? "Polygon" : "MultiPolygon")
      << R"(","coordinates":)" << (single ? "" : "[");
  for (std::size_t i = 0; i < zone.polygons.size(); ++i) {
    out << (i == 0 ? "" : ",");
    write_polygon(out, zone.polygons[i], plane);
  }
  out << (single ? "" : "]") << "}}";
}

}  // namespace

std::vector<drawn_zone> draw_zones(const patrol_area& area, std::uint64_t seed) {
  return zone_drawing{area, seed}.draw();
}

void write_zones(std::ostream& out,
                 const std::vector<drawn_zone>& zones,
                 const local_plane& plane) {
  out << "{\"type\":\"FeatureCollection\",\"features\":[\n";
  for (std::size_t i = 0; i < zones.size(); ++i) {
    write_feature(out, zones[i], plane);
    out << (i + 1 < zones.size() ? ",\n" : "\n");
  }
  out << "]}\n";
}

}  // namespace beatwatch
