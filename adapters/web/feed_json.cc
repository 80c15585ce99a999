#include "adapters/web/feed_json.h"

#include <google/protobuf/util/json_util.h>

#include <nlohmann/json.hpp>

#include "beatwatch/v1/feed.pb.h"
#include "engine/base/check.h"

namespace beatwatch {
namespace {

std::string quoted(const std::string& text) { return nlohmann::json(text).dump(); }

const char* word_of(situation_effect effect) {
  switch (effect) {
    case situation_effect::keep:
      return "keep";
    case situation_effect::drop:
      return "drop";
    case situation_effect::pass:
      return "pass";
  }
  return "";
}

}  // namespace

std::string message_to_json(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(message, &json, options);
  check(status.ok(), "a message of our schema has a JSON form");
  return json;
}

std::string item_to_json(const feed_item& item) {
  v1::FeedMessage message;
  check(message.ParseFromString(item.body), "the feed's own message can be read");
  std::string json = "{\"topic\":" + quoted(item.topic) +
                     ",\"number\":" + std::to_string(item.number) + ",\"effect\":\"" +
                     word_of(item.effect) + '"';
  if (item.effect != situation_effect::pass) {
    json += ",\"key\":" + quoted(item.key);
  }
  if (!item.ended.empty()) {
    json += ",\"ended\":[";
    const char* comma = "";
    for (const ended_content& e : item.ended) {
      json += std::string{comma} + "{\"topic\":" + quoted(e.topic);
      json += e.key.empty() ? "}" : ",\"key\":" + quoted(e.key) + "}";
      comma = ",";
    }
    json += ']';
  }
  return json + ",\"message\":" + message_to_json(message) + '}';
}

}  // namespace beatwatch
