#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace beatwatch {

/// "address:port" or "address" -> device.
using peer_devices = std::map<std::string, std::string, std::less<>>;

/// A peer without its port.
std::string_view address_of_peer(std::string_view peer);

/// What is configured for a peer, "10.0.0.7:5017", "[fe80::1]:5017" or an address alone; the one
/// with the port is looked for first.
std::optional<std::string> configured_device(const peer_devices& peers, std::string_view peer);

/// The same, or else the peer's address, with `-` for what no name may hold.
std::string device_of_peer(const peer_devices& peers, std::string_view peer);

}  // namespace beatwatch
