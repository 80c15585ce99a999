#include "adapters/daemon/tcp_intake.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

#include "adapters/daemon/http_reader.h"
#include "adapters/daemon/position_sources.h"
#include "adapters/sources/owntracks_decode.h"
#include "adapters/sources/stream_framer.h"
#include "adapters/sources/teltonika_source.h"

namespace beatwatch {
namespace {

/// Cuts a connection into messages and hands their pings on.
class connection_reader : public tcp_reader {
 public:
  struct source_parts {
    const std::string& name;
    position_format format;
    const intake_parts& server;
    position_source& decoder;
  };

  connection_reader(source_parts source, const std::shared_ptr<tcp_link>& link)
      : source_(source), link_(link), framer_(make_stream_framer(source.format)) {}

  tcp_taken take(std::string_view bytes) override {
    framer_.append(bytes);
    tcp_taken taken;
    while (!taken.give_up) {
      const auto message = framer_.next();
      if (!message) {
        break;
      }
      taken.messages += messages_in(message->bytes);
      taken.give_up = take_message(*message);
    }
    give_counts(source_.name, source_.decoder.counts(), source_.server.events);
    return taken;
  }

  void finish() override {
    if (const auto message = framer_.finish()) {
      take_message(*message);
      give_counts(source_.name, source_.decoder.counts(), source_.server.events);
    }
  }

 protected:
  /// One that is complete; true: nothing behind it can be understood.
  virtual bool read(std::string_view message) {
    answer_when_durable(source_.decoder.take(peer(), message, source_.server.clock.now(), pings_));
    return false;
  }

  /// Hands on what was read, and answers once it is on disk.
  void answer_when_durable(std::string answer) {
    source_.server.events.take(intakes_of(source_.name, pings_, source_.decoder.heard()));
    if (!answer.empty()) {
      source_.server.events.when_durable([link = link_.lock(), answer = std::move(answer)] {
        if (link != nullptr) {
          link->send(answer);
        }
      });
    }
  }

  void answer_at_once(std::string_view answer) {
    if (const auto link = link_.lock()) {
      link->send(answer);
    }
  }

  [[nodiscard]] std::string peer() const {
    const auto link = link_.lock();
    return link != nullptr ? link->peer() : std::string{};
  }

  [[nodiscard]] instant now() const { return source_.server.clock.now(); }
  [[nodiscard]] std::vector<ping>& pings() { return pings_; }

 private:
  bool take_message(const framed_message& message) {
    if (message.too_long) {
      source_.decoder.counts().count(intake_reason::record_too_long, peer(), message.bytes, now());
      return loses_the_stream(source_.format);
    }
    return read(message.bytes);
  }

  /// Lines come several at a time.
  [[nodiscard]] std::size_t messages_in(std::string_view message) const {
    return source_.format == position_format::nmea
               ? static_cast<std::size_t>(std::count(message.begin(), message.end(), '\n'))
               : 1;
  }

  source_parts source_;
  std::weak_ptr<tcp_link> link_;
  stream_framer framer_;
  std::vector<ping> pings_;  ///< reused
};

class teltonika_reader : public connection_reader {
 public:
  teltonika_reader(source_parts source,
                   teltonika_source& decoder,
                   const std::shared_ptr<tcp_link>& link)
      : connection_reader(source, link), stream_(decoder, link->peer()) {}

 protected:
  bool read(std::string_view message) override {
    teltonika_stream::outcome outcome = stream_.take(message, now(), pings());
    if (outcome.at_once) {
      answer_at_once(outcome.answer);
    } else {
      answer_when_durable(std::move(outcome.answer));
    }
    return outcome.give_up;
  }

 private:
  teltonika_stream stream_;
};

}  // namespace

tcp_source bind_tcp_source(asio::io_context& loop,
                           const std::string& name,
                           const std::string& address,
                           std::uint16_t port,
                           const tcp_limits& limits) {
  try {
    return {loop, {asio::ip::make_address(address), port}, limits};
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error(
        fmt::format("sources.{}: cannot bind {} port {}: {}", name, address, port, error.what()));
  }
}

tcp_intake::tcp_intake(asio::io_context& loop,
                       std::string name,
                       const position_socket& settings,
                       intake_parts parts)
    : loop_(loop),
      name_(std::move(name)),
      format_(settings.format),
      passwords_(settings.passwords),
      parts_(std::move(parts)),
      decoder_(make_position_source(settings)),
      socket_(bind_tcp_source(loop, name_, settings.address, settings.port, settings.limits)) {
  tell_rejects(name_, decoder_->counts(), parts_);
}

void tcp_intake::start() {
  const auto accept = [this](const std::shared_ptr<tcp_link>& link) -> std::unique_ptr<tcp_reader> {
    const connection_reader::source_parts source{name_, format_, parts_, *decoder_};
    if (auto* const trackers = dynamic_cast<teltonika_source*>(decoder_.get())) {
      return std::make_unique<teltonika_reader>(source, *trackers, link);
    }
    if (format_ == position_format::owntracks) {
      return std::make_unique<http_reader>(
          name_, parts_, passwords_, *decoder_, owntracks_size_max, link);
    }
    return std::make_unique<connection_reader>(source, link);
  };
  asio::co_spawn(
      loop_,
      socket_.run({.accept = accept,
                   .has_room = [this] { return parts_.events.has_room(); },
                   .count = [this](std::string_view why) { parts_.events.count(name_, why, 1); }}),
      asio::detached);
}

std::string tcp_intake::endpoint() const { return endpoint_text(socket_.local_endpoint()); }

}  // namespace beatwatch
