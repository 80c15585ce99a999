#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/engine.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// Builds events for the engine in plane metres around one origin, in order of reception.
class shift_builder {
 public:
  shift_builder();

  [[nodiscard]] parameters settings() const { return settings_; }
  parameters& settings() { return settings_; }

  /// A rectangle, in metres east and north of the origin.
  void add_zone(const std::string& name,
                double x0,
                double y0,
                double x1,
                double y1,
                std::vector<red_window> red = {},
                const std::string& kind = "micro_beat");
  /// The levels of the zone that was added last.
  void set_levels(std::vector<std::vector<std::string>> levels) {
    zones_.back().levels = std::move(levels);
  }
  /// A line, in metres east and north of the origin, as it is drawn.
  void add_gate(const std::string& name, const std::vector<std::pair<double, double>>& line_m);
  void add_unit(const std::string& unit,
                const std::string& device,
                unit_kind kind = unit_kind::car,
                std::vector<std::string> skills = {},
                std::string vehicle = "car");
  void add_entry(const roster_entry& entry) { roster_.push_back(entry); }

  /// Seconds after the start, which is 2026-03-06T22:00:00Z.
  [[nodiscard]] static instant at(double seconds);
  [[nodiscard]] position place(double x_m, double y_m) const;

  [[nodiscard]] event ping_event(const std::string& device,
                                 double x_m,
                                 double y_m,
                                 double observed_s,
                                 double received_s) const;
  [[nodiscard]] static event tick_event(double received_s);

  /// Roster and zone set, then `events`, with a tick wherever the engine asks for one, up to
  /// `until_s`.
  std::vector<change> run(engine& e, const std::vector<event>& events, double until_s) const;

  /// The zones and gates, under a hash.
  [[nodiscard]] std::shared_ptr<const zone_set> zones(const std::string& hash) const;

  /// An engine that knows the zones, as "drawn".
  [[nodiscard]] engine make_engine() const;

 private:
  parameters settings_;
  std::vector<zone> zones_;
  std::vector<gate_line> gates_;
  std::vector<roster_entry> roster_;
};

/// Those changes that are of one kind, in order.
template <typename Body>
std::vector<Body> of_kind(const std::vector<change>& changes) {
  std::vector<Body> found;
  for (const change& c : changes) {
    if (const auto* body = std::get_if<Body>(&c.body)) {
      found.push_back(*body);
    }
  }
  return found;
}

}  // namespace beatwatch
