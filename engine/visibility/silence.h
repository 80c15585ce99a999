#pragma once
#include <vector>

#include "engine/base/interval.h"
#include "engine/base/units.h"
#include "engine/geo/plane_box.h"
#include "engine/track/fix.h"

namespace beatwatch {

/// Two successive good fixes of one device that lie further apart than its gap limit. Near its ends
/// the leg is read zone by zone; everywhere else it tells nothing but this: the unit can have been
/// there, and nobody knows.
struct silence {
  unit_id unit;
  fix from;
  fix to;
  double cap_mps = 0.0;  ///< hard speed cap in plane metres, above 0
  bool feasible = true;  ///< false: it can have been anywhere all the time

  [[nodiscard]] interval span() const { return {from.observed_at, to.observed_at}; }

  template <class Archive>
  friend void fields(Archive& a, silence& s) {
    a(s.unit, s.from, s.to, s.cap_mps, s.feasible);
  }
};

/// When the unit can have been inside a zone that lies in `bounds`: no less than the outer set of
/// the leg. Empty: never.
interval possible_time(const silence& s, const plane_box& bounds);

/// The silences of every device. What zones make of them is worked out when it is asked for: one
/// radio that was off for an hour can have been in any zone of the county.
class silence_book {
 public:
  /// The device was silent; its silences are disjoint.
  void add(device_id device, const silence& s);

  /// Forgets the silences of the device that lie in `within` and returns them.
  std::vector<silence> take_back(device_id device, interval within);

  /// Forgets those of each unit that ended by `needed_from(unit)`.
  template <typename NeededFrom>
  void forget(NeededFrom&& needed_from) {
    for (const device_id device : silent_) {
      std::erase_if(by_device_[device.value], [&needed_from](const silence& s) {
        return s.to.observed_at <= needed_from(s.unit);
      });
    }
    drop_empty();
  }

  /// In order of time.
  [[nodiscard]] const std::vector<silence>& of(device_id device) const;

  /// Calls `visit(silence)` for each that meets `within`, in no order that means anything.
  template <typename Visit>
  void for_each(interval within, Visit&& visit) const {
    for (const device_id device : silent_) {
      const auto& all = by_device_[device.value];
      for (auto s = all.rbegin(); s != all.rend() && s->to.observed_at > within.from; ++s) {
        if (s->from.observed_at < within.to) {
          visit(*s);
        }
      }
    }
  }

  template <class Archive>
  friend void fields(Archive& a, silence_book& b) {
    a(b.by_device_, b.silent_);
  }

 private:
  void drop_empty();

  std::vector<std::vector<silence>> by_device_;  ///< by time
  std::vector<device_id> silent_;                ///< devices that have any
};

}  // namespace beatwatch
