#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace beatwatch {

/// True when nothing outside this machine can reach a socket bound there: `ipc://`, or `tcp://`
/// on an address of 127.0.0.0/8 or on [::1]. Names of hosts and interfaces, "*" and 0.0.0.0 are
/// not, whatever they may resolve to today.
[[nodiscard]] bool is_loopback_endpoint(std::string_view endpoint);

/// The same of a bare IPv4 or IPv6 address.
[[nodiscard]] bool is_loopback_address(std::string_view address);

/// `tcp://address:port`, where the port is a number or "*", or `ipc://path`.
[[nodiscard]] bool is_endpoint(std::string_view endpoint);

/// A bare IPv4 or IPv6 address.
[[nodiscard]] bool is_address(const std::string& text);

/// "address:port", with an IPv6 address in brackets; empty when it is anything else.
[[nodiscard]] std::optional<std::pair<std::string, std::uint16_t>> split_address(
    const std::string& text);

}  // namespace beatwatch
