#include "engine/alerts/alarm_log.h"

#include <algorithm>
#include <array>

namespace beatwatch {

std::string_view to_string(alarm_occasion occasion) {
  constexpr std::array<std::string_view, 5> words{
      "annunciated", "acknowledged", "returned", "shelved", "unshelved"};
  return words.at(static_cast<std::size_t>(occasion));
}

void alarm_log::add(alarm_record record) {
  if (records_.size() == records_max) {
    records_.erase(records_.begin(), records_.begin() + records_max / 10);
  }
  records_.push_back(std::move(record));
}

void alarm_log::forget_before(instant t) {
  const auto kept = std::find_if(
      records_.begin(), records_.end(), [t](const alarm_record& r) { return r.at >= t; });
  records_.erase(records_.begin(), kept);
}

std::size_t alarm_log::annunciations(alarm_rule rule, std::string_view of, instant since) const {
  std::size_t count = 0;
  for (auto r = records_.rbegin(); r != records_.rend() && r->at >= since; ++r) {
    const std::string& key = r->subject.empty() ? r->sector : r->subject;
    count += r->occasion == alarm_occasion::annunciated && r->rule == rule && key == of ? 1 : 0;
  }
  return count;
}

std::vector<alarm_record> alarm_log::within(interval when) const {
  std::vector<alarm_record> found;
  std::copy_if(
      records_.begin(), records_.end(), std::back_inserter(found), [when](const alarm_record& r) {
        return when.contains(r.at);
      });
  return found;
}

}  // namespace beatwatch
