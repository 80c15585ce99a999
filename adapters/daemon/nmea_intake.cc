#include "adapters/daemon/nmea_intake.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace beatwatch {
namespace {

udp_source bind_source(asio::io_context& loop,
                       const std::string& name,
                       const nmea_udp_source& settings) {
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

nmea_intake::nmea_intake(asio::io_context& loop,
                         std::string name,
                         const nmea_udp_source& settings,
                         const clock_port& clock,
                         engine_loop& engine)
    : loop_(loop),
      name_(std::move(name)),
      clock_(clock),
      engine_(engine),
      decoder_({.peers = {settings.peers.begin(), settings.peers.end()},
                .mend_week_rollover = settings.mend_week_rollover}),
      socket_(bind_source(loop, name_, settings)) {}

void nmea_intake::start() {
  asio::co_spawn(
      loop_, socket_.run([this](const datagram_batch& batch) { take(batch); }), asio::detached);
}

std::string nmea_intake::endpoint() const {
  const auto bound = socket_.local_endpoint();
  const std::string address = bound.address().to_string();
  return fmt::format(
      "{}:{}", bound.address().is_v6() ? "[" + address + "]" : address, bound.port());
}

void nmea_intake::take(const datagram_batch& batch) {
  pings_.clear();
  const instant now = clock_.now();
  for (const datagram_view& datagram : batch.datagrams) {
    decoder_.take(datagram.from,
                  {reinterpret_cast<const char*>(datagram.bytes.data()), datagram.bytes.size()},
                  now,
                  pings_);
  }
  for (const intake_counted& counted : decoder_.counts().take_new()) {
    engine_.count(name_, counted.reason, counted.count);
  }
  engine_.count(name_, to_string(intake_reason::lost), batch.lost);
  engine_.count(name_, "datagram_too_long", batch.oversized);
  std::vector<intake> events;
  events.reserve(pings_.size());
  for (ping& p : pings_) {
    events.push_back({.source = name_, .source_seq = 0, .body = std::move(p)});
  }
  engine_.take_or_lose(std::move(events));
}

}  // namespace beatwatch
