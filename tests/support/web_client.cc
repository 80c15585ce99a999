#include "tests/support/web_client.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>

namespace beatwatch {
namespace {

int connect_to(const std::string& address) {
  const auto colon = address.rfind(':');
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
  inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    ::close(socket);
    throw std::runtime_error("nothing listens on " + address);
  }
  return socket;
}

void send_all(int socket, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t n = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) {
      return;  // it has closed: what it said before stands
    }
    sent += static_cast<std::size_t>(n);
  }
}

// False: closed, or silent for so long.
bool receive(int socket, std::string& bytes, int patience_ms) {
  pollfd readable{.fd = socket, .events = POLLIN, .revents = 0};
  std::array<char, 16'384> piece{};
  if (::poll(&readable, 1, patience_ms) <= 0) {
    return false;
  }
  const ssize_t n = ::recv(socket, piece.data(), piece.size(), 0);
  if (n > 0) {
    bytes.append(piece.data(), static_cast<std::size_t>(n));
  }
  return n > 0;
}

web_reply parse(const std::string& bytes) {
  web_reply reply;
  const auto head_end = bytes.find("\r\n\r\n");
  if (head_end == std::string::npos) {
    return reply;
  }
  reply.status = std::stoi(bytes.substr(bytes.find(' ') + 1, 3));
  reply.body = bytes.substr(head_end + 4);
  std::size_t at = bytes.find("\r\n") + 2;
  while (at < head_end) {
    const auto end = bytes.find("\r\n", at);
    const auto colon = bytes.find(':', at);
    std::string name = bytes.substr(at, colon - at);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
      return static_cast<char>(std::tolower(c));
    });
    reply.fields[name] = bytes.substr(colon + 2, end - colon - 2);
    at = end + 2;
  }
  return reply;
}

std::string request(const std::string& method,
                    const std::string& target,
                    const std::string& fields,
                    const std::string& body) {
  return method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + fields +
         (body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n") + "\r\n" +
         body;
}

}  // namespace

std::string send_raw(const std::string& address, const std::string& bytes, int patience_ms) {
  const int socket = connect_to(address);
  send_all(socket, bytes);
  std::string answer;
  while (receive(socket, answer, patience_ms)) {
  }
  ::close(socket);
  return answer;
}

web_reply ask_web(const std::string& address,
                  const std::string& method,
                  const std::string& target,
                  const std::string& fields,
                  const std::string& body) {
  return parse(send_raw(address, request(method, target, fields, body), 30'000));
}

web_events::web_events(const std::string& address,
                       const std::string& target,
                       const std::string& fields)
    : socket_(connect_to(address)) {
  send_all(socket_, request("GET", target, fields, ""));
  while (unread_.find("\r\n\r\n") == std::string::npos && read_more()) {
  }
  unread_.erase(0, unread_.find("\r\n\r\n") + 4);
}

web_events::~web_events() { ::close(socket_); }

bool web_events::read_more() { return receive(socket_, unread_, 10'000); }

web_events::event web_events::next() {
  std::size_t end = 0;
  while ((end = unread_.find("\n\n")) == std::string::npos) {
    if (!read_more()) {
      return {};
    }
  }
  event read;
  for (std::size_t at = 0; at < end;) {
    const auto line_end = unread_.find('\n', at);
    const std::string line = unread_.substr(at, line_end - at);
    const auto colon = line.find(": ");
    const std::string value = line.substr(colon + 2);
    (line.starts_with("id") ? read.id : line.starts_with("event") ? read.name : read.data) = value;
    at = line_end + 1;
  }
  unread_.erase(0, end + 2);
  return read;
}

web_events::event web_events::next(const std::string& name) {
  event read = next();
  while (!read.name.empty() && read.name != name) {
    read = next();
  }
  return read;
}

}  // namespace beatwatch
