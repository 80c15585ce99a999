#pragma once
#include "replay/crew_action.h"
#include "replay/patrol_area.h"
#include "replay/random.h"

namespace beatwatch {

/// What a crew does with its shift when nobody sends it anywhere: books on, is briefed, patrols,
/// eats, writes up, and comes back in time to book off.
class patrol_plan {
 public:
  /// `area` and `profile` must outlive the plan.
  patrol_plan(const crew_profile& profile, const patrol_area& area, random_stream random);

  /// What to do from `second` on; never empty. The crew is on a street, its officers aboard.
  crew_actions next(int second);

  /// What to do when sent; `moving`: the crew is on its way somewhere and only has to turn.
  crew_actions attend(const assignment& task, bool moving);

  /// Too late in the shift to be sent anywhere.
  [[nodiscard]] bool ending() const { return ending_; }

 private:
  crew_actions start_of_duty();
  crew_actions end_of_duty();
  crew_actions at_station(unit_status status, int shortest_s, int longest_s);
  crew_actions patrol_by_car();
  crew_actions patrol_on_foot();
  int seconds(int shortest, int longest);
  /// One of the places near home, more likely a near one. The plan has such places.
  street_place some_place();
  [[nodiscard]] street_place station() const;

  const crew_profile* profile_;
  const patrol_area* area_;
  random_stream random_;
  std::vector<street_place> places_;  ///< nearest to home first
  bool started_ = false;
  bool had_meal_ = false;
  bool ending_ = false;
};

}  // namespace beatwatch
