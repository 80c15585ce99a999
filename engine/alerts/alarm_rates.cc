#include "engine/alerts/alarm_rates.h"

#include <algorithm>
#include <map>
#include <set>

namespace beatwatch {
namespace {

alarm_rate rate_of(const std::string& sector,
                   std::span<const alarm_record> records,
                   interval window) {
  alarm_rate rate{.sector = sector};
  std::vector<instant> times;
  for (const alarm_record& r : records) {
    if (r.occasion == alarm_occasion::annunciated && (r.sector.empty() || r.sector == sector)) {
      times.push_back(r.at);
    }
  }
  rate.annunciated = static_cast<std::uint32_t>(times.size());
  std::size_t first = 0;
  for (std::size_t last = 0; last < times.size(); ++last) {
    while (times[last] - times[first] >= alarm_rate_window) {
      ++first;
    }
    rate.most = std::max(rate.most, static_cast<std::uint32_t>(last - first + 1));
  }
  rate.last = static_cast<std::uint32_t>(std::count_if(
      times.begin(), times.end(), [&](instant t) { return t >= window.to - alarm_rate_window; }));
  return rate;
}

}  // namespace

std::vector<alarm_rate> alarm_rates(std::span<const alarm_record> records, interval window) {
  std::set<std::string> sectors;
  for (const alarm_record& r : records) {
    if (r.occasion == alarm_occasion::annunciated && !r.sector.empty()) {
      sectors.insert(r.sector);
    }
  }
  if (sectors.empty()) {
    sectors.insert(std::string{});
  }
  std::vector<alarm_rate> rates;
  for (const std::string& sector : sectors) {
    rates.push_back(rate_of(sector, records, window));
  }
  return rates;
}

std::vector<operator_alarms> alarms_by_operator(std::span<const alarm_record> records) {
  struct deeds {
    std::uint32_t shelved = 0;
    std::vector<std::int64_t> to_acknowledge_ms;
    std::uint32_t acknowledged = 0;
  };
  std::map<std::string, deeds> by_name;
  std::map<std::uint64_t, instant> annunciated;
  for (const alarm_record& r : records) {
    if (r.occasion == alarm_occasion::annunciated) {
      annunciated[r.number] = r.at;
    } else if (r.occasion == alarm_occasion::shelved) {
      ++by_name[r.by].shelved;
    } else if (r.occasion == alarm_occasion::acknowledged) {
      deeds& of = by_name[r.by];
      ++of.acknowledged;
      if (const auto known = annunciated.find(r.number); known != annunciated.end()) {
        of.to_acknowledge_ms.push_back((r.at - known->second).count());
      }
    }
  }
  std::vector<operator_alarms> found;
  for (auto& [name, of] : by_name) {
    operator_alarms& o = found.emplace_back();
    o.by = name;
    o.acknowledged = of.acknowledged;
    o.shelved = of.shelved;
    if (auto& times = of.to_acknowledge_ms; !times.empty()) {
      const auto middle = times.begin() + static_cast<std::ptrdiff_t>((times.size() - 1) / 2);
      std::nth_element(times.begin(), middle, times.end());
      o.median_to_acknowledge_ms = *middle;
    }
  }
  return found;
}

}  // namespace beatwatch
