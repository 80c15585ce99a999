#include "adapters/sources/owntracks_source.h"

#include <cstdint>
#include <utility>

#include "adapters/sources/owntracks_decode.h"
#include "adapters/sources/ping_fields.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

constexpr std::string_view scheme = "Basic ";
constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

expected<ping, intake_reason> to_ping(const owntracks_location& location, std::string_view device) {
  if (!is_name(device)) {
    return unexpected{intake_reason::bad_device_name};
  }
  ping made{.device = std::string{device}, .at = location.at};
  if (const auto reason = set_observed(location.time, made)) {
    return unexpected{*reason};
  }
  if (const auto reason = set_motion(location.speed_mps, location.course_deg, made)) {
    return unexpected{*reason};
  }
  if (location.accuracy_m) {
    made.accuracy_cm = accuracy_cm_of_metres(*location.accuracy_m);
  }
  return made;
}

std::optional<std::string> decode_base64(std::string_view text) {
  std::string octets;
  std::uint32_t bits = 0;
  unsigned count = 0;
  while (!text.empty() && text.back() == '=') {
    text.remove_suffix(1);
  }
  for (const char c : text) {
    const auto value = alphabet.find(c);
    if (value == std::string_view::npos) {
      return std::nullopt;
    }
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      octets.push_back(static_cast<char>(bits >> count & 0xFFU));
    }
  }
  return octets;
}

}  // namespace

std::string owntracks_source::take(std::string_view peer,
                                   std::string_view message,
                                   instant received_at,
                                   std::vector<ping>& pings) {
  const auto location = decode_owntracks(message);
  auto made = location ? to_ping(*location, peer)
                       : expected<ping, intake_reason>{unexpected{reason_of(location.error())}};
  keep_or_count(std::move(made), peer, message, received_at, pings);
  return {};
}

std::optional<std::string> basic_user(std::string_view authorization) {
  if (!authorization.starts_with(scheme)) {
    return std::nullopt;
  }
  const auto credentials = decode_base64(authorization.substr(scheme.size()));
  const auto colon = credentials ? credentials->find(':') : std::string::npos;
  return colon != std::string::npos ? std::optional{credentials->substr(0, colon)} : std::nullopt;
}

}  // namespace beatwatch
