#include "tests/support/daemon_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace beatwatch {
namespace {

constexpr std::string_view ready_words = "beatwatchd ready ";
constexpr std::chrono::seconds patience{120};

int exit_code_of(pid_t pid) {
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

daemon_process::daemon_process(std::filesystem::path config_file, bool start_now)
    : config_file_(std::move(config_file)), log_file_(config_file_.string() + ".log") {
  if (start_now) {
    start();
  }
}

daemon_process::~daemon_process() { kill(); }

void daemon_process::start() {
  std::array<int, 2> out{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0) {
    throw std::runtime_error("no pipe for beatwatchd");
  }
  const int log = ::open(log_file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const std::string config = config_file_.string();
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(out[1], STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    ::execl(BEATWATCH_DAEMON, "beatwatchd", "--config", config.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(out[1]);
  ::close(log);
  read_ready_line(out[0]);
  ::close(out[0]);
}

void daemon_process::read_ready_line(int from) {
  const auto until = std::chrono::steady_clock::now() + patience;
  std::string line;
  while (!line.ends_with('\n')) {
    pollfd ready{.fd = from, .events = POLLIN, .revents = 0};
    char c = 0;
    if (std::chrono::steady_clock::now() > until) {
      throw std::runtime_error("beatwatchd did not become ready:\n" + log());
    }
    if (::poll(&ready, 1, 100) <= 0) {
      continue;
    }
    if (::read(from, &c, 1) != 1) {
      endpoints_ = {};
      return;  // it ended: the test asks for its exit code and log
    }
    line += c;
  }
  const auto ready = nlohmann::json::parse(line.substr(ready_words.size()));
  endpoints_ = {.ingest = ready.at("ingest"),
                .feed = ready.at("feed"),
                .query = ready.at("query"),
                .web = ready.at("web"),
                .udp = ready.at("udp"),
                .tcp = ready.at("tcp"),
                .restricted_feed = {},
                .restricted_query = {},
                .restricted_web = {},
                .run = ready.at("run")};
  if (const auto room = ready.find("restricted"); room != ready.end()) {
    endpoints_.restricted_feed = room->at("feed");
    endpoints_.restricted_query = room->at("query");
    endpoints_.restricted_web = room->at("web");
  }
}

bool daemon_process::running() { return pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == 0; }

void daemon_process::kill() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    (void)wait();
  }
}

int daemon_process::stop() {
  ::kill(pid_, SIGTERM);
  return wait();
}

int daemon_process::wait() { return exit_code_of(std::exchange(pid_, -1)); }

std::string daemon_process::log() const {
  std::ifstream in(log_file_);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace beatwatch
