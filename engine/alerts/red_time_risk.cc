#include "engine/alerts/red_time_risk.h"

#include <algorithm>

#include "engine/alerts/alarm_timing.h"

namespace beatwatch {

duration missing(const red_time_stand& stand) {
  return std::max(std::min(stand.dose, stand.red.length()) - stand.got, duration{0});
}

instant worth_a_look_from(const red_time_stand& stand) {
  return std::max(stand.red.from,
                  stand.red.to - missing(stand) - red_time_travel_max - red_time_lead);
}

std::optional<zone_at_risk> at_risk(const std::string& zone,
                                    const red_time_stand& stand,
                                    duration travel,
                                    instant now) {
  const instant leave_by = stand.red.to - missing(stand) - travel;
  const bool risk = missing(stand) > duration{0} && travel <= red_time_travel_max &&
                    now <= leave_by && leave_by - now <= red_time_lead;
  return risk
             ? std::optional{zone_at_risk{
                   zone, stand.red.to, static_cast<std::int64_t>(missing(stand).count()), leave_by}}
             : std::nullopt;
}

}  // namespace beatwatch
