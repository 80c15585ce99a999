#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>
#include <zmq.hpp>

#include "adapters/transport/curve_keys.h"
#include "beatwatch/v1/event.pb.h"
#include "beatwatch/v1/feed.pb.h"
#include "beatwatch/v1/query.pb.h"
#include "engine/event.h"

namespace beatwatch {

/// How a client proves who it is; without, it is on loopback and needs not.
struct client_identity {
  std::string server_key;
  curve_keys keys;
};

/// A sender on the native channel. Numbers its events from 1 on, keeps those not acknowledged, and
/// sends them again, with the same numbers, when it is told to.
class test_sender {
 public:
  test_sender(std::string source,
              const std::string& ingest,
              const std::optional<client_identity>& who = {});

  /// Goes on with another server, from what is not acknowledged.
  void reconnect(const std::string& ingest);

  /// Puts one batch on the wire, without waiting.
  void send(std::span<const event_body> bodies);
  void send(event_body body) { send(std::span(&body, 1)); }

  /// Takes answers until everything is acknowledged. False when that takes longer.
  [[nodiscard]] bool drain(std::chrono::milliseconds patience = std::chrono::seconds{60});
  /// The next answer; empty when none comes.
  [[nodiscard]] std::optional<v1::IngestReply> reply(
      std::chrono::milliseconds patience = std::chrono::seconds{60});

  [[nodiscard]] std::uint64_t last_seq() const { return last_seq_; }
  [[nodiscard]] std::uint64_t acknowledged_seq() const { return acknowledged_seq_; }
  [[nodiscard]] std::uint64_t rejected() const { return rejected_; }
  /// For tests that send what no sender would.
  zmq::socket_t& socket() { return socket_; }

 private:
  void put_on_wire(const v1::EventBatch& batch);

  std::string source_;
  std::optional<client_identity> who_;
  zmq::context_t context_;
  zmq::socket_t socket_;
  std::map<std::uint64_t, v1::EventBatch> waiting_;  ///< by last number
  std::uint64_t last_seq_ = 0;
  std::uint64_t acknowledged_seq_ = 0;
  std::uint64_t rejected_ = 0;
};

/// Asks one question at a time.
class test_asker {
 public:
  explicit test_asker(const std::string& query, const std::optional<client_identity>& who = {});

  /// Every part of the answer; empty when it does not come in time.
  [[nodiscard]] std::vector<v1::Reply> ask(v1::Request request);
  /// The only part.
  [[nodiscard]] v1::Reply ask_one(const v1::Request& request);
  [[nodiscard]] v1::StatusAnswer status();
  /// SHA-256 of what the engine holds, as `StatusAnswer.state_digest`.
  [[nodiscard]] std::string state_digest();
  zmq::socket_t& socket() { return socket_; }

 private:
  zmq::context_t context_;
  zmq::socket_t socket_;
  std::uint64_t last_id_ = 0;
};

/// A console in small: follows a prefix as feed.proto tells it to, and asks for a fresh snapshot
/// when it finds that something was lost.
class test_subscriber {
 public:
  test_subscriber(const std::string& feed,
                  const std::string& query,
                  std::string prefix,
                  int queued_messages = 1000,
                  const std::optional<client_identity>& who = {});

  /// Takes what comes for so long.
  void follow(std::chrono::milliseconds time);
  /// Takes what comes until `holds()`; false when it still does not after a minute.
  [[nodiscard]] bool follow_until(const std::function<bool()>& holds);
  /// Takes what comes until the message of this number has been seen.
  [[nodiscard]] bool follow_until(std::uint64_t number);
  /// Waits for the first heartbeat: the server knows its subscriptions, nothing is missed any more.
  [[nodiscard]] bool joined();

  /// By topic and what the message is about, as feed.proto says that it holds.
  [[nodiscard]] const std::map<std::string, v1::FeedMessage>& state() const { return state_; }
  /// Every message of the feed taken, in order, snapshots left out.
  [[nodiscard]] const std::vector<v1::FeedMessage>& messages() const { return messages_; }
  [[nodiscard]] const std::optional<v1::Heartbeat>& heartbeat() const { return heartbeat_; }
  [[nodiscard]] std::uint64_t number() const { return number_; }
  [[nodiscard]] int resynchronisations() const { return snapshots_ - 1; }

 private:
  void take_snapshot();
  bool take_one();
  void take(const std::string& topic, const v1::FeedMessage& message);
  void take(const v1::Heartbeat& heartbeat);
  void put(const std::string& topic, const v1::FeedMessage& message);

  test_asker asker_;
  std::string prefix_;
  zmq::context_t context_;
  zmq::socket_t socket_;
  std::map<std::string, v1::FeedMessage> state_;
  std::vector<v1::FeedMessage> messages_;
  std::map<std::string, std::uint64_t> newest_in_topic_;
  std::optional<v1::Heartbeat> heartbeat_;
  std::uint64_t snapshot_number_ = 0;
  std::uint64_t number_ = 0;
  std::uint32_t run_ = 0;
  int snapshots_ = 0;
};

}  // namespace beatwatch
