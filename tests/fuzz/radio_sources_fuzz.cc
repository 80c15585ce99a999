#include <chrono>

#include "adapters/journal/event_bounds.h"
#include "adapters/sources/lip_source.h"
#include "adapters/sources/taip_source.h"
#include "adapters/sources/teltonika_source.h"
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

void check_pings(const std::vector<ping>& pings) {
  for (const ping& each : pings) {
    check(!fault_of(event_body{each}), "a ping is an event that the engine may see");
  }
}

const instant noon =
    std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} + std::chrono::hours{12};

/// A message is one ping, one device heard or one count.
template <typename Source>
void take_one(Source& source, std::string_view message) {
  std::vector<ping> pings;
  source.take("10.0.0.7:5017", message, noon, pings);
  check_pings(pings);
  check(pings.size() + source.heard().size() + counted(source.counts()) == 1,
        "every message is accounted for");
}

}  // namespace

/// One message to each source but NMEA's, and as a frame of a tracker that is known.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string message = input_text(data, size);
  for (const lip_envelope envelope : {lip_envelope::none, lip_envelope::ssi, lip_envelope::tsi}) {
    lip_source radios{{.envelope = envelope}};
    take_one(radios, message);
  }
  pei_source serial;
  take_one(serial, message);

  std::vector<ping> pings;
  taip_source routers{{.clock_ahead = std::chrono::seconds{size % 2 == 0 ? 0 : 18}}};
  routers.take("[fe80::1]:21000", message, noon, pings);
  check(pings.size() + routers.heard().size() + counted(routers.counts()) > 0,
        "every message is accounted for");

  teltonika_source trackers;
  const std::string answer = trackers.take("10.0.0.7:5017", message, noon, pings);
  check(answer.empty() || answer.size() == 7, "an answer has seven octets");
  teltonika_stream stream{trackers, "10.0.0.7:5017"};
  stream.take(std::string{"\0\x0F", 2} + "356307042441013", noon, pings);
  const auto outcome = stream.take(message, noon, pings);
  check(outcome.answer.empty() || outcome.answer.size() == 4 || outcome.at_once,
        "an answer to a packet has four octets");
  check_pings(pings);
  return 0;
}
