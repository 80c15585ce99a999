#pragma once
#include <cstdint>
#include <vector>

#include "replay/random.h"
#include "replay/street_network.h"

namespace beatwatch {

inline constexpr double usual_walk_mps = 1.35;

// Hard limits of simulated movement, below what the engine takes as caps (50 m/s by car and 3 m/s
// on foot, `parameters`). How people move below them is the simulator's own business.
inline constexpr double simulated_car_mps_max = 42.0;
inline constexpr double simulated_walker_mps_max = 2.8;

/// A line to follow. Each point carries the greatest speed of the piece that begins there and a
/// wait on arrival.
struct path_point {
  plane_point at;
  double speed_mps = 0.0;
  int wait_s = 0;
};
using path = std::vector<path_point>;

/// How somebody moves: multiplies the speeds of a path, within the limit of their kind.
struct manner {
  double factor = 1.0;
  double speed_mps_max = 0.0;
  double gain_mps2 = 0.0;     ///< acceleration
  double braking_mps2 = 0.0;  ///< and braking; both > 0
};

manner ordinary_driving(random_stream& random);
manner response_driving(random_stream& random);
manner walking(random_stream& random);
manner hurrying(random_stream& random);

/// Somebody or something that follows paths, one second after the other.
class mover {
 public:
  explicit mover(plane_point at) : at_(at) {}

  /// Sets out from where it is, at the speed it has; that place takes that of the first point of
  /// `line`, a path of at least one point that begins there but for rounding.
  void follow(path line, manner how);
  /// Moves on by one second. A whole second never covers more than `how.speed_mps_max` metres.
  void advance();
  [[nodiscard]] bool arrived() const { return next_ >= line_.size(); }
  [[nodiscard]] plane_point at() const { return at_; }
  [[nodiscard]] double speed_mps() const { return speed_mps_; }
  /// Since `follow`.
  [[nodiscard]] double gone_m() const { return passed_m_ + done_m_; }
  /// Ends the path here. The speed stays, for a path that begins at once.
  void halt() {
    next_ = line_.size();
    wait_s_ = 0;
  }
  /// Rides along: is where somebody else is.
  void carry_to(plane_point at) { at_ = at; }

 private:
  [[nodiscard]] double speed_wanted(double to_next_m) const;

  plane_point at_;
  path line_;
  std::vector<double> turn_mps_;  ///< greatest speed at each point of the line, on arrival
  std::size_t next_ = 0;          ///< the point it heads for; the size of the line at its end
  double passed_m_ = 0.0;         ///< up to the point before `next_`
  double done_m_ = 0.0;           ///< on the piece that ends at `next_`
  double speed_mps_ = 0.0;
  int wait_s_ = 0;
  manner how_;
};

/// How often and how long somebody waits where one street ends and the next begins.
struct junction_waits {
  double chance = 0.0;
  int shortest_s = 0;
  int longest_s = 0;
};

/// The line along `streets` from `start_m` along the first one to `end_m` along the last one; of a
/// single street, `end_m` is not before `start_m`.
path path_along(const street_network& network,
                const street_list& streets,
                double start_m,
                double end_m,
                junction_waits waits,
                random_stream& random);

/// Where somebody is who has gone `gone_m` from `start_m` along `streets`.
street_place place_along(const street_network& network,
                         const street_list& streets,
                         double start_m,
                         double gone_m);

/// The straight line between two points, off any street.
path straight_path(plane_point from, plane_point to, double speed_mps);

}  // namespace beatwatch
