#include "adapters/transport/tcp_source.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace beatwatch {
namespace {

using tcp = asio::ip::tcp;

constexpr std::size_t read_bytes_max = 16'384;
constexpr std::chrono::milliseconds room_looked_for{5};
constexpr std::chrono::milliseconds accept_again_after{100};

std::string print_peer(const tcp::socket& socket) {
  boost::system::error_code gone;
  const auto from = socket.remote_endpoint(gone);
  if (gone) {
    return "unknown";
  }
  const std::string address = from.address().to_string();
  return fmt::format("{}:{}", from.address().is_v6() ? "[" + address + "]" : address, from.port());
}

}  // namespace

tcp_link::tcp_link(tcp::socket socket) : socket_(std::move(socket)), peer_(print_peer(socket_)) {}

void tcp_link::send(std::string_view bytes) {
  if (!socket_.is_open()) {
    return;
  }
  if (unsent_.size() + bytes.size() > unsent_bytes_max) {
    close();
    return;
  }
  unsent_ += bytes;
  if (writing_.empty()) {
    write_more();
  }
}

void tcp_link::write_more() {
  writing_ = std::exchange(unsent_, {});
  if (writing_.empty()) {
    return;
  }
  asio::async_write(socket_,
                    asio::buffer(writing_),
                    [link = shared_from_this()](boost::system::error_code failed, std::size_t) {
                      link->writing_.clear();
                      if (failed) {
                        link->close();
                      } else {
                        link->write_more();
                      }
                    });
}

void tcp_link::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

tcp_source::tcp_source(asio::io_context& loop, const tcp::endpoint& bind, const tcp_limits& limits)
    : acceptor_(loop, bind), limits_(limits), rate_(limits.messages_per_s) {}

asio::awaitable<void> tcp_source::run(tcp_source_hooks hooks) {
  hooks_ = std::move(hooks);
  for (;;) {
    boost::system::error_code failed;
    tcp::socket socket =
        co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, failed));
    if (failed) {
      co_await wait(accept_again_after);  // out of descriptors, or the peer has gone
      continue;
    }
    if (connections_ >= limits_.connections_max) {
      hooks_.count("too_many_connections");
      continue;
    }
    ++connections_;
    auto link = std::make_shared<tcp_link>(std::move(socket));
    asio::co_spawn(acceptor_.get_executor(), serve(std::move(link)), asio::detached);
  }
}

asio::awaitable<void> tcp_source::serve(std::shared_ptr<tcp_link> link) {
  const auto silence = std::make_shared<asio::steady_timer>(acceptor_.get_executor());
  co_await read_all(link, silence);
  silence->cancel();
  --connections_;
}

asio::awaitable<void> tcp_source::read_all(std::shared_ptr<tcp_link> link,
                                           std::shared_ptr<asio::steady_timer> silence) {
  const std::unique_ptr<tcp_reader> reader = hooks_.accept(link);
  rate_limit::account spent;
  std::vector<char> bytes(read_bytes_max);
  watch(link, silence);
  for (;;) {
    while (!hooks_.has_room()) {
      co_await wait(room_looked_for);
      watch(link, silence);
    }
    boost::system::error_code failed;
    const std::size_t size = co_await link->socket().async_read_some(
        asio::buffer(bytes), asio::redirect_error(asio::use_awaitable, failed));
    if (failed) {
      reader->finish();
      co_return;
    }
    const tcp_taken taken = reader->take({bytes.data(), size});
    if (taken.give_up) {
      link->close();
      co_return;
    }
    if (taken.messages == 0) {
      continue;
    }
    const auto pause =
        rate_.spend(spent, static_cast<double>(taken.messages), rate_limit::clock::now());
    if (pause > rate_limit::clock::duration::zero()) {
      hooks_.count("throttled");
      co_await wait(pause);
    }
    watch(link, silence);
  }
}

// From now on the peer may be silent for so long. A timer that has run out before it was set again
// still calls.
void tcp_source::watch(const std::shared_ptr<tcp_link>& link,
                       const std::shared_ptr<asio::steady_timer>& silence) {
  silence->expires_after(limits_.silence_max);
  silence->async_wait([this, link = std::weak_ptr(link), silence = std::weak_ptr(silence)](
                          boost::system::error_code cancelled) {
    const auto open = link.lock();
    const auto timer = silence.lock();
    if (cancelled || open == nullptr || timer == nullptr || !open->socket().is_open() ||
        timer->expiry() > std::chrono::steady_clock::now()) {
      return;
    }
    hooks_.count("timed_out");
    open->close();
  });
}

asio::awaitable<void> tcp_source::wait(std::chrono::steady_clock::duration time) {
  asio::steady_timer timer(acceptor_.get_executor(), time);
  boost::system::error_code ignored;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

}  // namespace beatwatch
