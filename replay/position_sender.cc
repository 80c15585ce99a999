#include "replay/position_sender.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <span>
#include <stdexcept>

#include "adapters/sources/http_framer.h"
#include "adapters/sources/octet_reader.h"
#include "adapters/sources/teltonika_decode.h"
#include "replay/bridge_encode.h"
#include "replay/lip_encode.h"
#include "replay/nmea_encode.h"
#include "replay/taip_encode.h"
#include "replay/teltonika_encode.h"

namespace beatwatch {
namespace {

using tcp = asio::ip::tcp;
using udp = asio::ip::udp;

constexpr int answer_patience_ms = 60'000;
constexpr std::size_t unanswered_posts_max = 64;  // their answers fit into any socket

struct target_parts {
  position_kind kind;
  asio::ip::address address;
  std::uint16_t port = 0;
};

target_parts parse_target(const std::string& target) {
  target_parts parts;
  const auto scheme = target.find("://");
  const auto colon = target.rfind(':');
  const auto* const kind =
      std::find_if(position_kinds.begin(), position_kinds.end(), [&](const position_kind& each) {
        return each.word == target.substr(0, scheme);
      });
  bool good = kind != position_kinds.end() && scheme != std::string::npos && colon > scheme + 3;
  if (good) {
    parts.kind = *kind;
    std::string host = target.substr(scheme + 3, colon - scheme - 3);
    if (host.starts_with('[') && host.ends_with(']')) {
      host = host.substr(1, host.size() - 2);
    }
    boost::system::error_code bad_address;
    parts.address = asio::ip::make_address(host, bad_address);
    const char* const end = target.data() + target.size();
    const auto read = std::from_chars(target.data() + colon + 1, end, parts.port);
    good = !bad_address && read.ec == std::errc{} && read.ptr == end && parts.port != 0;
  }
  if (!good) {
    throw std::runtime_error{
        "expected \"nmea_udp://address:port\", or another kind of source before the \"://\", with "
        "the address in numbers, not \"" +
        target + '"'};
  }
  return parts;
}

std::string counted(const std::string& message) {
  const auto size = static_cast<unsigned>(message.size());
  return {static_cast<char>(size >> 8U), static_cast<char>(size & 0xFFU)};
}

/// One message of a stream that carries many devices.
std::string encode_for_stream(position_format format, const ping& seen) {
  switch (format) {
    case position_format::nmea:
      return encode_rmc(seen);
    case position_format::taip:
      return encode_taip(seen);
    case position_format::lip: {
      const std::string message = encode_lip_of_ssi(seen);
      return counted(message) + message;
    }
    case position_format::pei:
      return encode_pei(seen);
    case position_format::cot:
      return encode_cot(seen);
    case position_format::owntracks:
      return encode_owntracks_post(seen);
    case position_format::teltonika:
      break;
  }
  return encode_teltonika_tcp(std::span{&seen, 1});
}

/// So many octets; the server may be gone without a word, so nobody waits for ever.
std::string receive(tcp::socket& socket, std::size_t size) {
  std::string answer(size, '\0');
  pollfd readable{.fd = socket.native_handle(), .events = POLLIN, .revents = 0};
  if (::poll(&readable, 1, answer_patience_ms) <= 0) {
    throw std::runtime_error{"the server does not answer"};
  }
  socket.receive(asio::buffer(answer), MSG_WAITALL);
  return answer;
}

}  // namespace

position_sender::position_sender(const std::string& target)
    : datagrams_(context_), stream_(context_) {
  const target_parts parts = parse_target(target);
  kind_ = parts.kind;
  address_ = parts.address;
  port_ = parts.port;
  if (!kind_.tcp) {
    datagrams_.connect(udp::endpoint{address_, port_});
  } else if (kind_.format != position_format::teltonika) {
    stream_.connect(tcp::endpoint{address_, port_});
  }
}

void position_sender::send(const ping& seen) {
  if (!kind_.tcp) {
    send_datagram(seen);
  } else if (kind_.format == position_format::teltonika) {
    send_as_tracker(seen);
  } else {
    send_on_stream(seen);
  }
  ++sent_;
}

void position_sender::send_datagram(const ping& seen) {
  const auto datagram = [&] {
    switch (kind_.format) {
      case position_format::teltonika:
        return encode_teltonika_udp(std::span{&seen, 1}, ++packet_id_);
      case position_format::lip:
        return encode_lip_of_ssi(seen);
      default:
        return encode_for_stream(kind_.format, seen);
    }
  }();
  boost::system::error_code lost;  // as any datagram may be; nobody listening is told so too
  datagrams_.send(asio::buffer(datagram), 0, lost);
}

void position_sender::send_on_stream(const ping& seen) {
  asio::write(stream_, asio::buffer(encode_for_stream(kind_.format, seen)));
  if (kind_.format == position_format::owntracks && ++unanswered_posts_ == unanswered_posts_max) {
    take_answers_to_posts();
  }
}

position_sender::tracker& position_sender::tracker_of(const std::string& device) {
  std::unique_ptr<tracker>& known = trackers_[device];
  if (known == nullptr) {
    known = std::make_unique<tracker>(context_);
    known->socket.connect(tcp::endpoint{address_, port_});
    asio::write(known->socket, asio::buffer(teltonika_identity(device)));
    if (receive(known->socket, teltonika_accept.size()) != teltonika_accept) {
      throw std::runtime_error{"the server does not accept tracker \"" + device + '"'};
    }
  }
  return *known;
}

void position_sender::send_as_tracker(const ping& seen) {
  tracker& of = tracker_of(seen.device);
  take_answer(of);
  asio::write(of.socket, asio::buffer(encode_teltonika_tcp(std::span{&seen, 1})));
  of.unanswered = 1;
}

void position_sender::take_answer(tracker& of) {
  if (of.unanswered == 0) {
    return;
  }
  const std::string answer = receive(of.socket, 4);
  const std::uint64_t kept = octet_reader{std::as_bytes(std::span{answer})}.read(4);
  if (kept != of.unanswered) {
    throw std::runtime_error{"the server kept " + std::to_string(kept) + " records of " +
                             std::to_string(of.unanswered)};
  }
  acknowledged_ += of.unanswered;
  of.unanswered = 0;
}

void position_sender::take_answers_to_posts() {
  static const std::string taken = http_answer_text(200, "[]");
  for (; unanswered_posts_ > 0; --unanswered_posts_) {
    if (receive(stream_, taken.size()) != taken) {
      throw std::runtime_error{"the server does not take what OwnTracks posts"};
    }
    ++acknowledged_;
  }
}

void position_sender::drain() {
  take_answers_to_posts();
  for (auto& [device, of] : trackers_) {
    take_answer(*of);
  }
}

}  // namespace beatwatch
