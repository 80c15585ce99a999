#include "engine/roads/road_graph.h"

#include <algorithm>
#include <utility>

namespace beatwatch {
namespace {

std::string to_hex(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += digits[byte / 16U];
    text += digits[byte % 16U];
  }
  return text;
}

// `part` of the way from `from` to `to`, out of `whole` > 0.
std::int32_t between(std::int32_t from, std::int32_t to, std::uint32_t part, std::uint32_t whole) {
  const std::int64_t scaled = (std::int64_t{to} - from) * std::int64_t{part};
  const std::int64_t half = std::int64_t{whole} / 2;
  const std::int64_t moved = (scaled < 0 ? scaled - half : scaled + half) / std::int64_t{whole};
  return static_cast<std::int32_t>(from + moved);
}

}  // namespace

road_graph::road_graph(std::shared_ptr<const void> owner, const road_arrays& arrays)
    : owner_(std::move(owner)), arrays_(arrays), hash_(to_hex(arrays.header->sha256)) {}

expected<road_graph, std::string> road_graph::view(std::shared_ptr<const void> owner,
                                                   std::span<const std::byte> bytes) {
  const auto arrays = find_road_arrays(bytes);
  if (!arrays) {
    return unexpected{arrays.error()};
  }
  if (auto fault = fault_in(*arrays)) {
    return unexpected{*std::move(fault)};
  }
  return road_graph{std::move(owner), *arrays};
}

plane_origin road_graph::origin() const {
  const road_header& h = header();
  return {.at = {.lat_e7 = h.origin_lat_e7, .lon_e7 = h.origin_lon_e7}, .scale = h.origin_scale};
}

bool road_graph::car_may_turn(road_edge_id from, road_edge_id to) const {
  if (!edge(to).has(road_edge::car)) {
    return false;
  }
  const auto bans = banned_turns(edge(from).head);
  return !std::binary_search(bans.begin(), bans.end(), banned_turn{from, to});
}

plane_point road_graph::point_at(road_place place) const {
  const edge_shape points = shape(place.edge);
  std::uint32_t left_mm = place.offset_mm;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const plane_point p = points[i - 1];
    const plane_point q = points[i];
    const std::uint32_t length = segment_length_mm(p, q);
    if (left_mm < length) {
      return {between(p.x_mm, q.x_mm, left_mm, length), between(p.y_mm, q.y_mm, left_mm, length)};
    }
    left_mm -= length;
  }
  return points[points.size() - 1];
}

}  // namespace beatwatch
