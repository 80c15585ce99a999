#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>
#include <zmq.hpp>

#include "adapters/daemon/board_maker.h"
#include "adapters/daemon/clock.h"
#include "adapters/daemon/config.h"
#include "adapters/daemon/configured_maps.h"
#include "adapters/daemon/engine_loop.h"
#include "adapters/daemon/ingest.h"
#include "adapters/daemon/polled_intake.h"
#include "adapters/daemon/position_intake.h"
#include "adapters/daemon/publication.h"
#include "adapters/daemon/queries.h"
#include "adapters/daemon/server_memory.h"
#include "adapters/daemon/web_front.h"
#include "adapters/daemon/zone_activations.h"
#include "adapters/journal/sqlite_journal_writer.h"
#include "adapters/transport/access_rules.h"
#include "adapters/transport/asio.h"
#include "adapters/transport/zap_authenticator.h"
#include "adapters/transport/zmq_publisher.h"
#include "adapters/transport/zmq_router.h"

namespace beatwatch {

/// Where a running server listens, with actual ports.
struct server_endpoints {
  std::string ingest;
  std::string feed;
  std::string query;
  std::string web;                         ///< "address:port"; empty: none
  std::map<std::string, std::string> udp;  ///< by source
  std::map<std::string, std::string> tcp;  ///< likewise
};

/// The whole of `beatwatchd`: journal, engine and sockets on one loop.
class server {
 public:
  /// Reads maps and files, recovers the journal, goes to where it ends and binds the sockets.
  /// Throws with one line when something stands in the way.
  explicit server(config settings);
  ~server();
  server(const server&) = delete;
  server& operator=(const server&) = delete;

  [[nodiscard]] server_endpoints endpoints() const;
  [[nodiscard]] std::uint32_t run() const { return journal_.run().run; }

  /// Calls `on_ready` once what belongs to the start is on disk, and serves until SIGINT or
  /// SIGTERM; then applies what has come in and keeps a checkpoint. False when the disk did not
  /// take everything within 10 s; nothing of that was acknowledged.
  [[nodiscard]] bool serve(const std::function<void()>& on_ready);

 private:
  [[nodiscard]] journal_options options_for_journal() const;
  [[nodiscard]] instant restore();
  [[nodiscard]] std::filesystem::path restricted_file() const;
  void remember_restricted();
  void screen(std::vector<intake>& events);
  void activate_maps();
  void take_file_rows();
  void bind_sources();
  void keep_reject(const std::string& source, const rejected_record& rejected);
  void start();
  void on_progress(const journal_progress& progress);
  void describe(v1::Heartbeat& heartbeat) const;
  void bind_web();
  void release(std::vector<feed_item> items);

  config config_;
  asio::io_context web_loop_;
  restricted_units restricted_;
  std::optional<reject_file> rejects_;
  std::vector<event_body> restricted_unsaved_;
  asio::io_context loop_;
  prepared_maps maps_;
  std::vector<intake> file_rows_;
  access_rules rules_;
  std::optional<curve_keys> keys_;
  zmq::context_t context_;
  std::unique_ptr<zap_authenticator> authenticator_;
  zmq_router ingest_socket_;
  zmq_publisher feed_socket_;
  zmq_router query_socket_;
  sqlite_journal_writer journal_;
  server_memory memory_;
  instant last_received_at_;
  std::unique_ptr<clock_port> clock_;
  engine_loop engine_loop_;
  ingest ingest_;
  zone_activations zone_activations_;
  board_maker boards_;
  queries queries_;
  publication publication_;
  std::vector<std::unique_ptr<position_intake>> intakes_;
  std::unique_ptr<web_front> web_;
  std::vector<std::unique_ptr<polled_intake>> polled_;
  bool journal_writable_ = true;
};

}  // namespace beatwatch
