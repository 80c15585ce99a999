#include "replay/udp_sender.h"

#include <charconv>
#include <cstdint>
#include <stdexcept>

namespace beatwatch {
namespace {

asio::ip::udp::endpoint parse_target(const std::string& target) {
  constexpr std::string_view scheme = "udp://";
  const std::size_t colon = target.rfind(':');
  std::uint16_t port = 0;
  boost::system::error_code bad_address;
  asio::ip::address address;
  bool good = target.starts_with(scheme) && colon != std::string::npos && colon > scheme.size();
  if (good) {
    std::string host = target.substr(scheme.size(), colon - scheme.size());
    if (host.starts_with('[') && host.ends_with(']')) {
      host = host.substr(1, host.size() - 2);
    }
    address = asio::ip::make_address(host, bad_address);
    const char* const end = target.data() + target.size();
    const auto read = std::from_chars(target.data() + colon + 1, end, port);
    good = !bad_address && read.ec == std::errc{} && read.ptr == end && port != 0;
  }
  if (!good) {
    throw std::runtime_error{
        "--nmea: expected \"udp://address:port\" with the address in numbers, "
        "not \"" +
        target + '"'};
  }
  return {address, port};
}

}  // namespace

udp_sender::udp_sender(const std::string& target)
    : target_(parse_target(target)), socket_(context_, target_.protocol()) {}

void udp_sender::send(std::string_view datagram) {
  socket_.send_to(asio::buffer(datagram), target_);
}

}  // namespace beatwatch
