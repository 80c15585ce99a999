#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "adapters/transport/asio.h"
#include "adapters/transport/http_message.h"
#include "adapters/transport/http_server.h"
#include "adapters/web/zone_texts.h"
#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

/// Asks the engine; the second argument may be called on any thread, once.
using ask_engine = std::function<void(v1::Request, std::function<void(v1::Reply)>)>;

/// The presence board for pages. However many ask, the engine is asked once a second at most, and
/// a board becomes JSON once for each area.
class board_answers {
 public:
  /// `zones` outlives it.
  board_answers(asio::io_context& loop, ask_engine ask, const zone_texts& zones)
      : loop_(loop), ask_(std::move(ask)), zones_(zones) {}

  /// A BoardAnswer of the zones within the area, "" for all, which lives as long as the answer
  /// takes.
  asio::awaitable<http_answer> answer(const http_request& request, const std::string& area);

 private:
  asio::awaitable<void> renew();
  [[nodiscard]] std::shared_ptr<const std::string> json_of(const std::string& area);

  asio::io_context& loop_;
  ask_engine ask_;
  const zone_texts& zones_;
  std::optional<v1::BoardAnswer> newest_;
  std::chrono::steady_clock::time_point renewed_at_;
  std::shared_ptr<asio::steady_timer> renewing_;  ///< ends when it is done; null: it is not
  std::map<std::string, std::shared_ptr<const std::string>> json_of_area_;
};

}  // namespace beatwatch
