#include "adapters/sources/peer_devices.h"

#include <algorithm>

#include "engine/base/name.h"

namespace beatwatch {
namespace {

std::string name_of_address(std::string_view address) {
  std::string name{address.substr(0, name_size_max)};
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !is_name_character(c); }, '-');
  return name;
}

}  // namespace

std::string_view address_of_peer(std::string_view peer) {
  if (peer.starts_with('[')) {
    peer.remove_prefix(1);
    return peer.substr(0, peer.find(']'));
  }
  const auto colon = peer.find(':');
  // An IPv6 address without brackets has more than one colon, and no port.
  return colon == peer.rfind(':') ? peer.substr(0, colon) : peer;
}

std::optional<std::string> configured_device(const peer_devices& peers, std::string_view peer) {
  for (const std::string_view key : {peer, address_of_peer(peer)}) {
    if (const auto found = peers.find(key); found != peers.end()) {
      return found->second;
    }
  }
  return std::nullopt;
}

std::string device_of_peer(const peer_devices& peers, std::string_view peer) {
  return configured_device(peers, peer).value_or(name_of_address(address_of_peer(peer)));
}

}  // namespace beatwatch
