#pragma once
#include <string>
#include <variant>
#include <vector>

#include "engine/geo/plane_point.h"
#include "engine/model/roster.h"
#include "engine/model/unit_status.h"
#include "replay/street_network.h"

namespace beatwatch {

/// Who goes on patrol.
struct crew_profile {
  std::string unit;  ///< call sign
  unit_kind kind = unit_kind::car;
  bool by_car = true;
  std::vector<std::string> skills;
  std::string vehicle;  ///< class of vehicle; empty on foot
  std::string home_zone;
  plane_point home;    ///< patrols are drawn towards it
  int officers = 2;    ///< they stay together
  int books_on_s = 0;  ///< seconds after the shift began
  int books_off_s = 0;
  int meal_s = 0;
};

/// What a crew is sent to.
struct assignment {
  std::string incident;
  plane_point address;  ///< may lie off the street
  bool response = false;
  int on_scene_s = 0;
  int afterwards_s = 0;  ///< at the station, e.g. in custody; 0: none
};

/// Along streets to a place: by car, or on foot for a crew without one.
struct travel {
  street_place to;
  bool response = false;
};
/// Along streets with no aim.
struct drift {
  double length_m = 0.0;
};
struct stay {
  int seconds = 0;
  bool indoors = false;
};
struct stay_until {
  int second = 0;
};
/// Out of the car, round the block and back.
struct stroll {
  double length_m = 0.0;
};
/// To a place off the street.
struct leave_street {
  plane_point to;
};
/// To the car, or to where the street was left.
struct come_back {
  bool hurry = false;
};
/// A change of status in truth.
struct report {
  unit_status status = unit_status::unknown;
  std::string incident;
};

/// What a crew does, one thing after the other.
using crew_action =
    std::variant<travel, drift, stay, stay_until, stroll, leave_street, come_back, report>;
using crew_actions = std::vector<crew_action>;

}  // namespace beatwatch
