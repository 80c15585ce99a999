#pragma once
#include <cstdint>
#include <string>

namespace beatwatch {

/// 16 hexadecimal digits: an unsigned number of 64 bits does not fit a column, and no reader should
/// calculate with it.
std::string id_text(std::uint64_t id);

}  // namespace beatwatch
