#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/model/zone.h"

namespace beatwatch {

/// What a zone set is made of.
struct zone_content {
  std::vector<zone> zones;
  std::vector<gate_line> gates;
};

/// What zones and gates are, as bytes: names, attributes, rings and lines on the plane, in the
/// order given. Equal for equal sorted zones with canonical rings, whatever file they came from;
/// their SHA-256 is the hash of a zone set. Without gates nothing is said of them.
std::vector<std::byte> zones_to_bytes(const std::vector<zone>& zones,
                                      const std::vector<gate_line>& gates = {});

/// The set of these zones and gates under that hash.
std::shared_ptr<const zone_set> made_of(zone_content content, std::string hash);

/// The inverse; empty when the bytes are not those of zones.
std::optional<zone_content> bytes_to_zones(std::span<const std::byte> bytes);

}  // namespace beatwatch
