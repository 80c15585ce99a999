#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/change.h"
#include "engine/event.h"
#include "engine/figures/arrival.h"
#include "engine/geo/local_plane.h"
#include "engine/model/parameters.h"

namespace beatwatch {

/// Who pressed a button first, and when.
struct pressed {
  std::string unit;
  instant at;
};

/// How a call was answered.
struct call_response {
  incident call;  ///< its last version
  std::optional<pressed> assigned;
  std::optional<pressed> en_route;
  std::optional<pressed> on_scene;
  arrival by_position;             ///< of the first of the units that were sent
  std::string about_unit;          ///< the one whose arrival `about` is; empty: none
  std::vector<candidate> nearest;  ///< as suggested when the call had a place first
  bool nearest_was_sent = false;   ///< the first of them, or one marked equal to it
};

/// Follows calls through a journal that is played: what was pressed, and where those who were sent
/// were. A unit is sent to a call from when a status of its names the call, or the call's log names
/// it; an `on_scene` without a call is taken for the only one that the unit is sent to. Poor fixes
/// and jumps take no part.
class response_log {
 public:
  using on_response = std::function<void(const call_response&)>;

  /// Who is within `radius_m` of a call's place is there. `told` gets each call when it is closed.
  response_log(double radius_m, on_response told);

  /// Of one row of the journal or several; how they are cut does not matter.
  void take(const std::vector<event>& events,
            const std::vector<change>& changes,
            const parameters& settings);
  /// The calls that are still open.
  void finish();

 private:
  struct open_call {
    call_response response;
    std::map<std::string, instant> sent;  ///< units, from when on
    /// By unit and device.
    std::map<std::pair<std::string, std::string>, arrival_watch> watches;
  };

  void take_instant(std::span<const event> events,
                    std::span<const change> changes,
                    const parameters& settings);
  void take_incident(const incident& call, instant at);
  void take_status(const status_changed& status);
  void take_position(const unit_moved& moved, const parameters& settings);
  [[nodiscard]] std::string call_of(const status_changed& status) const;
  void send(open_call& call, const std::string& unit, instant from);
  void close(std::map<std::string, open_call>::iterator call);

  double radius_m_;
  on_response told_;
  std::map<std::string, open_call> open_;
  std::map<std::pair<std::string, std::string>, fix> last_;  ///< by unit and device
  std::optional<local_plane> plane_;
};

}  // namespace beatwatch
