#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/interval.h"
#include "engine/geo/plane_point.h"
#include "engine/track/track.h"

namespace beatwatch {

/// A device as the detector looks at it.
struct seen_device {
  const track* path = nullptr;
  duration gap_limit{};   ///< between fixes further apart its place is not known
  std::string_view name;  ///< orders what is found
};

/// Where a device was between two good fixes, on the straight way from one to the other.
struct seen_place {
  double x_mm = 0.0;
  double y_mm = 0.0;
  double error_mm = 0.0;  ///< the larger of the two
};
/// Empty where no good fixes within the gap limit of each other lie around `t`.
std::optional<seen_place> place_at(const seen_device& device, instant t);

/// What two tracks say of moving together within a window. They are compared at each good fix of
/// the one that has fewer; a fix stands for the time until half-way to its neighbours.
struct companionship {
  interval window;
  std::uint32_t fixes = 0;          ///< compared
  std::int64_t known_ms = 0;        ///< both places are known
  std::int64_t near_ms = 0;         ///< of that, within 30 m or the two errors, if that is more
  std::int64_t moved_m = 0;         ///< way of the device that has fewer fixes
  std::int32_t alike_permille = 0;  ///< of two ways step by step; 1000: the same
  instant near_to;                  ///< the last fix at which they were near
};
companionship compare(const seen_device& a, const seen_device& b, interval window);

/// More than 80 % of the window near, over at least four fixes and 150 m, with ways more than 80 %
/// alike. Radios that report less often than every two and a half minutes are never found.
/// Thresholds: 80 % of ten minutes within 30 m, ways 80 % alike.
bool moved_together(const companionship& c);
/// What `compare` says if they moved together; soon known of most that did not.
std::optional<companionship> together_in(const seen_device& a,
                                         const seen_device& b,
                                         interval window);
/// At least half of the window known, and less than half of that near.
bool moved_apart(const companionship& c);

/// From which fix on, going back from `before`, the two were near each other without a break; no
/// further than the tracks are kept.
instant near_since(const seen_device& a, const seen_device& b, instant before);

/// It went 150 m from where it was first seen within the window.
bool roams(const seen_device& device, interval window);

/// Finds devices that move together: once a minute, among those that roam and are within 512 m of
/// each other at the end of the window. A pair that was found stays one while the two stand still
/// or are silent, until they are seen apart.
class crew_detector {
 public:
  struct pair {
    std::uint32_t a = 0;  ///< place among the devices; its name comes first
    std::uint32_t b = 0;
    instant since;  ///< together
    template <class Archive>
    friend void fields(Archive& ar, pair& p) {
      ar(p.a, p.b, p.since);
    }
  };
  struct finding {
    pair who;
    bool together = false;
    instant since;  ///< together or apart
    companionship evidence;
  };

  /// The ten minutes that a look at `mark` is about; they end a minute before it.
  [[nodiscard]] static interval window_of(instant mark);

  /// Appends the pairs that have come together or apart, by name. Devices keep their places.
  void look(instant mark, std::span<const seen_device> devices, std::vector<finding>& found);

  /// Pairs that are together, in order of places.
  [[nodiscard]] const std::vector<pair>& together() const { return together_; }

  template <class Archive>
  friend void fields(Archive& a, crew_detector& d) {
    a(d.together_);
  }

 private:
  std::vector<pair> together_;
};

}  // namespace beatwatch
