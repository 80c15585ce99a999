#include "adapters/sources/stream_cut.h"

namespace beatwatch {
namespace {

constexpr std::string_view line_end = "\r\n";

}  // namespace

std::optional<stream_cut> cut_noise(std::size_t size) {
  return size > 0 ? std::optional{stream_cut{.next = size, .noise = true}} : std::nullopt;
}

std::optional<stream_cut> cut_line(std::string_view received) {
  const auto end = received.find('\n');
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  return stream_cut{.begin = 0, .end = end, .next = end + 1};
}

std::optional<stream_cut> cut_lines(std::string_view received) {
  const auto end = received.rfind('\n');
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  return stream_cut{.begin = 0, .end = end + 1, .next = end + 1};
}

std::optional<stream_cut> cut_nothing(std::string_view /*received*/) { return std::nullopt; }

std::optional<stream_cut> cut_pei(std::string_view received) {
  const auto begin = received.find_first_not_of(line_end);
  if (begin == std::string_view::npos) {
    return cut_noise(received.size());
  }
  auto end = received.find_first_of(line_end, begin);
  if (end != std::string_view::npos && received[begin] == '+') {
    const auto digits = received.find_first_not_of(line_end, end);
    end = digits == std::string_view::npos ? digits : received.find_first_of(line_end, digits);
  }
  if (end == std::string_view::npos) {
    return cut_noise(begin);
  }
  return stream_cut{.begin = begin, .end = end, .next = end + 1};
}

}  // namespace beatwatch
