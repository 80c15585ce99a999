#pragma once
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>
#include <zmq.hpp>

#include "beatwatch/v1/query.pb.h"
#include "replay/tool_socket.h"

namespace beatwatch {

/// The server answers a question with an error.
class query_refused : public std::runtime_error {
 public:
  query_refused(const std::string& text, v1::ErrorCode code)
      : std::runtime_error(text), code_(code) {}
  [[nodiscard]] v1::ErrorCode code() const { return code_; }

 private:
  v1::ErrorCode code_;
};

/// Asks a server. Throws `std::runtime_error` with one line when it stays silent for longer than
/// the patience or answers with something else than was asked; `query_refused` for an error.
class query_client {
 public:
  query_client(const std::string& endpoint,
               const server_access& access,
               std::chrono::milliseconds patience = std::chrono::seconds{10});

  [[nodiscard]] v1::StatusAnswer status();
  [[nodiscard]] v1::Suggestion nearest(const v1::NearestQuery& query);
  [[nodiscard]] v1::PresenceAnswer presence(const v1::PresenceQuery& query);
  [[nodiscard]] v1::ZonesActivation activate_zones(const v1::ActivateZones& query);
  [[nodiscard]] v1::Figures figures(const v1::FiguresQuery& query);
  [[nodiscard]] v1::GateAnswer gate(const v1::GateQuery& query);
  [[nodiscard]] v1::SourcesAnswer sources(const v1::SourcesQuery& query);
  [[nodiscard]] v1::AlertsAnswer alerts(const v1::AlertsQuery& query);
  [[nodiscard]] v1::AlarmAnswer answer_alarm(const v1::AnswerAlarm& answer);
  /// Everything that holds below the prefix, in one.
  [[nodiscard]] v1::SnapshotReply snapshot(const std::string& topic_prefix);

 private:
  [[nodiscard]] v1::Reply ask(v1::Request request);
  /// The next answer to the question asked last.
  [[nodiscard]] v1::Reply await_answer();

  std::string endpoint_;
  std::chrono::milliseconds patience_;
  zmq::context_t context_;
  zmq::socket_t socket_;
  std::uint64_t newest_id_ = 0;
};

}  // namespace beatwatch
