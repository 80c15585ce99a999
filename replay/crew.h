#pragma once
#include <deque>
#include <string>
#include <vector>

#include "replay/crew_action.h"
#include "replay/movement.h"
#include "replay/patrol_area.h"
#include "replay/patrol_plan.h"
#include "replay/random.h"
#include "replay/route_choice.h"

namespace beatwatch {

/// The true moment of a change of status. What is typed, and when, is another matter.
struct true_status {
  int second = 0;
  unit_status status = unit_status::unknown;
  std::string incident;
};

/// One simulated crew: a car with its officers, or officers on foot. It begins at the station. Call
/// `step` once for each second from 0 on; after `step(s)` everybody is where they are at s + 1.
class crew {
 public:
  /// `area` must outlive the crew.
  crew(crew_profile profile, const patrol_area& area, random_stream random);
  crew(const crew&) = delete;
  crew& operator=(const crew&) = delete;

  void step(int second);

  /// Ends what it does now and goes there. Only while `available()`.
  void send(const assignment& task);

  /// On duty, not committed and not about to go home.
  [[nodiscard]] bool available() const;
  /// The incident that it was sent to and has not left yet; empty: none.
  [[nodiscard]] const std::string& attending() const { return attending_; }

  [[nodiscard]] const crew_profile& profile() const { return profile_; }
  /// Of a crew on foot: the station.
  [[nodiscard]] plane_point vehicle_at() const { return vehicle_.at(); }
  [[nodiscard]] plane_point officers_at() const { return officers_.at(); }
  [[nodiscard]] bool ignition() const { return ignition_; }
  /// The officers are inside a building, where a radio has a poor fix.
  [[nodiscard]] bool indoors() const { return indoors_; }
  [[nodiscard]] const std::vector<true_status>& statuses() const { return statuses_; }

 private:
  void begin(const crew_action& next, int second);
  void begin_travel(const travel& next);
  void begin_drift(double length_m);
  void begin_stay(int seconds, bool indoors);
  void begin_stroll(double length_m);
  void begin_come_back(bool hurry);
  void set_out(const street_route& route, bool response, bool aimless);
  void change_status(const report& change, int second);
  [[nodiscard]] bool busy() const;
  [[nodiscard]] const street_network& network() const;
  [[nodiscard]] mover& traveller() { return profile_.by_car ? vehicle_ : officers_; }

  crew_profile profile_;
  const patrol_area* area_;
  random_stream random_;
  patrol_plan plan_;

  mover vehicle_;
  mover officers_;
  bool aboard_;               ///< the officers are in the car
  bool off_street_ = false;   ///< the officers have left the street, or the car
  bool coming_back_ = false;  ///< at the end of their way they are back
  bool ignition_ = false;
  bool indoors_ = true;

  std::deque<crew_action> actions_;
  street_list streets_;   ///< being travelled; empty: none
  double start_m_ = 0.0;  ///< where on the first of them the travel began
  street_place where_;    ///< at rest, or at the end of the travel
  int staying_s_ = 0;
  std::string attending_;
  std::vector<true_status> statuses_;
};

}  // namespace beatwatch
