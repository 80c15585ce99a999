#pragma once
#include <sys/types.h>

#include <string>

namespace beatwatch {

/// What libzmq alone costs: a process that takes batches at a ROUTER, answers each, and publishes
/// every record of `record_size` bytes as [topic][record]. No decoding, no journal, no engine.
/// A record begins with its topic, which ends at the first zero byte.
class raw_relay {
 public:
  static constexpr std::size_t record_size = 96;
  static constexpr std::size_t topic_size = 32;

  /// Forks; call it before any thread is started.
  raw_relay();
  ~raw_relay();
  raw_relay(const raw_relay&) = delete;
  raw_relay& operator=(const raw_relay&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] const std::string& ingest() const { return ingest_; }
  [[nodiscard]] const std::string& feed() const { return feed_; }

 private:
  pid_t pid_ = -1;
  std::string ingest_;
  std::string feed_;
};

}  // namespace beatwatch
