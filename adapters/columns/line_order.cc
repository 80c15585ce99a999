#include "adapters/columns/line_order.h"

#include <algorithm>
#include <chrono>

namespace beatwatch {
namespace {

std::int64_t local_day(instant local) {
  return std::chrono::floor<std::chrono::days>(local).time_since_epoch().count();
}

}  // namespace

void line_order::note(std::string_view group, std::size_t line, instant local, bool twice) {
  const auto found = groups_.find(group);
  const bool fresh = found == groups_.end();
  lines_of_group& lines = fresh ? groups_[std::string{group}] : found->second;
  const bool falls = !fresh && local < lines.last - disorder_max;
  const bool within_the_hour =
      twice && lines.last_twice && local_day(local) == local_day(lines.last);
  if (falls && within_the_hour) {
    repeated_hour& hour = lines.hours[local_day(local)];
    ++hour.falls;
    hour.second_from = line;
  } else if (falls) {
    lines.rises = false;
  }
  // A line out of order does not hide where the clock stood.
  lines.last = falls || fresh ? local : std::max(lines.last, local);
  lines.last_twice = twice;
}

std::optional<bool> line_order::is_second(std::string_view group,
                                          std::size_t line,
                                          instant local) const {
  const auto lines = groups_.find(group);
  if (lines == groups_.end() || !lines->second.rises) {
    return std::nullopt;
  }
  const auto hour = lines->second.hours.find(local_day(local));
  if (hour == lines->second.hours.end() || hour->second.falls != 1) {
    return std::nullopt;
  }
  return line >= hour->second.second_from;
}

}  // namespace beatwatch
