#include "tests/support/rude_peer.h"

#include <cstdint>

namespace beatwatch {

std::string zmtp_frame(std::string_view bytes, bool more) {
  std::string head(1, static_cast<char>((more ? 1 : 0) | (bytes.size() > 255 ? 2 : 0)));
  for (int shift = bytes.size() > 255 ? 56 : 0; shift >= 0; shift -= 8) {
    head += static_cast<char>(bytes.size() >> static_cast<unsigned>(shift) & 0xffU);
  }
  return head += bytes;
}

rude_peer::rude_peer(asio::io_context& loop, const std::string& endpoint, std::string_view kind)
    : socket_(loop) {
  const auto port = static_cast<std::uint16_t>(std::stoi(endpoint.substr(endpoint.rfind(':') + 1)));
  socket_.connect({asio::ip::address_v4::loopback(), port});
  std::string greeting("\xff\0\0\0\0\0\0\0\1\x7f\3\0NULL", 16);
  greeting.resize(64, '\0');
  std::string ready("\5READY\13Socket-Type\0\0\0", 21);
  ready += static_cast<char>(kind.size());
  ready += kind;
  asio::write(socket_, asio::buffer(greeting + '\4' + static_cast<char>(ready.size()) + ready));
  socket_.non_blocking(true);
}

bool rude_peer::push(std::string_view bytes) {
  if (waiting_.empty()) {
    waiting_ = bytes;
  }
  boost::system::error_code error;
  waiting_.erase(0, socket_.write_some(asio::buffer(waiting_), error));
  sent_ += waiting_.empty() ? bytes.size() : 0;
  return !error || error == asio::error::would_block;
}

}  // namespace beatwatch
