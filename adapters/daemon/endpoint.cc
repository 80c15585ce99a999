#include "adapters/daemon/endpoint.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

namespace beatwatch {
namespace {

constexpr std::string_view tcp = "tcp://";
constexpr std::string_view ipc = "ipc://";

bool is_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return text == "*" || (error == std::errc{} && end == text.data() + text.size());
}

std::string_view address_of(std::string_view tcp_endpoint) {
  const std::string_view rest = tcp_endpoint.substr(tcp.size());
  return rest.substr(0, rest.rfind(':'));
}

}  // namespace

bool is_loopback_address(std::string_view address) {
  in_addr v4{};
  if (inet_pton(AF_INET, std::string(address).c_str(), &v4) == 1) {
    return (ntohl(v4.s_addr) >> 24) == 127;
  }
  in6_addr v6{};
  return inet_pton(AF_INET6, std::string(address).c_str(), &v6) == 1 &&
         IN6_IS_ADDR_LOOPBACK(&v6) != 0;
}

bool is_loopback_endpoint(std::string_view endpoint) {
  if (endpoint.starts_with(ipc)) {
    return true;
  }
  if (!endpoint.starts_with(tcp)) {
    return false;
  }
  std::string_view address = address_of(endpoint);
  if (address.starts_with('[') && address.ends_with(']')) {
    address = address.substr(1, address.size() - 2);
  }
  return is_loopback_address(address);
}

bool is_endpoint(std::string_view endpoint) {
  if (endpoint.starts_with(ipc)) {
    return endpoint.size() > ipc.size();
  }
  const std::size_t colon = endpoint.rfind(':');
  return endpoint.starts_with(tcp) && colon > tcp.size() && is_port(endpoint.substr(colon + 1));
}

bool is_address(const std::string& text) {
  in6_addr any{};
  return inet_pton(AF_INET, text.c_str(), &any) == 1 ||
         inet_pton(AF_INET6, text.c_str(), &any) == 1;
}

std::optional<std::pair<std::string, std::uint16_t>> split_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) {
    return std::nullopt;
  }
  std::string address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) {
    address = address.substr(1, address.size() - 2);
  }
  std::uint16_t port = 0;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data() + colon + 1, last, port);
  if (!is_address(address) || error != std::errc{} || end != last) {
    return std::nullopt;
  }
  return std::pair{address, port};
}

}  // namespace beatwatch
