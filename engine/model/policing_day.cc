#include "engine/model/policing_day.h"

namespace beatwatch {

interval policing_day(const parameters& settings, instant t) {
  using std::chrono::days;
  const auto start_minute = std::chrono::minutes{settings.policing_day_start_minute};
  const auto begin_of = [&](std::chrono::sys_days local_date) {
    return settings.clock.to_utc(instant{local_date.time_since_epoch() + start_minute});
  };
  auto date = std::chrono::floor<days>(settings.clock.to_local(t) - start_minute);
  if (begin_of(date) > t) {
    date -= days{1};
  } else if (begin_of(date + days{1}) <= t) {
    date += days{1};
  }
  return {begin_of(date), begin_of(date + days{1})};
}

}  // namespace beatwatch
