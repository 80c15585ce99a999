#pragma once
#include <optional>

#include "engine/base/units.h"
#include "engine/track/fix.h"

namespace beatwatch {

/// When somebody came within a radius of a place.
struct arrival {
  std::optional<instant> no_earlier_than;  ///< empty: cannot have been there yet
  std::optional<instant> about;            ///< along straight lines between fixes
  std::optional<instant> no_later_than;    ///< empty: was not surely there yet
};

/// What an arrival is measured with.
struct arrival_rule {
  plane_point place;
  double place_error_m = 0;  ///< the place is no farther off
  double radius_m = 0;       ///< whoever is no farther from the place is there
  double cap_mps = 0;        ///< nobody is faster, in plane metres
  instant from;              ///< who was there before arrives now
};

/// Reads the first arrival of one device off its good fixes, one by one in the order in which they
/// were observed.
///
/// Surely there is who is within the radius whatever the errors of fix and place are. Can have been
/// there at t in [t1, t2] between two fixes means, with s the distance from the place less radius
/// and both errors: s1 <= cap (t - t1) and s2 <= cap (t2 - t). The earliest such t is a lower bound
/// whatever way was taken.
class arrival_watch {
 public:
  explicit arrival_watch(const arrival_rule& rule) : rule_(rule) {}

  void take(const fix& seen);

  /// So far. `about` lies within the other two, as far as there are any.
  [[nodiscard]] arrival first() const;

 private:
  [[nodiscard]] double beyond_m(const fix& seen) const;
  void look_at_leg(const fix& a, const fix& b);
  void look_at_fix(const fix& seen);

  arrival_rule rule_;
  std::optional<fix> last_;
  arrival first_;
};

/// The first arrival of several devices: each of the three by itself.
arrival first_of(const arrival& a, const arrival& b);

}  // namespace beatwatch
