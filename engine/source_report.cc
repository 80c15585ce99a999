#include "engine/source_report.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>

#include "engine/state.h"

namespace beatwatch {
namespace {

constexpr std::uint64_t intervals_min = 10;

interval window_of(instant now) {
  return {std::chrono::floor<std::chrono::hours>(now) - std::chrono::hours{1}, now};
}

std::string holder_name(const state& s, const device_state& device) {
  const roster_book::holding held = s.roster.holder(device.source, device.name, s.now);
  return held.entry != nullptr ? held.entry->unit : std::string{};
}

device_report report_device(const state& s, std::uint32_t id) {
  const device_reports& reports = s.health.devices()[id];
  const device_state& device = s.devices[id];
  report_tally tally = reports.reports.both(s.now);
  const refresh_verdict refresh = judge_refresh(tally.refresh, s.profile_of(device).refresh);
  return {.device = s.device_names.name(device_id{id}),
          .unit = holder_name(s, device),
          .health = reports.health(),
          .last_heard_at = reports.heard.last,
          .last_fix_at = reports.last_fix_at(),
          .tally = std::move(tally),
          .refresh = refresh};
}

void add_device(source_report& report, const device_reports& device, instant now) {
  const device_health health = device.health();
  report.positioned += health == device_health::positioned ? 1 : 0;
  report.no_fix += health == device_health::no_fix ? 1 : 0;
  report.silent_devices += health == device_health::silent ? 1 : 0;
  report.last_heard_at =
      std::max(report.last_heard_at.value_or(device.heard.last), device.heard.last);
  report.tally.add(device.reports.both(now));
}

source_report begin_report(const state& s, const std::string& source, const source_state& counted) {
  const reporting_profile& profile = s.profile_of(source);
  source_report report{
      .source = source,
      .window = window_of(s.now),
      .configured = profile.source == source,
      .last_heard_at = counted.last_fact_at,
      .silence_max = source_silence_max(device_silence_max(s.settings, profile)),
      .refresh_promised = profile.refresh,
  };
  for (const auto& [reason, count] : counted.counts) {
    report.totals.push_back({reason, count.total, count.last_at});
  }
  return report;
}

}  // namespace

std::string_view to_string(refresh_verdict verdict) {
  constexpr std::array<std::string_view, 4> words{"too_few", "better", "promised", "worse"};
  return words.at(static_cast<std::size_t>(verdict));
}

refresh_verdict judge_refresh(const quantile_sketch& intervals, duration promised) {
  if (intervals.count() < intervals_min) {
    return refresh_verdict::too_few;
  }
  if (*intervals.quantile(500) * 4 > promised * 5) {
    return refresh_verdict::worse;
  }
  return *intervals.quantile(950) * 5 < promised * 4 ? refresh_verdict::better
                                                     : refresh_verdict::promised;
}

std::vector<source_report> report_sources(const state& s,
                                          const std::string& source,
                                          bool with_devices) {
  std::map<std::string, source_report> by_name;
  for (const auto& [name, counted] : s.sources) {
    if (source.empty() || name == source) {
      by_name.emplace(name, begin_report(s, name, counted));
    }
  }
  for (const reporting_profile& profile : s.settings.profiles) {
    const std::string& name = profile.source;
    if (!name.empty() && (source.empty() || name == source) && !by_name.contains(name)) {
      by_name.emplace(name, begin_report(s, name, {}));
    }
  }
  for (const source_hearing& heard : s.health.sources()) {
    if (const auto known = by_name.find(heard.name); known != by_name.end()) {
      known->second.silent = heard.heard.silent;
    }
  }
  for (std::uint32_t id = 0; id < s.devices.size(); ++id) {
    const auto known = by_name.find(s.devices[id].source);
    if (known == by_name.end()) {
      continue;
    }
    source_report& report = known->second;
    add_device(report, s.health.devices()[id], s.now);
    if (with_devices) {
      report.devices.push_back(report_device(s, id));
    }
  }
  std::vector<source_report> reports;
  for (auto& [name, report] : by_name) {
    report.refresh = judge_refresh(report.tally.refresh, report.refresh_promised);
    std::sort(report.devices.begin(),
              report.devices.end(),
              [](const device_report& a, const device_report& b) { return a.device < b.device; });
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace beatwatch
