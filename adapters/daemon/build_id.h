#pragma once
#include <string>

namespace beatwatch {

/// Version, and the first half of the SHA-256 of the program that runs: a checkpoint is bytes of
/// one build, and no two builds that differ have the same. Throws `std::runtime_error` when the
/// program cannot be read.
[[nodiscard]] std::string build_id();

}  // namespace beatwatch
