#include "adapters/sources/cot_source.h"

#include <algorithm>
#include <utility>

#include "adapters/sources/cot_decode.h"
#include "adapters/sources/ping_fields.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

constexpr std::string_view begins = "<event";
constexpr std::string_view ends = "</event>";
constexpr double deviations_of_error = 2;

expected<ping, intake_reason> to_ping(const cot_event& event) {
  if (!event.type.starts_with("a-f-")) {
    return unexpected{intake_reason::not_a_friend};
  }
  if (!event.how.starts_with("m-")) {
    return unexpected{intake_reason::not_measured};
  }
  if (!is_name(event.uid)) {
    return unexpected{intake_reason::bad_device_name};
  }
  ping made{.device = event.uid, .at = event.at};
  if (const auto reason = set_observed(event.time, made)) {
    return unexpected{*reason};
  }
  if (const auto reason = set_motion(event.speed_mps, event.course_deg, made)) {
    return unexpected{*reason};
  }
  if (event.circular_error_m) {
    made.accuracy_cm = accuracy_cm_of_metres(*event.circular_error_m / deviations_of_error);
  }
  made.trigger = event.emergency == true ? ping_trigger::emergency : ping_trigger::unknown;
  return made;
}

/// How much of the end may be the beginning of an event.
std::size_t begun_at_end(std::string_view received) {
  std::size_t size = std::min(received.size(), begins.size() - 1);
  while (size > 0 && !received.ends_with(begins.substr(0, size))) {
    --size;
  }
  return size;
}

bool ends_a_name(char c) {
  return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

}  // namespace

std::string cot_source::take(std::string_view peer,
                             std::string_view message,
                             instant received_at,
                             std::vector<ping>& pings) {
  const auto event = decode_cot(message);
  auto made =
      event ? to_ping(*event) : expected<ping, intake_reason>{unexpected{reason_of(event.error())}};
  keep_or_count(std::move(made), peer, message, received_at, pings);
  return {};
}

std::optional<stream_cut> cut_cot(std::string_view received) {
  std::size_t begin = received.find(begins);
  for (;; begin = received.find(begins, begin + begins.size())) {
    if (begin == std::string_view::npos) {
      return cut_noise(received.size() - begun_at_end(received));
    }
    const std::size_t behind = begin + begins.size();
    if (behind == received.size() || ends_a_name(received[behind])) {
      break;
    }
  }
  const std::size_t end = received.find(ends, begin);
  if (end == std::string_view::npos) {
    return cut_noise(begin);
  }
  return stream_cut{.begin = begin, .end = end + ends.size(), .next = end + ends.size()};
}

}  // namespace beatwatch
