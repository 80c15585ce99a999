#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/interval.h"
#include "engine/change.h"
#include "engine/report_tally.h"

namespace beatwatch {

struct state;

/// The refresh against what the profile promises.
enum class refresh_verdict : std::uint8_t {
  too_few,   ///< fewer than 10 intervals
  better,    ///< 95 % of the intervals are below four fifths of the promise
  promised,  ///< neither of the others
  worse,     ///< the median is above five fourths of the promise
};
std::string_view to_string(refresh_verdict verdict);
refresh_verdict judge_refresh(const quantile_sketch& intervals, duration promised);

struct device_report {
  std::string device;  ///< "source/device"
  std::string unit;    ///< that holds it now; empty: nobody
  device_health health{};
  instant last_heard_at;
  std::optional<instant> last_fix_at;
  report_tally tally;
  refresh_verdict refresh{};
};

/// A reason, how many records it kept from use, and when the last of them.
struct reject_total {
  std::string reason;
  std::uint64_t total = 0;
  instant last_at;
};

/// How a source does. Tallies speak of the hour that runs and the one before (`window`).
struct source_report {
  std::string source;
  interval window;
  bool configured = false;  ///< it has a profile of its own
  bool silent = false;
  /// Of a device, or of something else that was used; absent: never.
  std::optional<instant> last_heard_at;
  duration silence_max{};        ///< a source with devices is silent after it
  std::uint32_t positioned = 0;  ///< devices by their health
  std::uint32_t no_fix = 0;
  std::uint32_t silent_devices = 0;
  duration refresh_promised{};
  refresh_verdict refresh{};
  report_tally tally;                  ///< of all devices
  std::vector<reject_total> totals;    ///< since the journal began, by reason
  std::vector<device_report> devices;  ///< by name; empty unless asked for
};

/// Of every source that has a profile or that events came of, but the server itself, by name; or of
/// one.
std::vector<source_report> report_sources(const state& s,
                                          const std::string& source,
                                          bool with_devices);

}  // namespace beatwatch
