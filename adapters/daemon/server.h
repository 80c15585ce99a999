#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/daemon/config.h"
#include "adapters/daemon/configured_maps.h"
#include "adapters/daemon/ingest.h"
#include "adapters/daemon/polled_intake.h"
#include "adapters/daemon/position_intake.h"
#include "adapters/daemon/reception.h"
#include "adapters/daemon/room.h"
#include "adapters/transport/asio.h"
#include "adapters/transport/zmq_router.h"

namespace beatwatch {

/// Where one room of a running server answers, with actual ports.
struct room_endpoints {
  std::string feed;
  std::string query;
  std::string web;  ///< "address:port"; empty: none
};

/// Where a running server listens, with actual ports.
struct server_endpoints {
  std::string ingest;
  room_endpoints common;
  std::optional<room_endpoints> restricted;  ///< of the room that knows of restricted units
  std::map<std::string, std::string> udp;    ///< by source
  std::map<std::string, std::string> tcp;    ///< likewise
};

/// The whole of `beatwatchd`: sources, rooms and sockets on one loop.
class server {
 public:
  /// Reads maps and files, recovers the journals, goes to where they end and binds the sockets.
  /// Throws with one line when something stands in the way.
  explicit server(config settings);
  ~server();
  server(const server&) = delete;
  server& operator=(const server&) = delete;

  [[nodiscard]] server_endpoints endpoints() const;
  [[nodiscard]] std::uint32_t run() const { return common_.run(); }

  /// Calls `on_ready` once what belongs to the start is on disk, and serves until SIGINT or
  /// SIGTERM; then applies what has come in and keeps a checkpoint. False when the disk did not
  /// take everything within 10 s; nothing of that was acknowledged.
  [[nodiscard]] bool serve(const std::function<void()>& on_ready);

 private:
  [[nodiscard]] room_parts parts_for(asio::io_context& web);
  [[nodiscard]] std::unique_ptr<room> make_kept_room();
  void put_in_force(const std::shared_ptr<const zone_set>& zones, intake activation);
  void open_rejects();
  void bind_sources();
  void keep_unusable(const std::string& source, const unusable_record& record);
  void start();

  config config_;
  asio::io_context web_loop_;
  asio::io_context kept_web_loop_;
  asio::io_context loop_;
  prepared_maps maps_;
  std::vector<intake> file_rows_;
  room common_;
  std::unique_ptr<room> kept_;  ///< null: what is restricted is dropped
  reception reception_;
  zmq_router ingest_socket_;
  ingest ingest_;
  std::optional<reject_file> rejects_;
  std::optional<reject_file> kept_rejects_;
  std::vector<std::unique_ptr<position_intake>> intakes_;
  std::vector<std::unique_ptr<polled_intake>> polled_;
};

}  // namespace beatwatch
