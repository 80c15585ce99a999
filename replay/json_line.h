#pragma once
#include <google/protobuf/message.h>

#include <string>

namespace beatwatch {

/// A message of the schema as one line of JSON, with the schema's names; enumerations as words,
/// zero and empty fields left out.
std::string json_line(const google::protobuf::Message& message);

}  // namespace beatwatch
