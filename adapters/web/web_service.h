#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/transport/asio.h"
#include "adapters/transport/http_server.h"
#include "adapters/web/awaited.h"
#include "adapters/web/board_answers.h"
#include "adapters/web/force_words.h"
#include "adapters/web/http_answers.h"
#include "adapters/web/live_events.h"
#include "adapters/web/map_tiles.h"
#include "adapters/web/page_files.h"
#include "adapters/web/web_accounts.h"
#include "adapters/web/web_backend.h"
#include "adapters/web/web_login.h"
#include "adapters/web/web_routes.h"
#include "adapters/web/web_sessions.h"
#include "adapters/web/zone_set_answers.h"
#include "adapters/web/zone_texts.h"
#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

/// What answers are made of; all of it outlives the service and belongs to its thread.
struct web_parts {
  asio::io_context& loop;
  web_backend& backend;
  const std::vector<web_login>& logins;
  const page_files& files;
  map_tiles* tiles;  ///< null: no map
  web_sessions& sessions;
  live_events& events;
  zone_texts& zones;
  const force_words& force;
  const zone_set_store& zone_sets;
  std::string build;   ///< of the program that runs
  bool secure_cookie;  ///< browsers send the session's cookie over TLS alone
};

/// Every request to the web, from login to answer. Each route but those that are open needs a
/// session whose role has the route's right, and says nothing of zones beyond the account's area.
class web_service : public http_handler {
 public:
  explicit web_service(web_parts parts);

  asio::awaitable<http_answer> answer(http_request request) override;
  [[nodiscard]] http_answer refuse(unsigned status) const override;
  void count(std::string_view reason) override { parts_.backend.count(reason); }

 private:
  asio::awaitable<http_answer> answer_any(const http_request& request);
  /// What is wrong with its parameters (`given`, as `parse_query` reads them) or its body, if
  /// anything.
  [[nodiscard]] static std::optional<http_answer> wrong_request(
      const web_route& route,
      const http_request& request,
      const std::optional<http_parameters>& given);
  asio::awaitable<http_answer> answer_route(const web_route& route, const http_request& request);
  [[nodiscard]] http_answer answer_at_once(route_id route,
                                           const account* who,
                                           const http_request& request,
                                           const http_parameters& given);
  asio::awaitable<http_answer> answer_zone_sets(route_id route,
                                                const account& who,
                                                const http_request& request,
                                                const http_parameters& given);
  [[nodiscard]] http_answer tile(const http_parameters& given) const;
  [[nodiscard]] awaited<v1::Reply> begin_asking(const account& who, v1::Request request);
  asio::awaitable<http_answer> ask(const account& who, v1::Request request);
  asio::awaitable<http_answer> metrics(const account& who);
  asio::awaitable<http_answer> choose(const account& who, const http_request& request);
  [[nodiscard]] http_answer page(const http_request& request) const;
  asio::awaitable<http_answer> open_events(const account& who,
                                           const http_request& request,
                                           std::string after);

  web_parts parts_;
  web_accounts accounts_;
  board_answers board_;
  zone_set_answers zone_sets_;
};

}  // namespace beatwatch
