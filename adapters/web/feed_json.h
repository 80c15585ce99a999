#pragma once
#include <google/protobuf/message.h>

#include <string>

#include "adapters/feeds/feed_item.h"

namespace beatwatch {

/// A message of the schema as ProtoJSON on one line, with the names of the .proto files. What is
/// zero stands there; what is optional and absent does not. 64-bit numbers are text, as that
/// mapping has it.
std::string message_to_json(const google::protobuf::Message& message);

/// One message of the feed as JSON on one line:
///   {"topic", "number", "effect": "keep" | "drop" | "pass", "key", "ended": [{"topic", "key"}],
///    "message": a FeedMessage}
/// `key` stands there unless the effect is "pass", and `ended` where something ends; a `key` left
/// out there stands for the whole topic. Who applies effect, then `ended`, has what holds now.
std::string item_to_json(const feed_item& item);

}  // namespace beatwatch
