#include <algorithm>
#include <chrono>
#include <vector>

#include "adapters/journal/event_bounds.h"
#include "adapters/sources/cot_source.h"
#include "adapters/sources/http_framer.h"
#include "adapters/sources/owntracks_source.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

namespace {

const instant noon =
    std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} + std::chrono::hours{12};

template <typename Source>
void take_one(const std::string& peer, const std::string& message) {
  Source source;
  std::vector<ping> pings;
  source.take(peer, message, noon, pings);
  std::uint64_t counted = 0;
  for (const intake_counted& reason : source.counts().take_new()) {
    check(!fault_of(event_body{reason}), "a count is an event that the engine may see");
    counted += reason.count;
  }
  for (const ping& each : pings) {
    check(!fault_of(event_body{each}), "a ping is an event that the engine may see");
  }
  check(pings.size() + counted == 1, "every message is accounted for");
}

/// Every request, in words, and the status of what is none.
std::vector<std::string> requests_of(std::string_view stream, std::size_t piece) {
  http_framer framer{512};
  std::vector<std::string> requests;
  while (!stream.empty()) {
    framer.append(stream.substr(0, piece));
    stream.remove_prefix(std::min(piece, stream.size()));
    while (const auto message = framer.next()) {
      requests.push_back(message->request
                             ? message->request->method + ' ' + message->request->authorization +
                                   ' ' + message->request->body
                             : std::to_string(message->status));
    }
  }
  return requests;
}

bool is_cut_off(const std::vector<std::string>& requests) {
  return !requests.empty() && requests.back().size() == 3;
}

}  // namespace

/// A message to each source, and a stream of requests.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string message = input_text(data, size);
  take_one<cot_source>("10.0.0.7:5017", message);
  const auto who = read_basic(message);
  take_one<owntracks_source>(who ? who->user : "officer-1", message);
  const auto whole = requests_of(message, message.size() + 1);
  for (const std::string& request : whole) {
    check(request.size() <= 512 + http_framer::header_size_max, "a request is bounded");
  }
  const auto in_pieces = requests_of(message, 1 + size % 7);
  // What is wrong with a stream may be seen before or after the end of a request that comes with
  // it.
  const bool sound = !is_cut_off(whole) && !is_cut_off(in_pieces);
  check(!sound || whole == in_pieces, "pieces make no other request");
  return 0;
}
