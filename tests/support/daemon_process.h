#pragma once
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace beatwatch {

/// Where a started `beatwatchd` listens.
struct daemon_endpoints {
  std::string ingest;
  std::string feed;
  std::string query;
  std::string web;                         ///< "address:port"; empty: none
  std::map<std::string, std::string> udp;  ///< source -> "address:port"
  std::map<std::string, std::string> tcp;  ///< likewise
  /// Of the room that knows of restricted units; empty: there is none.
  std::string restricted_feed;
  std::string restricted_query;
  std::string restricted_web;
  std::uint32_t run = 0;
};

/// A real `beatwatchd`, as a process of its own. Killed at the end at the latest.
///
///   daemon_process daemon(folder / "beatwatch.toml");
///   ... daemon.endpoints().ingest ...
///   daemon.kill();        // as a power cut does
///   daemon.start();       // on other ports; throws when it does not become ready
class daemon_process {
 public:
  explicit daemon_process(std::filesystem::path config_file, bool start_now = true);
  ~daemon_process();
  daemon_process(const daemon_process&) = delete;
  daemon_process& operator=(const daemon_process&) = delete;

  void start();
  [[nodiscard]] const daemon_endpoints& endpoints() const { return endpoints_; }
  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] bool running();

  void kill();               ///< SIGKILL; nothing is flushed
  [[nodiscard]] int stop();  ///< SIGTERM; the exit code
  [[nodiscard]] int wait();  ///< for it to end by itself; the exit code

  /// Everything that all runs have written to standard error.
  [[nodiscard]] std::string log() const;

 private:
  void read_ready_line(int from);

  std::filesystem::path config_file_;
  std::filesystem::path log_file_;
  daemon_endpoints endpoints_;
  pid_t pid_ = -1;
};

}  // namespace beatwatch
