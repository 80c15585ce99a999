#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/geo/local_plane.h"
#include "engine/model/incident.h"
#include "replay/crew.h"
#include "replay/patrol_area.h"
#include "replay/random.h"

namespace beatwatch {

/// How many calls come in. The rate follows the hour of the local day, being `per_hour` on average
/// over a whole day.
struct call_rate {
  double per_hour = 6.0;
  std::int32_t local_second_at_start = 0;  ///< local time of day when the shift begins
};

/// A version of an incident and when it was written.
struct incident_version {
  int second = 0;
  incident row;
};

/// The simulated control room: calls come in (Poisson, thinned by the hour), the dispatcher sends
/// the nearest free crew by straight line, and closes the log when everybody has left. Grade 1 gets
/// two crews, grades 2 and 3 one, grade 4 none. This rule is not Beatwatch's.
class control_room {
 public:
  /// `area` and `plane` must outlive it. `began`: the instant of second 0.
  control_room(call_rate rate,
               const patrol_area& area,
               const local_plane& plane,
               instant began,
               random_stream random);

  /// Call once for each second from 0 on, before the crews' own step.
  void step(int second, const std::vector<std::unique_ptr<crew>>& crews);

  /// In the order in which they were written.
  [[nodiscard]] const std::vector<incident_version>& versions() const { return versions_; }

 private:
  struct open_call {
    incident row;
    plane_point address;
    int crews_needed = 0;
    int look_again_s = 0;  ///< when the dispatcher next looks for a crew
    int close_s = 0;       ///< grade 4, and when everybody has left; 0: not yet
  };

  void take_call(int second);
  void send_crews(open_call& call, int second, const std::vector<std::unique_ptr<crew>>& crews);
  void close_when_left(open_call& call,
                       int second,
                       const std::vector<std::unique_ptr<crew>>& crews);
  void write(open_call& call, int second);
  [[nodiscard]] double rate_at(double second) const;
  void schedule_next_call();
  plane_point some_address();

  call_rate rate_;
  const patrol_area* area_;
  const local_plane* plane_;
  instant began_;
  random_stream random_;
  double next_call_s_ = 0.0;
  int calls_ = 0;
  std::vector<open_call> open_;
  std::vector<incident_version> versions_;
};

}  // namespace beatwatch
