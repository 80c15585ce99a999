#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>
#include <zmq.hpp>

#include "adapters/access/access_rules.h"
#include "adapters/daemon/board_maker.h"
#include "adapters/daemon/clock.h"
#include "adapters/daemon/config.h"
#include "adapters/daemon/configured_maps.h"
#include "adapters/daemon/engine_loop.h"
#include "adapters/daemon/publication.h"
#include "adapters/daemon/queries.h"
#include "adapters/daemon/reception.h"
#include "adapters/daemon/record_answers.h"
#include "adapters/daemon/record_keeper.h"
#include "adapters/daemon/server_memory.h"
#include "adapters/daemon/web_front.h"
#include "adapters/daemon/zone_activations.h"
#include "adapters/journal/sqlite_journal_writer.h"
#include "adapters/transport/asio.h"
#include "adapters/transport/zap_authenticator.h"
#include "adapters/transport/zmq_publisher.h"
#include "adapters/transport/zmq_router.h"

namespace beatwatch {

/// What a room stands on; all of it outlives the room.
struct room_parts {
  asio::io_context& loop;
  asio::io_context& web;  ///< outlives `loop` too, where questions wait that end on it
  const prepared_maps& maps;
  std::string roster_hash;  ///< of the files that are read at the start
  /// Has every room take this activation of a set.
  put_zones_in_force put_in_force;
};

/// One picture of the force and those who may see it: a journal, the engine over it, what it says
/// to subscribers, askers and pages. A server has the common room, and may have one more that knows
/// of restricted units. Nothing goes from one room to another.
class room {
 public:
  /// Recovers the journal, goes to where it ends and binds the sockets. Throws with one line when
  /// something stands in the way.
  room(config settings, room_parts parts);
  ~room();
  room(const room&) = delete;
  room& operator=(const room&) = delete;

  /// Where events are put in.
  [[nodiscard]] receiving_room receiving();
  [[nodiscard]] engine_loop& events() { return engine_loop_; }
  [[nodiscard]] const clock_port& clock() const { return *clock_; }
  [[nodiscard]] const journal_writer& journal() const { return journal_; }
  [[nodiscard]] std::uint32_t run() const { return journal_.run().run; }
  [[nodiscard]] const access_rules& rules() const { return rules_; }
  [[nodiscard]] std::string feed_endpoint() const { return feed_socket_.endpoint(); }
  [[nodiscard]] std::string query_endpoint() const { return query_socket_.endpoint(); }
  /// "address:port"; empty: none.
  [[nodiscard]] std::string web_endpoint() const { return web_ ? web_->endpoint() : ""; }

  /// For sockets beside its own that know the same keys.
  [[nodiscard]] zmq::context_t& context() { return context_; }
  [[nodiscard]] const std::optional<curve_keys>& keys() const { return keys_; }

  /// A set that is put in force next is kept with the journal and offered to the engine.
  void know(const std::shared_ptr<const zone_set>& zones);

  /// Serves, and puts the maps of its configuration in force. `has_room_again`: as of
  /// `engine_loop_outputs`.
  void start(std::function<void()> has_room_again);

  /// Applies what has come in and keeps a checkpoint. False when the disk did not take everything
  /// within `patience`.
  [[nodiscard]] bool stop(duration patience) { return engine_loop_.stop(patience); }

 private:
  [[nodiscard]] journal_options options_for_journal(const room_parts& parts) const;
  [[nodiscard]] instant restore();
  void bind_web(const room_parts& parts);
  void activate_maps();
  void on_progress(const journal_progress& progress);
  void describe(v1::Heartbeat& heartbeat) const;
  void release(std::vector<feed_item> items);

  config config_;
  asio::io_context& loop_;
  const prepared_maps& maps_;
  access_rules rules_;
  std::optional<curve_keys> keys_;
  zmq::context_t context_;
  std::unique_ptr<zap_authenticator> authenticator_;
  zmq_publisher feed_socket_;
  zmq_router query_socket_;
  sqlite_journal_writer journal_;
  server_memory memory_;
  instant last_received_at_;
  std::unique_ptr<clock_port> clock_;
  engine_loop engine_loop_;
  zone_activations zone_activations_;
  board_maker boards_;
  record_keeper records_;
  record_answers record_answers_;
  queries queries_;
  publication publication_;
  std::unique_ptr<web_front> web_;
  bool journal_writable_ = true;
};

}  // namespace beatwatch
