#include "adapters/feeds/snapshot.h"

#include "adapters/journal/run_header_codec.h"
#include "beatwatch/v1/query.pb.h"

namespace beatwatch {
namespace {

// Messages are kept encoded; a snapshot repeats them as they are instead of decoding each.
void append_field(std::string& out, int number, std::string_view bytes) {
  out += static_cast<char>((number << 3) | 2);  // a field below 16, with a length
  for (std::size_t size = bytes.size();; size >>= 7U) {
    out += static_cast<char>((size & 0x7FU) | (size >= 0x80 ? 0x80U : 0U));
    if (size < 0x80) {
      break;
    }
  }
  out += bytes;
}

std::string encode_item(const std::string& topic, const std::string& message) {
  std::string item;
  append_field(item, v1::SnapshotItem::kTopicFieldNumber, topic);
  append_field(item, v1::SnapshotItem::kMessageFieldNumber, message);
  return item;
}

}  // namespace

std::vector<std::string> encode_snapshot(const situation& now,
                                         std::string_view topic_prefix,
                                         std::uint64_t request_id,
                                         const run_header& run,
                                         std::size_t part_bytes) {
  std::vector<std::string> items_of_part(1);
  const auto [first, last] = topics_below(now.topics(), topic_prefix);
  for (auto it = first; it != last; ++it) {
    for (const auto& [key, message] : it->second.messages) {
      if (items_of_part.back().size() >= part_bytes) {
        items_of_part.emplace_back();
      }
      append_field(items_of_part.back(),
                   v1::SnapshotReply::kItemsFieldNumber,
                   encode_item(it->first, message));
    }
  }
  std::vector<std::string> replies;
  for (std::uint32_t part = 0; part < items_of_part.size(); ++part) {
    v1::SnapshotReply head;
    head.set_number(now.newest_number());
    head.set_part(part);
    head.set_last(part + 1 == items_of_part.size());
    *head.mutable_run() = run_header_to_wire(run);
    v1::Reply reply;
    reply.set_request_id(request_id);
    std::string& bytes = replies.emplace_back(reply.SerializeAsString());
    append_field(
        bytes, v1::Reply::kSnapshotFieldNumber, head.SerializeAsString() + items_of_part[part]);
  }
  return replies;
}

}  // namespace beatwatch
