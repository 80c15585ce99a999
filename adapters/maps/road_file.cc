#include "adapters/maps/road_file.h"

#include <openssl/sha.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

#include "adapters/maps/mapped_file.h"

namespace beatwatch {

std::array<std::uint8_t, 32> hash_road_bytes(std::span<const std::byte> file) {
  std::array<std::uint8_t, 32> hash{};
  const auto content = file.subspan(road_hash_begin);
  SHA256(reinterpret_cast<const unsigned char*>(content.data()), content.size(), hash.data());
  return hash;
}

void write_road_file(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  std::filesystem::path partial = path;
  partial += ".partial";
  {
    std::ofstream out{partial, std::ios::binary | std::ios::trunc};
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) {
      throw std::runtime_error(partial.string() + ": cannot be written");
    }
  }
  std::error_code failure;
  std::filesystem::rename(partial, path, failure);
  if (failure) {
    throw std::runtime_error(path.string() + ": " + failure.message());
  }
}

std::shared_ptr<const road_graph> map_roads(const std::filesystem::path& path) {
  auto file = std::make_shared<mapped_file>(path);
  const auto bytes = file->bytes();
  auto roads = road_graph::view(std::move(file), bytes);
  if (!roads) {
    throw std::runtime_error(path.string() + ": " + roads.error());
  }
  if (hash_road_bytes(bytes) != roads->header().sha256) {
    throw std::runtime_error(path.string() + ": damaged, its content does not match its hash");
  }
  return std::make_shared<const road_graph>(*std::move(roads));
}

}  // namespace beatwatch
