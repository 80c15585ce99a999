#include "engine/change_fields.h"

#include <cstdint>
#include <variant>

namespace beatwatch {

void append_canonical_bytes(const change& c, std::vector<std::byte>& out) {
  byte_writer bytes{out};
  bytes(c.at, static_cast<std::uint8_t>(c.body.index()));
  std::visit([&](const auto& body) { bytes(body); }, c.body);
}

}  // namespace beatwatch
