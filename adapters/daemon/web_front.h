#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "adapters/daemon/engine_loop.h"
#include "adapters/daemon/queries.h"
#include "adapters/daemon/record_keeper.h"
#include "adapters/daemon/web_config.h"
#include "adapters/feeds/feed_item.h"
#include "adapters/feeds/situation.h"
#include "adapters/journal/run_header.h"
#include "adapters/transport/http_server.h"
#include "adapters/web/live_events.h"
#include "adapters/web/live_handover.h"
#include "adapters/web/map_tiles.h"
#include "adapters/web/page_files.h"
#include "adapters/web/web_service.h"
#include "adapters/web/web_sessions.h"
#include "adapters/web/zone_texts.h"
#include "beatwatch/v1/feed.pb.h"
#include "engine/geo/local_plane.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// What the web stands on; all of it outlives the web.
struct web_front_parts {
  asio::io_context& engine;  ///< the loop of the engine's thread
  /// The web's own loop. It is destroyed after `engine`, where questions wait that end on it.
  asio::io_context& web;
  queries& questions;
  engine_loop& events;
  record_keeper& records;
  const situation& released;  ///< what has been published so far
};

/// The web, on a thread of its own: pages cost the engine's thread no more than the questions that
/// they ask and a copy of each message. Member functions are called on the engine's thread.
class web_front : private web_backend {
 public:
  /// Reads the page and binds. Throws with one line when something stands in the way.
  web_front(const web_config& settings,
            web_front_parts parts,
            const run_header& run,
            force_words force,
            zone_set_store zone_sets);
  ~web_front() override;

  /// Serves from now on.
  void start();
  [[nodiscard]] std::string endpoint() const { return server_.endpoint(); }

  void release(const std::vector<feed_item>& items) { handover_.release(items); }
  void beat(const v1::Heartbeat& heartbeat);
  /// A set came into force.
  void use(std::shared_ptr<const zone_set> zones);

 private:
  void ask(const account* who, v1::Request request, std::function<void(v1::Reply)> then) override;
  void choose(const account& who,
              std::string incident,
              std::string unit,
              std::function<void(v1::Reply)> then) override;
  void record_live_view(const account& who,
                        std::optional<instant> from,
                        std::function<void(std::optional<instant>)> then) override;
  [[nodiscard]] instant engine_now() override { return engine_now_; }
  [[nodiscard]] instant wall_now() override;
  [[nodiscard]] bool journal_writable() override { return journal_writable_; }
  void count(std::string_view reason) override;

  web_front_parts parts_;
  std::vector<web_login> logins_;
  page_files files_;
  std::optional<map_tiles> tiles_;
  web_sessions sessions_;
  live_events events_;
  live_handover handover_;
  zone_texts zones_;
  force_words force_;
  zone_set_store zone_sets_;
  web_service service_;
  http_server server_;
  std::atomic<bool> journal_writable_ = true;
  std::atomic<instant> engine_now_;
  std::jthread thread_;  ///< last: it uses all of them
};

}  // namespace beatwatch
