#pragma once
#include <string>

#include "engine/event.h"

namespace beatwatch {

/// The user data of a TETRA long location report, protocol identifier first: time of position,
/// circle, velocity with direction, and the reason for sending. The position is within 0.6 m, the
/// time cut to seconds, the circle twice the accuracy or the next one above it, speed within 1.9 %
/// above 28 km/h and 0.5 km/h below, heading within 0.71 degrees; what is absent is coded as
/// unknown.
std::string encode_lip(const ping& seen);

/// The same behind the three octets of an identity, which the name of the device is, in decimal.
/// Throws `std::runtime_error` for a device whose name is no number of 24 bits.
std::string encode_lip_of_ssi(const ping& seen);

/// The same as a radio's serial interface gives it, with the line ends of both lines.
std::string encode_pei(const ping& seen);

}  // namespace beatwatch
