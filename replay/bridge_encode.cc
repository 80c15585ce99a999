#include "replay/bridge_encode.h"

#include <boost/beast/core/detail/base64.hpp>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "adapters/sources/rfc3339.h"
#include "replay/file_text.h"

namespace beatwatch {
namespace {

constexpr double unknown_error_m = 9'999'999.0;
constexpr double deviations_of_error = 2;

std::string base64(const std::string& text) {
  namespace codec = boost::beast::detail::base64;
  std::string encoded(codec::encoded_size(text.size()), '\0');
  encoded.resize(codec::encode(encoded.data(), text.data(), text.size()));
  return encoded;
}

std::string attribute(const char* name, const std::string& value) {
  return std::string{" "} + name + "=\"" + value + '"';
}

}  // namespace

std::string encode_cot(const ping& seen) {
  const std::string time = format_rfc3339(seen.observed_at);
  const double error_m =
      seen.accuracy_cm ? deviations_of_error * *seen.accuracy_cm / 100.0 : unknown_error_m;
  const auto hundredths = static_cast<std::int64_t>(std::lround(error_m * 100));
  std::string event =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<event version=\"2.0\"" +
      attribute("uid", seen.device) + attribute("type", "a-f-G") + attribute("how", "m-g") +
      attribute("time", time) + attribute("start", time) +
      attribute("stale", format_rfc3339(seen.observed_at + std::chrono::minutes{1})) + "><point" +
      attribute("lat", degrees_text(seen.at.lat_e7)) +
      attribute("lon", degrees_text(seen.at.lon_e7)) + attribute("hae", "9999999.0") +
      attribute("ce", hundredths_text(hundredths)) + attribute("le", "9999999.0") + "/><detail>";
  if (seen.speed_cmps) {
    event += "<track" + attribute("speed", hundredths_text(*seen.speed_cmps)) +
             (seen.heading_cdeg ? attribute("course", hundredths_text(*seen.heading_cdeg)) : "") +
             "/>";
  }
  if (seen.trigger == ping_trigger::emergency) {
    event += "<emergency type=\"911 Alert\"/>";
  }
  return event + "</detail></event>\n";
}

std::string encode_owntracks_post(const ping& seen) {
  nlohmann::ordered_json location{
      {"_type", "location"},
      {"lat", seen.at.lat_e7 / 1e7},
      {"lon", seen.at.lon_e7 / 1e7},
      {"tst",
       std::chrono::floor<std::chrono::seconds>(seen.observed_at).time_since_epoch().count()}};
  if (seen.accuracy_cm) {
    location["acc"] = std::lround(*seen.accuracy_cm / 100.0);
  }
  if (seen.speed_cmps) {
    location["vel"] = std::lround(*seen.speed_cmps * 0.036);
  }
  if (seen.heading_cdeg) {
    location["cog"] = std::lround(*seen.heading_cdeg / 100.0) % 360;
  }
  const std::string body = location.dump();
  return "POST / HTTP/1.1\r\nHost: beatwatch\r\nAuthorization: Basic " +
         base64(seen.device + ":simulated") +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

}  // namespace beatwatch
