#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "adapters/daemon/polled_intake.h"
#include "adapters/daemon/position_intake.h"
#include "adapters/daemon/table_config.h"
#include "adapters/transport/asio.h"

namespace beatwatch {

/// What asks a polled source. `mark`: of the newest row of it in the journal; 0: none. Throws
/// `std::runtime_error` with one line for its column map.
std::unique_ptr<polled_intake> make_polled_intake(asio::io_context& loop,
                                                  intake_parts parts,
                                                  const std::string& source,
                                                  const polled_source& settings,
                                                  std::uint64_t mark);

}  // namespace beatwatch
