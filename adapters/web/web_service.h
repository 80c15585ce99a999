#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/transport/asio.h"
#include "adapters/transport/http_server.h"
#include "adapters/web/awaited.h"
#include "adapters/web/board_answers.h"
#include "adapters/web/http_answers.h"
#include "adapters/web/live_events.h"
#include "adapters/web/login_throttle.h"
#include "adapters/web/map_tiles.h"
#include "adapters/web/page_files.h"
#include "adapters/web/web_login.h"
#include "adapters/web/web_routes.h"
#include "adapters/web/web_sessions.h"
#include "adapters/web/zone_set_answers.h"
#include "adapters/web/zone_texts.h"
#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

/// What the web asks of the rest of the server; called on the web's thread.
class web_backend {
 public:
  web_backend() = default;
  virtual ~web_backend() = default;
  web_backend(const web_backend&) = delete;
  web_backend& operator=(const web_backend&) = delete;

  /// `who` outlives the question; null: the server itself, which tells each account what it may
  /// know. `then` may be called on any thread, once.
  virtual void ask(const account* who,
                   v1::Request request,
                   std::function<void(v1::Reply)> then) = 0;
  /// Somebody sends a unit to an incident; `then` gets an error or an empty reply, like above.
  virtual void choose(const account& who,
                      std::string incident,
                      std::string unit,
                      std::function<void(v1::Reply)> then) = 0;
  /// Somebody sees where every unit is from now on.
  virtual void note_live_view(const account& who, std::string_view what) = 0;
  /// The system's clock.
  [[nodiscard]] virtual instant wall_now() = 0;
  [[nodiscard]] virtual bool journal_writable() = 0;
  /// Something was refused or ended for this reason.
  virtual void count(std::string_view reason) = 0;
};

/// A grade of incidents in the force's own words.
struct grade_words {
  std::uint8_t grade = 0;
  std::string name;
  std::int64_t target_ms = 0;  ///< from the opening to the first unit on scene; zero: none
};

/// What the force's configuration calls things.
struct force_words {
  std::string time_zone;
  std::vector<std::vector<std::string>> level_names;  ///< of each hierarchy, from the widest
  std::vector<grade_words> grades;
  bool choices = false;  ///< operators say who is sent
};

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
};

/// Every request to the web, from login to answer. Each route but those that are open needs a
/// session whose role has the route's right, and says nothing of zones beyond the account's area.
class web_service : public http_handler {
 public:
  explicit web_service(web_parts parts);

  asio::awaitable<http_answer> answer(http_request request) override;
  void count(std::string_view reason) override { parts_.backend.count(reason); }

 private:
  asio::awaitable<http_answer> answer_any(const http_request& request);
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
  asio::awaitable<http_answer> log_in(const http_request& request);
  [[nodiscard]] awaited<v1::Reply> begin_asking(const account& who, v1::Request request);
  asio::awaitable<http_answer> ask(const account& who, v1::Request request);
  asio::awaitable<http_answer> metrics(const account& who);
  asio::awaitable<http_answer> choose(const account& who, const http_request& request);
  [[nodiscard]] http_answer log_out(const http_request& request);
  [[nodiscard]] http_answer page(const http_request& request) const;
  [[nodiscard]] http_answer open_events(const account& who,
                                        const http_request& request,
                                        const std::string& after);
  [[nodiscard]] const web_login* find_login(std::string_view name) const;
  [[nodiscard]] const account* who_asks(const http_request& request);

  web_parts parts_;
  board_answers board_;
  zone_set_answers zone_sets_;
  login_throttle throttle_;
  asio::thread_pool passwords_{1};
};

}  // namespace beatwatch
