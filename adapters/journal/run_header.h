#pragma once
#include <cstdint>
#include <string>

#include "engine/base/units.h"

namespace beatwatch {

enum class clock_kind : std::uint8_t {
  wall,
  driven,  ///< moved by `clock_advanced`: a past or simulated shift
};

/// What one run of the server worked with: outside the digest, and what explains it. Hashes are
/// lower-case hexadecimal SHA-256; empty: none.
struct run_header {
  std::uint32_t run = 0;  ///< from 1 in each journal; given by the writer
  std::string build;
  std::string parameters_hash;
  std::string zone_set_hash;
  std::string roster_hash;
  std::string roads_hash;
  instant started_at;
  clock_kind clock = clock_kind::wall;
  friend bool operator==(const run_header&, const run_header&) = default;
};

}  // namespace beatwatch
