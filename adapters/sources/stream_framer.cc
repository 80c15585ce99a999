#include "adapters/sources/stream_framer.h"

namespace beatwatch {
namespace {

// Of what stands around a message: the octets that count it, or the end of a line.
constexpr std::size_t around_max = 2;

}  // namespace

void stream_framer::append(std::string_view bytes) {
  received_.erase(0, taken_);
  taken_ = 0;
  received_ += bytes;
}

std::optional<framed_message> stream_framer::next() {
  for (;;) {
    const std::string_view rest = std::string_view{received_}.substr(taken_);
    const auto found = cut_(rest);
    if (!found) {
      return rest.size() > size_max_ + around_max ? too_long() : std::nullopt;
    }
    taken_ += found->next;
    if (found->noise) {
      continue;
    }
    if (dropping_) {
      dropping_ = false;
      continue;
    }
    const std::string_view message = rest.substr(found->begin, found->end - found->begin);
    return framed_message{.bytes = message.substr(0, size_max_),
                          .too_long = message.size() > size_max_};
  }
}

// What is dropped may end in the middle of what ends the message, which is found with what comes.
std::optional<framed_message> stream_framer::too_long() {
  const std::string_view rest = std::string_view{received_}.substr(taken_);
  taken_ = received_.size();
  if (dropping_) {
    return std::nullopt;
  }
  dropping_ = true;
  return framed_message{.bytes = rest.substr(0, size_max_), .too_long = true};
}

std::optional<framed_message> stream_framer::finish() {
  const std::string_view rest = std::string_view{received_}.substr(taken_);
  taken_ = received_.size();
  if (rest.empty() || dropping_) {
    return std::nullopt;
  }
  return framed_message{.bytes = rest.substr(0, size_max_), .too_long = rest.size() > size_max_};
}

}  // namespace beatwatch
