#pragma once
#include <string>
#include <string_view>

namespace beatwatch {

/// One frame of a TCP stream decoded, or {"error": label}: frame, then imei, or codec,
/// record_count, records, and the answer that says that all were kept.
/// Elements stand by number under `io`: whole numbers, or hexadecimal when of variable length.
std::string teltonika_tcp_json(std::string_view octets);

/// One datagram decoded, likewise, with packet_id, avl_packet_id and imei.
std::string teltonika_udp_json(std::string_view octets);

}  // namespace beatwatch
