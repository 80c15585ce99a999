#include "adapters/daemon/restricted_memory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>

#include "adapters/daemon/engine_loop.h"
#include "adapters/journal/digest.h"
#include "adapters/journal/event_bounds.h"
#include "adapters/journal/journal_codec.h"

namespace beatwatch {
namespace {

constexpr int owner_only = 0600;
constexpr std::size_t size_octets = 4;
constexpr std::size_t head_octets = size_octets + std::tuple_size_v<digest>;

[[noreturn]] void fail(const std::filesystem::path& file, std::string_view what) {
  throw std::runtime_error(
      fmt::format("{}: what is known of restricted units: {}", file.string(), what));
}

std::size_t size_at(std::span<const std::byte> bytes) {
  std::size_t size = 0;
  for (std::size_t i = size_octets; i > 0; --i) {
    size = size << 8U | std::to_integer<std::size_t>(bytes[i - 1]);
  }
  return size;
}

void append_facts(const std::filesystem::path& file,
                  std::span<const std::byte> rows,
                  std::vector<event_body>& facts) {
  event_codec codec;
  const auto events = codec.decode_batch(rows, std::numeric_limits<std::size_t>::max());
  if (!events) {
    fail(file, to_string(events.error().error));
  }
  for (const event& each : *events) {
    facts.push_back(each.body);
  }
}

std::string read_whole(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) {
    fail(file, "cannot be read");
  }
  return text;
}

// A part: the size of its rows (little-endian), their digest, the rows as a batch.
std::vector<std::byte> part_of(std::span<const event_body> facts) {
  event_codec codec;
  std::vector<std::byte> rows;
  for (const event_body& fact : facts) {
    codec.append({.received_at = earliest_instant,
                  .source = std::string(server_source),
                  .source_seq = 0,
                  .body = fact},
                 rows);
  }
  std::vector<std::byte> part;
  for (std::size_t i = 0; i < size_octets; ++i) {
    part.push_back(static_cast<std::byte>(rows.size() >> (8 * i)));
  }
  const digest stated = sha256({rows});
  part.insert(part.end(), stated.begin(), stated.end());
  part.insert(part.end(), rows.begin(), rows.end());
  return part;
}

class appended_file {
 public:
  explicit appended_file(const std::filesystem::path& file)
      : descriptor_(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, owner_only)) {}
  ~appended_file() { ::close(descriptor_); }
  appended_file(const appended_file&) = delete;
  appended_file& operator=(const appended_file&) = delete;

  // All of it, or as it was.
  [[nodiscard]] bool append(std::span<const std::byte> bytes) const {
    struct stat before {};
    if (::fstat(descriptor_, &before) != 0) {
      return false;
    }
    if (write(bytes) && ::fsync(descriptor_) == 0) {
      return true;
    }
    const int error = errno;
    (void)::ftruncate(descriptor_, before.st_size);
    errno = error;
    return false;
  }

 private:
  [[nodiscard]] bool write(std::span<const std::byte> bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR) {
        return false;
      }
      bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    return true;
  }

  int descriptor_;
};

}  // namespace

std::vector<event_body> read_restricted_memory(const std::filesystem::path& file) {
  std::vector<event_body> facts;
  if (!std::filesystem::exists(file)) {
    return facts;
  }
  const std::string text = read_whole(file);
  auto rest = std::as_bytes(std::span{text});
  while (rest.size() >= head_octets && rest.size() - head_octets >= size_at(rest)) {
    const auto rows = rest.subspan(head_octets, size_at(rest));
    const digest found = sha256({rows});
    if (!std::equal(found.begin(), found.end(), rest.begin() + size_octets)) {
      fail(file, "damaged");
    }
    append_facts(file, rows, facts);
    rest = rest.subspan(head_octets + rows.size());
  }
  if (!rest.empty()) {
    std::filesystem::resize_file(file, text.size() - rest.size());
  }
  return facts;
}

void append_restricted_memory(const std::filesystem::path& file,
                              std::span<const event_body> facts) {
  if (!appended_file(file).append(part_of(facts))) {
    fail(file, std::strerror(errno));
  }
}

}  // namespace beatwatch
