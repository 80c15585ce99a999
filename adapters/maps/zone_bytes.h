#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/model/zone.h"

namespace beatwatch {

/// What zones are, as bytes: names, attributes and rings on the plane, in the order given. Equal
/// for equal sorted zones with canonical rings, whatever file they came from; their SHA-256 is the
/// hash of a zone set.
std::vector<std::byte> zones_to_bytes(const std::vector<zone>& zones);

/// The inverse; empty when the bytes are not those of zones.
std::optional<std::vector<zone>> bytes_to_zones(std::span<const std::byte> bytes);

}  // namespace beatwatch
