// A coverage hole in full size: 400 radios are silent for an hour and send what they kept in one
// minute, beside 500 cars that report every 5 s, through a real beatwatchd with 1,000 zones and a
// journal on disk; and the same without the hole, in the same run. Printed: what was sent, is
// journalled and was told twice, from socket to feed of the live pings in that minute (p50, p99,
// max), processor time of the server in it, and whether what has settled is the same. Ends with 1
// when it is not, or when anything was lost or doubled. Argument: how the radios report, "lip_tcp"
// (a gateway that keeps their messages, no answers) when absent, or "teltonika_tcp" (400
// connections, each record acknowledged).
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/support/coverage_hole.h"

namespace beatwatch {
namespace {

bool print(const char* name, const coverage_hole_outcome& outcome) {
  const auto journalled = [&](const char* source) {
    const auto found = outcome.journalled.find(source);
    return found != outcome.journalled.end() ? found->second : 0;
  };
  std::printf(
      "%-13s cars: %zu pings sent, %zu acknowledged, %zu journalled; radios: %zu sent (%zu twice), "
      "%zu acknowledged, %zu journalled\n",
      name,
      outcome.car_pings,
      outcome.car_pings_acknowledged,
      journalled("cars"),
      outcome.radio_pings,
      outcome.repeated,
      outcome.radio_pings_acknowledged,
      journalled("radios"));
  std::printf(
      "%-13s live in the minute: %zu pings, %zu missed, %zu told twice; p50 %.2f ms, p99 %.2f ms, "
      "max %.2f ms; server %.1f s CPU\n",
      name,
      outcome.live,
      outcome.live_missed,
      outcome.live_doubled,
      static_cast<double>(quantile(outcome.live_ms, 0.5)),
      static_cast<double>(quantile(outcome.live_ms, 0.99)),
      static_cast<double>(quantile(outcome.live_ms, 1.0)),
      outcome.server_cpu_s);
  std::printf("%-13s %zu visits settled, %s, %s\n",
              name,
              outcome.visits_settled,
              outcome.state_digest.c_str(),
              outcome.replay_equal ? "replay equal" : "REPLAY DIFFERS");
  for (const auto& [reason, count] : outcome.rejected) {
    std::printf("%-13s %zu pings rejected: %s\n", name, count, reason.c_str());
  }
  for (const auto& [what, count] : outcome.counters) {
    std::printf("%-13s counted: %s %zu\n", name, what.c_str(), static_cast<std::size_t>(count));
  }
  static_cast<void>(std::fflush(stdout));
  return outcome.car_pings_acknowledged == outcome.car_pings &&
         journalled("cars") == outcome.car_pings && journalled("radios") == outcome.radio_pings &&
         outcome.live_missed == 0 && outcome.live_doubled == 0 && outcome.replay_equal;
}

}  // namespace
}  // namespace beatwatch

int main(int argc, char** argv) {
  using namespace beatwatch;
  coverage_hole hole;
  if (argc > 1) {
    hole.radios_by = argv[1];
  }
  const coverage_hole_outcome quiet = play_coverage_hole(hole, false);
  bool good = print("without it:", quiet);
  const coverage_hole_outcome silenced = play_coverage_hole(hole, true);
  good = print("with it:", silenced) && good;
  const bool same = quiet.state_digest == silenced.state_digest && !quiet.state_digest.empty();
  std::printf("what has settled is %s\n", same ? "the same" : "NOT the same");
  return good && same ? EXIT_SUCCESS : EXIT_FAILURE;
}
