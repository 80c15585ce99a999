#include "adapters/sources/pei_json.h"

#include "adapters/sources/lip_json.h"
#include "adapters/sources/pei_decode.h"
#include "adapters/sources/record_json.h"

namespace beatwatch {
namespace {

using nlohmann::ordered_json;

ordered_json identity_json(const tetra_identity& identity) {
  ordered_json json = ordered_json::object();
  if (identity.of) {
    json["mcc"] = identity.of->mcc;
    json["mnc"] = identity.of->mnc;
  }
  json["ssi"] = identity.ssi;
  return json;
}

}  // namespace

std::string pei_message_json(std::string_view lines) {
  const auto message = decode_pei(lines);
  if (!message) {
    return error_json(to_string(message.error()));
  }
  ordered_json json{{"service", message->service},
                    {"calling", identity_json(message->calling)},
                    {"called", identity_json(message->called)},
                    {"length_bits", message->length_bits}};
  if (const auto* report = std::get_if<lip_report>(&message->content)) {
    json["lip"] = lip_json(*report);
  } else {
    json["status_value"] = std::get<std::uint16_t>(message->content);
  }
  return record_line(json);
}

}  // namespace beatwatch
