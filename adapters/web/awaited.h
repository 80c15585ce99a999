#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "adapters/transport/asio.h"

namespace beatwatch {

/// A value that comes from another thread, or later, for a coroutine of `loop`.
template <typename T>
class awaited {
 public:
  explicit awaited(asio::io_context& loop) : state_(std::make_shared<state>(loop)) {}

  /// To be called once, on any thread.
  [[nodiscard]] std::function<void(T)> completion() const {
    return [at = state_](T value) {
      auto given = std::make_shared<T>(std::move(value));
      asio::post(at->loop, [at, given] {
        at->value = std::move(*given);
        at->timer.cancel();
      });
    };
  }

  /// Empty when it did not come in time.
  asio::awaitable<std::optional<T>> wait(std::chrono::steady_clock::duration patience) {
    const auto kept = state_;
    if (!kept->value) {
      kept->timer.expires_after(patience);
      boost::system::error_code ignored;
      co_await kept->timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    co_return std::move(kept->value);
  }

 private:
  struct state {
    explicit state(asio::io_context& of) : loop(of), timer(of) {}
    asio::io_context& loop;
    asio::steady_timer timer;
    std::optional<T> value;
  };
  std::shared_ptr<state> state_;
};

}  // namespace beatwatch
