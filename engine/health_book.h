#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/id_map.h"
#include "engine/base/prefetch.h"
#include "engine/change.h"
#include "engine/event.h"
#include "engine/model/parameters.h"
#include "engine/report_tally.h"
#include "engine/track/hearing.h"

namespace beatwatch {

/// For how long a device may say nothing, or give no fix, before that is told: `stale_after`, and
/// at least three refreshes.
duration device_silence_max(const parameters& settings, const reporting_profile& profile);
/// The same of a source, from the limit of its devices: half of it. When a source falls silent its
/// devices were heard shortly before, so that it is told before any of them would be.
duration source_silence_max(duration of_devices);

/// How one device reports.
struct device_reports {
  std::uint32_t source = 0;  ///< place in `health_book::sources`
  duration silence_max{};
  hearing heard;  ///< of anything, by reception
  hearing fixes;  ///< of fixes, by observed time
  bool ever_fixed = false;
  recent_reports reports;

  [[nodiscard]] device_health health() const;
  [[nodiscard]] std::optional<instant> last_fix_at() const;
};

/// How the devices of one source are heard, taken together.
struct source_hearing {
  std::string name;
  hearing heard;
};

/// How devices and sources report: what was known live, in order of arrival. No other figure
/// depends on it.
class health_book {
 public:
  /// Devices in the order of their ids.
  void introduce(std::string_view source, duration silence_max);
  /// After loading: limits are the configuration's.
  void set_silence_max(device_id id, duration limit) { devices_[id.value].silence_max = limit; }

  void take_ping(device_id id, const ping& p, std::optional<ping_reject> reject, instant now);
  void take_signal(device_id id, const device_heard& heard, instant now);

  /// Whether `judge` may find something else than the last time.
  [[nodiscard]] bool to_judge() const { return to_judge_; }
  /// Appends what changed: sources, then devices, each by name.
  void judge(const id_map<device_id>& names, instant now, std::vector<change>& changes);

  [[nodiscard]] const std::vector<device_reports>& devices() const { return devices_; }
  [[nodiscard]] const std::vector<source_hearing>& sources() const { return sources_; }
  void prefetch_device(device_id id) const;

  template <class Archive>
  friend void fields(Archive& a, health_book& b) {
    a(b.devices_, b.sources_, b.to_judge_);
  }

 private:
  report_tally& hear(device_reports& device, instant now);
  void judge_sources(instant now, std::vector<change>& changes);
  void judge_devices(const id_map<device_id>& names, instant now, std::vector<change>& changes);

  std::vector<device_reports> devices_;
  std::vector<source_hearing> sources_;
  bool to_judge_ = false;
};

template <class Archive>
void fields(Archive& a, device_reports& d) {
  a(d.source, d.heard, d.fixes, d.ever_fixed, d.reports);
}

template <class Archive>
void fields(Archive& a, source_hearing& s) {
  a(s.name, s.heard);
}

}  // namespace beatwatch
