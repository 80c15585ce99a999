#include "adapters/daemon/clock.h"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace beatwatch {

clock_reading read_clocks() {
  using namespace std::chrono;
  timespec boot{};
  clock_gettime(CLOCK_BOOTTIME, &boot);
  return {.system = time_point_cast<duration>(system_clock::now()),
          .steady = duration_cast<duration>(seconds{boot.tv_sec} + nanoseconds{boot.tv_nsec})};
}

wall_clock::wall_clock(instant not_before, std::function<clock_reading()> read)
    : read_(std::move(read)), started_(read_()), began_at_(std::max(started_.system, not_before)) {}

instant wall_clock::now() const { return began_at_ + (read_().steady - started_.steady); }

duration wall_clock::behind() const {
  const clock_reading r = read_();
  const duration difference = r.system - (began_at_ + (r.steady - started_.steady));
  return std::chrono::abs(difference) < smallest_step ? duration{0} : difference;
}

std::optional<duration> wall_clock::take_step() {
  const clock_reading r = read_();
  const duration stepped = (r.system - started_.system) - (r.steady - started_.steady) - told_;
  if (std::chrono::abs(stepped) < smallest_step) {
    return std::nullopt;
  }
  told_ += stepped;
  return stepped;
}

bool driven_clock::advance(instant to) {
  if (to < now_) {
    return false;
  }
  now_ = to;
  return true;
}

}  // namespace beatwatch
