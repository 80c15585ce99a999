#include "adapters/journal/wal_tail.h"

#include <array>
#include <cstddef>
#include <fstream>
#include <span>
#include <system_error>
#include <vector>

namespace beatwatch {
namespace {

constexpr std::size_t log_header_size = 32;
constexpr std::size_t frame_header_size = 24;
constexpr std::uint32_t magic_little_endian_sums = 0x377F0682;
constexpr std::uint32_t magic_big_endian_sums = 0x377F0683;

std::uint32_t word(std::span<const std::byte> bytes, std::size_t at, bool big_endian = true) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto part = std::to_integer<std::uint32_t>(bytes[at + (big_endian ? i : 3 - i)]);
    value = (value << 8U) | part;
  }
  return value;
}

/// The running checksum of the format, over pairs of words.
struct checksum {
  bool big_endian = true;
  std::uint32_t s0 = 0;
  std::uint32_t s1 = 0;

  void add(std::span<const std::byte> bytes) {
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
      s0 += word(bytes, at, big_endian) + s1;
      s1 += word(bytes, at + 4, big_endian) + s0;
    }
  }
  [[nodiscard]] bool stands_at(std::span<const std::byte> bytes, std::size_t at) const {
    return word(bytes, at) == s0 && word(bytes, at + 4) == s1;
  }
};

bool fill(std::ifstream& in, std::vector<std::byte>& bytes) {
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  const auto got = static_cast<std::size_t>(in.gcount());
  const bool whole = got == bytes.size();
  bytes.resize(got);
  return whole;
}

}  // namespace

wal_tail inspect_wal(const std::filesystem::path& log) {
  if (!std::filesystem::exists(log)) {
    return {};
  }
  const std::uint64_t size = std::filesystem::file_size(log);
  std::ifstream in{log, std::ios::binary};
  if (!in) {
    throw std::filesystem::filesystem_error{
        "cannot read", log, std::make_error_code(std::errc::io_error)};
  }
  std::vector<std::byte> header(log_header_size);
  if (!fill(in, header)) {
    return {.torn_bytes = size};
  }
  const std::uint32_t magic = word(header, 0);
  checksum sums{.big_endian = magic == magic_big_endian_sums};
  sums.add(std::span{header}.first(24));
  if ((magic != magic_little_endian_sums && magic != magic_big_endian_sums) ||
      !sums.stands_at(header, 24)) {
    return {.torn_bytes = size};
  }
  const std::size_t page_size = word(header, 8);

  wal_tail tail;
  std::uint64_t pending_bytes = 0;  // of frames, whole or not, since the last commit
  bool intact = true;               // no frame so far was damaged
  std::uint64_t frames = 0;
  while (true) {
    std::vector<std::byte> frame(frame_header_size + page_size);
    const bool whole = fill(in, frame);
    if (frame.size() < frame_header_size) {
      pending_bytes += frame.size();
      break;
    }
    const bool first_salt = word(frame, 8) == word(header, 16);
    const bool second_salt = word(frame, 12) == word(header, 20);
    if (!first_salt && !second_salt) {
      break;  // left from before the log was last started over, which changes both
    }
    pending_bytes += frame.size();
    sums.add(std::span{frame}.first(8));
    sums.add(std::span{frame}.subspan(frame_header_size));
    intact = intact && whole && first_salt && second_salt && sums.stands_at(frame, 16);
    ++frames;
    if (intact && word(frame, 4) != 0) {
      tail.committed_frames = frames;
      pending_bytes = 0;
    }
    if (!whole) {
      break;
    }
  }
  tail.torn_bytes = pending_bytes;
  return tail;
}

}  // namespace beatwatch
