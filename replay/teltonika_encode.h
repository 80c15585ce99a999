#pragma once
#include <span>
#include <string>
#include <string_view>

#include "engine/event.h"

namespace beatwatch {

/// The identity with which a tracker begins a connection. Throws `std::runtime_error` for a device
/// whose name is not 15 digits.
std::string teltonika_identity(std::string_view device);

/// A packet of codec 8 over TCP with 1 to 255 pings of one device: exact but for speed, cut to
/// whole km/h, and heading, to whole degrees. Ignition, movement and, in tenths, the HDOP that
/// stands for the accuracy are elements; of the triggers only an emergency is told from the others.
std::string encode_teltonika_tcp(std::span<const ping> seen);

/// The same as a datagram with this number.
std::string encode_teltonika_udp(std::span<const ping> seen, std::uint16_t packet_id);

}  // namespace beatwatch
