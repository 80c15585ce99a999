#include "adapters/maps/road_speeds.h"

#include <algorithm>
#include <array>

namespace beatwatch {
namespace {

struct class_speed {
  std::uint32_t usual_kmh;
  std::uint32_t most_kmh;
  std::uint32_t link_kmh;
  std::uint32_t response_percent;
};

constexpr std::array<class_speed, road_class_count> class_speeds{{
    {100, 110, 60, 125},  // motorway
    {80, 100, 50, 125},   // trunk
    {60, 85, 40, 130},    // primary
    {50, 75, 40, 130},    // secondary
    {45, 65, 35, 130},    // tertiary
    {40, 55, 30, 130},    // unclassified
    {28, 40, 28, 130},    // residential
    {10, 10, 10, 100},    // living_street
    {15, 20, 15, 100},    // service
    {12, 15, 12, 100},    // track
    {8, 8, 8, 100},       // pedestrian
    {8, 8, 8, 100},       // footway: where its tags open it to the police
}};

constexpr std::uint32_t kmh_to_mmps(std::uint32_t kmh) { return (kmh * 10'000 + 18) / 36; }

}  // namespace

drive_speeds speeds_of(road_class kind, bool link, std::optional<std::uint32_t> limit_mmps) {
  const class_speed& speed = class_speeds.at(static_cast<std::size_t>(kind));
  const std::uint32_t usual = kmh_to_mmps(link ? speed.link_kmh : speed.usual_kmh);
  const std::uint32_t most = kmh_to_mmps(link ? speed.link_kmh : speed.most_kmh);
  const std::uint32_t ordinary = limit_mmps ? std::min(*limit_mmps * 85 / 100, most) : usual;
  return {ordinary, ordinary * speed.response_percent / 100};
}

}  // namespace beatwatch
