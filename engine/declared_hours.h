#pragma once
#include <map>
#include <string>
#include <vector>

#include "engine/base/interval.h"
#include "engine/event.h"

namespace beatwatch {

/// What partners without trackers say of their hours at zones. The order of arrival of rows that
/// say when they were recorded does not matter.
class declared_hours {
 public:
  struct row {
    std::string unit;
    interval valid;
    instant recorded_at;
    template <class Archive>
    friend void fields(Archive& a, row& r) {
      a(r.unit, r.valid, r.recorded_at);
    }
  };

  void learn(const hours_declared& fact, instant received_at);
  void forget_before(instant t);

  /// Time within `window` for which at least one of them says so.
  [[nodiscard]] duration time(const std::string& zone, interval window) const;

  /// Rows by start, then unit.
  [[nodiscard]] const std::map<std::string, std::vector<row>>& by_zone() const { return by_zone_; }

  template <class Archive>
  friend void fields(Archive& a, declared_hours& d) {
    a(d.by_zone_);
  }

 private:
  std::map<std::string, std::vector<row>> by_zone_;
};

}  // namespace beatwatch
