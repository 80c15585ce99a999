#include "adapters/sources/owntracks_source.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "adapters/sources/owntracks_decode.h"
#include "adapters/sources/ping_fields.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

constexpr std::string_view scheme = "Basic ";
constexpr std::size_t credentials_max = 1'024;

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
  std::string octets(text.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(octets.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  // It takes padding for octets, wherever it stands.
  const std::size_t padding = text.size() - std::min(text.size(), text.find('='));
  if (size < 3 || padding > 2) {
    return std::nullopt;
  }
  octets.resize(static_cast<std::size_t>(size) - padding);
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

std::optional<basic_credentials> read_basic(std::string_view authorization) {
  if (!authorization.starts_with(scheme) || authorization.size() > credentials_max) {
    return std::nullopt;
  }
  const auto text = decode_base64(authorization.substr(scheme.size()));
  const auto colon = text ? text->find(':') : std::string::npos;
  if (colon == std::string::npos) {
    return std::nullopt;
  }
  return basic_credentials{.user = text->substr(0, colon), .password = text->substr(colon + 1)};
}

}  // namespace beatwatch
