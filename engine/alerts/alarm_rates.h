#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/alerts/alarm_log.h"
#include "engine/base/interval.h"

namespace beatwatch {

/// Alarms are counted over so long (EEMUA 191: at most about one in steady operation, and ten after
/// an upset, for who looks after them).
inline constexpr duration alarm_rate_window{std::chrono::minutes{10}};

/// How many alarms were annunciated to who looks after a sector: its own, and those that concern
/// everybody.
struct alarm_rate {
  std::string sector;
  std::uint32_t annunciated = 0;
  std::uint32_t most = 0;  ///< in any `alarm_rate_window`
  std::uint32_t last = 0;  ///< in the last one
};

/// What an operator did.
struct operator_alarms {
  std::string by;
  std::uint32_t acknowledged = 0;
  std::uint32_t shelved = 0;
  std::optional<std::int64_t> median_to_acknowledge_ms;
};

/// Of every sector that has an alarm of its own, by its path; of none, of what concerns everybody.
/// `records` are those of `window`, by time.
std::vector<alarm_rate> alarm_rates(std::span<const alarm_record> records, interval window);

/// By name. An acknowledgement is timed from the last annunciation among `records`.
std::vector<operator_alarms> alarms_by_operator(std::span<const alarm_record> records);

}  // namespace beatwatch
