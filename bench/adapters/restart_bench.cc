// Restart of a real beatwatchd after `kill -9`, on a driven clock: 3,000 units, a ping every 5 s
// each, two zones. First from the whole journal, then from a checkpoint (a clean stop leaves one)
// and a tail of a tenth. Printed: seconds from the start of the process until it is ready, and
// events per second of the replay; beside it SQLite alone, which steps through every stored batch.
// Argument: pings, a million when absent.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "adapters/journal/journal_day.h"
#include "adapters/journal/sqlite.h"
#include "engine/base/check.h"
#include "engine/event.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

constexpr int units = 3000;
constexpr auto refresh = 5s;
constexpr instant begin = ms_to_instant(1'795'183'200'000);  // 2026-11-20T14:00:00Z

double seconds_since(steady::time_point begun) {
  return std::chrono::duration<double>(steady::now() - begun).count();
}

// Every unit once, a few metres further each round.
std::vector<event_body> round_of(int round) {
  std::vector<event_body> events;
  events.reserve(units + 1);
  events.emplace_back(clock_advanced{.to = begin + refresh * round});
  for (int unit = 0; unit < units; ++unit) {
    const int step = round % 200 < 100 ? round % 100 : 100 - round % 100;
    events.emplace_back(
        ping{.device = "R" + std::to_string(unit),
             .observed_at = begin + refresh * round,
             .at = {.lat_e7 = daemon_setup::lat_e7 + unit / 60 * 900 + step * 200,
                    .lon_e7 = daemon_setup::lon_e7 + unit % 60 * 1480 - step * 300}});
  }
  return events;
}

void send_rounds(daemon_process& daemon, test_sender& sender, int from, int to) {
  for (int round = from; round < to; ++round) {
    sender.send(round_of(round));
    (void)sender.reply(round - from < 8 ? 0ms : 30s);
  }
  check(sender.drain(120s), "the server acknowledges everything");
  check(daemon.running(), "the server runs");
}

void read_by_sqlite_alone(const daemon_setup& setup) {
  const auto begun = steady::now();
  std::int64_t events = 0;
  std::size_t bytes = 0;
  for (const journal_day_file& file : journal_files(setup.journal())) {
    sqlite_database database(file.path, sqlite_database::access::read);
    sqlite_statement batches(database, "SELECT events, content FROM batches ORDER BY first_event");
    while (batches.step()) {
      events += batches.integer(0);
      bytes += batches.bytes(1).size();
    }
  }
  const double took = seconds_since(begun);
  std::printf("SQLite alone, reading   %9lld events, %zu bytes packed: %7.3f s, %11.0f events/s\n",
              static_cast<long long>(events),
              bytes,
              took,
              static_cast<double>(events) / took);
}

void restart(daemon_process& daemon, const char* from, std::uint64_t events) {
  daemon.kill();
  const auto begun = steady::now();
  daemon.start();
  const double took = seconds_since(begun);
  std::printf("restart from %-10s %9llu events: %7.3f s, %11.0f events/s\n",
              from,
              static_cast<unsigned long long>(events),
              took,
              static_cast<double>(events) / took);
  const std::string log = daemon.log();
  const std::size_t line = log.rfind("checkpoint after");
  check(line != std::string::npos, "the server says what it replayed");
  std::printf("  %s\n", log.substr(line, log.find('\n', line) - line).c_str());
}

void measure(int pings) {
  const int rounds = std::max(10, pings / units);
  const daemon_setup setup("kind = \"driven\"\nstart = 2026-11-20T14:00:00Z\n");
  daemon_process daemon(setup.config_file());
  test_sender sender("radios", daemon.endpoints().ingest);
  const auto begun = steady::now();
  send_rounds(daemon, sender, 0, rounds);
  std::printf("taken and on disk       %9llu events: %7.3f s, %11.0f events/s\n",
              static_cast<unsigned long long>(sender.last_seq()),
              seconds_since(begun),
              static_cast<double>(sender.last_seq()) / seconds_since(begun));
  read_by_sqlite_alone(setup);
  restart(daemon, "journal", sender.last_seq());

  check(daemon.stop() == 0, "the server stops");
  daemon.start();
  sender.reconnect(daemon.endpoints().ingest);
  const std::uint64_t before = sender.last_seq();
  send_rounds(daemon, sender, rounds, rounds + rounds / 10);
  restart(daemon, "checkpoint", sender.last_seq() - before);
}

}  // namespace
}  // namespace beatwatch

int main(int argc, char** argv) {
  const int pings = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
  if (pings < 1) {
    static_cast<void>(std::fprintf(stderr, "expected a number of pings\n"));
    return 2;
  }
  beatwatch::measure(pings);
  return 0;
}
