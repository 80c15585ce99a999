#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/geo/plane_point.h"

namespace beatwatch {

inline constexpr std::uint32_t no_street = std::numeric_limits<std::uint32_t>::max();

/// One direction of one street between two junctions.
struct street {
  std::uint32_t from = 0;  ///< junction
  std::uint32_t to = 0;
  std::vector<plane_point> shape;  ///< from junction to junction, at least two points
  double speed_mps = 0.0;          ///< usual speed, > 0
  std::uint32_t opposite = no_street;
  double length_m = 0.0;  ///< filled by the network
};

/// A place on a street: `offset_m` along it, 0 ... length.
struct street_place {
  std::uint32_t on = no_street;
  double offset_m = 0.0;
};

/// Streets one after the other, each beginning where the last one ends.
using street_list = std::vector<std::uint32_t>;

/// What the simulated people move on: one network for cars, another one for walkers. Their way of
/// choosing a route is their own; the engine's travel times play no part in it.
class street_network {
 public:
  /// `forbidden_turns` are (street, next street), in any order.
  street_network(std::uint32_t junctions,
                 std::vector<street> streets,
                 std::vector<std::pair<std::uint32_t, std::uint32_t>> forbidden_turns);

  [[nodiscard]] std::size_t size() const { return streets_.size(); }
  [[nodiscard]] const street& at(std::uint32_t index) const { return streets_[index]; }
  [[nodiscard]] plane_point point_at(street_place place) const;

  /// Streets that may follow: every one that leaves where `after` ends, but for forbidden turns. To
  /// turn round, where it is possible, comes last.
  void next_streets(std::uint32_t after, street_list& out) const;

  /// The nearest place on any street, by straight line. The network must not be empty.
  [[nodiscard]] street_place nearest_place(plane_point to) const;

  /// A quick way from the end of `from` to `to`, both included. Each `taste` (a number of its own
  /// for each trip) finds some streets up to 30 % slower than they are, and all of them shun
  /// turning round. Empty: no way leads there.
  [[nodiscard]] street_list route(std::uint32_t from, std::uint32_t to, std::uint64_t taste) const;

  /// The largest part in which every street leads to every other one. Empty only if nothing leads
  /// back to itself.
  [[nodiscard]] street_network main_part() const;

 private:
  [[nodiscard]] std::span<const std::uint32_t> leaving(std::uint32_t junction) const;
  [[nodiscard]] std::vector<bool> reachable_both_ways(std::uint32_t start,
                                                      const std::vector<street_list>& before) const;
  [[nodiscard]] street_network only(const std::vector<bool>& kept) const;
  [[nodiscard]] bool may_turn(std::uint32_t from, std::uint32_t to) const;
  [[nodiscard]] std::int64_t cost_ms(std::uint32_t index, std::uint64_t taste) const;

  std::uint32_t junctions_;
  std::vector<street> streets_;
  std::vector<std::uint32_t> first_leaving_;  ///< by junction, into `leaving_`
  std::vector<std::uint32_t> leaving_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> forbidden_turns_;  ///< sorted
};

double distance_m(plane_point a, plane_point b);

/// The point `share` (0 ... 1) of the way from a to b.
plane_point between(plane_point a, plane_point b, double share);

}  // namespace beatwatch
