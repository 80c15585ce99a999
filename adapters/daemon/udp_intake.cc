#include "adapters/daemon/udp_intake.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "adapters/daemon/position_sources.h"
#include "adapters/sources/peer_devices.h"

namespace beatwatch {
namespace {

constexpr std::size_t peers_remembered = 100'000;

udp_source bind_source(asio::io_context& loop,
                       const std::string& name,
                       const position_socket& settings) {
  try {
    return {loop,
            {asio::ip::make_address(settings.address), settings.port},
            settings.receive_buffer_bytes};
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error(
        fmt::format("sources.{}: cannot bind {}: {}", name, settings.bind, error.what()));
  }
}

}  // namespace

udp_intake::udp_intake(asio::io_context& loop,
                       std::string name,
                       const position_socket& settings,
                       intake_parts parts)
    : loop_(loop),
      name_(std::move(name)),
      parts_(std::move(parts)),
      decoder_(make_position_source(settings)),
      socket_(bind_source(loop, name_, settings)),
      rate_(settings.limits.messages_per_s),
      spent_(peers_remembered) {
  tell_rejects(name_, decoder_->counts(), parts_);
}

void udp_intake::start() {
  asio::co_spawn(
      loop_, socket_.run([this](const datagram_batch& batch) { take(batch); }), asio::detached);
}

std::string udp_intake::endpoint() const { return endpoint_text(socket_.local_endpoint()); }

void udp_intake::take(const datagram_batch& batch) {
  const instant now = parts_.clock.now();
  for (const datagram_view& datagram : batch.datagrams) {
    take_datagram(datagram, now);
  }
  give_counts(name_, decoder_->counts(), parts_.events);
  parts_.events.count(name_, to_string(intake_reason::lost), batch.lost);
  parts_.events.count(name_, "datagram_too_long", batch.oversized);
}

void udp_intake::take_datagram(const datagram_view& datagram, instant now) {
  rate_limit::account& spent = spent_.use(address_of_peer(datagram.from));
  if (!rate_.admits(spent, 1, rate_limit::clock::now())) {
    parts_.events.count(name_, "throttled", 1);
    return;
  }
  const std::string answer =
      decoder_->take(datagram.from,
                     {reinterpret_cast<const char*>(datagram.bytes.data()), datagram.bytes.size()},
                     now,
                     pings_);
  if (!answer.empty() && !parts_.events.has_room()) {
    parts_.events.count(
        name_, to_string(intake_reason::lost), pings_.size() + decoder_->heard().size());
    pings_.clear();
    decoder_->heard().clear();
    return;
  }
  parts_.events.take_or_lose(intakes_of(name_, pings_, decoder_->heard()));
  if (!answer.empty()) {
    parts_.events.when_durable(
        [this, to = datagram.endpoint, answer] { socket_.send(to, answer); });
  }
}

}  // namespace beatwatch
