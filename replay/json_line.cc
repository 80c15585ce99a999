#include "replay/json_line.h"

#include <google/protobuf/util/json_util.h>

#include "engine/base/check.h"

namespace beatwatch {

std::string json_line(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string text;
  check(google::protobuf::util::MessageToJsonString(message, &text, options).ok(),
        "a message of our own schema has a JSON form");
  return text;
}

}  // namespace beatwatch
