#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "adapters/journal/journal_reader.h"
#include "engine/event.h"
#include "tests/support/daemon_setup.h"

namespace beatwatch {

inline constexpr instant busy_shift_begin = ms_to_instant(1'795'183'200'000);

/// Lines of the table [clock] for a server that takes a busy shift.
inline const std::string busy_shift_clock = "kind = \"driven\"\nstart = 2026-11-20T14:00:00Z\n";

struct busy_shift_options {
  std::uint64_t seed = 1;
  int units = 20;
  int steps = 200;
  duration refresh{std::chrono::seconds{5}};
  bool disorder = true;  ///< some pings are late, doubled or unusable
};

/// A made-up shift around the two zones of `daemon_setup`, equal for equal options: roster and
/// status first, then step by step the clock and what every car reports. With disorder also late
/// and doubled pings, statuses and incidents.
std::vector<std::vector<event_body>> busy_shift(const busy_shift_options& options);

/// Metres east and north of the origin of `daemon_setup`, roughly.
constexpr position at_metres(int east, int north) {
  return {.lat_e7 = daemon_setup::lat_e7 + north * 90, .lon_e7 = daemon_setup::lon_e7 + east * 148};
}

/// Every row of a journal; what cannot be read ends the list.
std::vector<journal_row> rows_of_journal(const std::filesystem::path& folder);

}  // namespace beatwatch
