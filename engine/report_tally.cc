#include "engine/report_tally.h"

#include <chrono>
#include <utility>

namespace beatwatch {
namespace {

constexpr duration hour_length = std::chrono::hours{1};

instant hour_of(instant at) { return std::chrono::floor<std::chrono::hours>(at); }

}  // namespace

void report_tally::add(const report_tally& other) {
  messages += other.messages;
  fixes += other.fixes;
  without_fix += other.without_fix;
  for (std::size_t i = 0; i < triggers.size(); ++i) {
    triggers[i] += other.triggers[i];
  }
  for (std::size_t i = 0; i < rejects.size(); ++i) {
    rejects[i] += other.rejects[i];
  }
  delay.add(other.delay);
  refresh.add(other.refresh);
}

report_tally& recent_reports::of_hour(instant at) {
  if (at >= hour + hour_length) {
    const instant begun = hour_of(at);
    before = begun == hour + hour_length ? std::exchange(now, {}) : report_tally{};
    now = {};
    hour = begun;
  }
  return now;
}

report_tally recent_reports::both(instant at) const {
  const instant begun = hour_of(at);
  report_tally all;
  if (hour == begun) {
    all = before;
  }
  if (hour >= begun - hour_length) {
    all.add(now);
  }
  return all;
}

}  // namespace beatwatch
