#include <chrono>

#include "adapters/journal/event_bounds.h"
#include "adapters/sources/nmea_source.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

namespace {

std::uint64_t counted(intake_counts& counts) {
  std::uint64_t sum = 0;
  for (const intake_counted& reason : counts.take_new()) {
    check(!fault_of(event_body{reason}), "a count is an event that the engine may see");
    sum += reason.count;
  }
  return sum;
}

}  // namespace

/// Datagrams of one sender, a second apart, with a zero octet between them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace std::chrono_literals;
  nmea_source source{{.peers = {{"10.0.0.7", "car-7"}}, .mend_week_rollover = size % 2 == 0}};
  instant received_at = std::chrono::sys_days{2026y / 5 / 1} + 12h;
  std::vector<ping> pings;
  std::string rest = input_text(data, size);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\0'), rest.size());
    source.take(rest.size() % 2 == 0 ? "10.0.0.7:5017" : rest.substr(0, 80),
                rest.substr(0, end),
                received_at,
                pings);
    rest.erase(0, end + 1);
    received_at += 1s;
  }
  for (const ping& p : pings) {
    check(!fault_of(event_body{p}), "a ping is an event that the engine may see");
  }
  check(source.lines() == source.pings() + source.merged() + counted(source.counts()),
        "every line is accounted for");
  return 0;
}
