#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <thread>

#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

constexpr instant two_o_clock = ms_to_instant(1'795'183'200'000);  // 2026-11-20T14:00:00Z

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The console that stands in README.md, as a process of its own.
class readme_subscriber {
 public:
  readme_subscriber(const std::filesystem::path& folder, const daemon_endpoints& server)
      : output_(folder / "subscriber.out") {
    const std::string script = (folder / "subscriber.py").string();
    pid_ = ::fork();
    if (pid_ == 0) {
      (void)std::freopen(output_.c_str(), "w", stdout);
      (void)std::freopen((folder / "subscriber.err").c_str(), "w", stderr);
      ::execl("/usr/bin/python3",
              "python3",
              script.c_str(),
              server.feed.c_str(),
              server.query.c_str(),
              "",
              nullptr);
      ::_exit(127);
    }
  }
  readme_subscriber(const readme_subscriber&) = delete;
  readme_subscriber& operator=(const readme_subscriber&) = delete;
  ~readme_subscriber() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }

  void stall() const { ::kill(pid_, SIGSTOP); }
  void go_on() const { ::kill(pid_, SIGCONT); }

  // Waits up to a minute.
  [[nodiscard]] bool says(const std::string& line) const {
    for (int i = 0; i < 600; ++i) {
      if (text_of(output_).find(line) != std::string::npos) {
        return true;
      }
      std::this_thread::sleep_for(100ms);
    }
    return false;
  }
  [[nodiscard]] std::string output() const { return text_of(output_); }

 private:
  std::filesystem::path output_;
  pid_t pid_ = -1;
};

// README.md's script and the messages that it imports.
void write_script(const std::filesystem::path& folder) {
  const std::filesystem::path source = BEATWATCH_SOURCE_DIR;
  const std::string page = text_of(source / "README.md");
  const std::string opening = "<!-- subscriber -->\n```python\n";
  const std::size_t first = page.find(opening) + opening.size();
  const std::size_t last = page.find("```\n<!-- /subscriber -->");
  ASSERT_LT(first, last);
  const std::string script = page.substr(first, last - first);
  std::ofstream(folder / "subscriber.py") << script;
  std::istringstream lines(script);
  int written = 0;
  for (std::string line; std::getline(lines, line);) {
    written += line.empty() ? 0 : 1;
  }
  EXPECT_LE(written, 40) << "a console written by others must stay this easy";
  const std::string proto = (source / "proto").string();
  std::ostringstream command;
  command << BEATWATCH_PROTOC << " --proto_path=" << proto << " --python_out=" << folder.string()
          << ' ' << proto << "/beatwatch/v1/*.proto";
  ASSERT_EQ(std::system(command.str().c_str()), 0);
}

std::string holds(std::size_t things, std::uint64_t number) {
  return std::to_string(things) + " things hold at number " + std::to_string(number) + "\n";
}

TEST(readme_subscriber, follows_the_feed_and_sees_that_it_lost_messages) {
  if (std::system("/usr/bin/python3 -c 'import zmq, google.protobuf'") != 0) {
    GTEST_SKIP() << "python3-zmq and python3-protobuf are not installed";
  }
  const daemon_setup setup("kind = \"driven\"\nstart = 2026-11-20T14:00:00Z",
                           "[feed]\nqueued_messages = 1000");
  daemon_process daemon(setup.config_file());
  write_script(setup.folder().path());
  test_subscriber reference(daemon.endpoints().feed, daemon.endpoints().query, "");
  test_asker asker(daemon.endpoints().query);
  test_sender sender("radios", daemon.endpoints().ingest);
  const auto send_steps = [&](int first, int last) {
    for (int s = first; s <= last; ++s) {
      const instant now = two_o_clock + std::chrono::seconds{s};
      std::vector<event_body> step{clock_advanced{.to = now}};
      for (int device = 0; device < 100; ++device) {
        step.push_back(ping{.device = "radio-" + std::to_string(device),
                            .observed_at = now,
                            .at = {.lat_e7 = daemon_setup::lat_e7 + 90 * (s % 100),
                                   .lon_e7 = daemon_setup::lon_e7 + 148 * device}});
      }
      sender.send(step);
      ASSERT_TRUE(sender.drain());
      ASSERT_TRUE(reference.follow_until(asker.status().feed_number()));
    }
  };
  const readme_subscriber console(setup.folder().path(), daemon.endpoints());
  ASSERT_TRUE(console.says("snapshot: ")) << text_of(setup.folder() / "subscriber.err");
  send_steps(1, 3);
  EXPECT_TRUE(console.says("heartbeat: " + holds(reference.state().size(), reference.number())))
      << console.output() << text_of(setup.folder() / "subscriber.err");

  console.stall();
  send_steps(4, 300);
  console.go_on();
  EXPECT_TRUE(console.says("snapshot: " + holds(reference.state().size(), reference.number())))
      << "a fresh snapshot with the state of a console that was never stalled";
}

}  // namespace
}  // namespace beatwatch
