#include "adapters/maps/geopackage_shape.h"

#include <array>
#include <bit>
#include <cmath>
#include <optional>
#include <utility>

namespace beatwatch {
namespace {

enum wkb_kind : std::uint32_t { point = 1, line, polygon_, points, lines, polygons };

constexpr std::uint32_t kinds_per_dimension = 1000;  // 1003: a polygon with heights
constexpr std::array<unsigned, 4> coordinates_of{2, 3, 3, 4};
constexpr std::array<std::size_t, 5> envelope_sizes{0, 32, 48, 48, 64};

constexpr std::uint8_t flag_little_endian = 0x01;
constexpr std::uint8_t flag_empty = 0x10;
constexpr std::uint8_t flag_extended = 0x20;

class blob_reader {
 public:
  blob_reader(std::span<const std::byte> blob, const to_plane& projected)
      : blob_(blob), projected_(projected) {}

  expected<plane_shape, std::string> read(std::int32_t srs_id) {
    const bool good = read_header(srs_id) && (is_empty_ || (read_geometry() && expect_end()));
    if (!good) {
      return unexpected{std::move(error_)};
    }
    return std::move(shape_);
  }

 private:
  bool fail(const std::string& expected) {
    error_ = "byte " + std::to_string(at_) + ": expected " + expected;
    return false;
  }

  bool take_byte(std::uint8_t& value) {
    if (at_ == blob_.size()) {
      return fail("more bytes");
    }
    value = std::to_integer<std::uint8_t>(blob_[at_++]);
    return true;
  }

  bool take_number(std::size_t size, std::uint64_t& value) {
    if (blob_.size() - at_ < size) {
      return fail("more bytes");
    }
    value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t place = little_endian_ ? size - 1 - i : i;
      value = value << 8U | std::to_integer<std::uint64_t>(blob_[at_ + place]);
    }
    at_ += size;
    return true;
  }

  bool take_whole(std::uint32_t& value) {
    std::uint64_t wide = 0;
    if (!take_number(sizeof value, wide)) {
      return false;
    }
    value = static_cast<std::uint32_t>(wide);
    return true;
  }

  bool take_real(double& value) {
    std::uint64_t bits = 0;
    if (!take_number(sizeof value, bits)) {
      return false;
    }
    value = std::bit_cast<double>(bits);
    return true;
  }

  bool read_header(std::int32_t srs_id) {
    std::uint64_t magic = 0;
    std::uint8_t version = 0;
    std::uint8_t flags = 0;
    if (blob_.size() < 2 || !take_number(2, magic) || magic != 0x4750) {
      at_ = 0;
      return fail(R"("GP")");
    }
    if (!take_byte(version) || !take_byte(flags)) {
      return false;
    }
    const std::size_t envelope = flags >> 1U & 7U;
    if (version != 0 || (flags & flag_extended) != 0 || envelope >= envelope_sizes.size()) {
      return fail("the header of a standard geometry, version 1");
    }
    little_endian_ = (flags & flag_little_endian) != 0;
    is_empty_ = (flags & flag_empty) != 0;
    std::uint32_t own_srs = 0;
    if (!take_whole(own_srs)) {
      return false;
    }
    if (static_cast<std::int32_t>(own_srs) != srs_id) {
      return fail("reference system " + std::to_string(srs_id) + ", as its layer has, not " +
                  std::to_string(static_cast<std::int32_t>(own_srs)));
    }
    if (blob_.size() - at_ < envelope_sizes[envelope]) {
      return fail("more bytes");
    }
    at_ += envelope_sizes[envelope];
    return true;
  }

  bool expect_end() { return at_ == blob_.size() || fail("no more bytes"); }

  /// Byte order and kind, with the number of coordinates of each position.
  bool take_kind(std::uint32_t& kind) {
    std::uint8_t order = 0;
    if (!take_byte(order)) {
      return false;
    }
    if (order > 1) {
      return fail("a byte order, 0 or 1");
    }
    little_endian_ = order == 1;
    std::uint32_t code = 0;
    if (!take_whole(code)) {
      return false;
    }
    const std::uint32_t dimension = code / kinds_per_dimension;
    kind = code % kinds_per_dimension;
    if (dimension >= coordinates_of.size() || kind < point || kind > polygons) {
      return fail("a polygon, a line, a point, or several of one of them, not kind " +
                  std::to_string(code));
    }
    coordinates_ = coordinates_of[dimension];
    return true;
  }

  bool read_geometry() {
    std::uint32_t kind = 0;
    if (!take_kind(kind)) {
      return false;
    }
    if (kind < points) {
      return read_part(kind);
    }
    std::uint32_t count = 0;
    if (!take_whole(count)) {
      return false;
    }
    const std::uint32_t part_kind = kind - (points - point);
    for (std::uint32_t i = 0; i < count; ++i) {
      std::uint32_t own_kind = 0;
      if (!take_kind(own_kind)) {
        return false;
      }
      if (own_kind != part_kind) {
        return fail("parts of one kind");
      }
      if (!read_part(part_kind)) {
        return false;
      }
    }
    return true;
  }

  bool read_part(std::uint32_t kind) {
    if (kind == point) {
      return read_position(shape_.points);
    }
    if (kind == polygon_) {
      return read_polygon();
    }
    const std::string where = "/" + std::to_string(at_);
    plane_line path;
    if (!read_positions(path)) {
      return false;
    }
    add_line(std::move(path), where, shape_);
    return true;
  }

  bool read_polygon() {
    std::uint32_t rings = 0;
    if (!take_whole(rings)) {
      return false;
    }
    polygon part;
    for (std::uint32_t i = 0; i < rings; ++i) {
      const std::string where = "/" + std::to_string(at_);
      plane_ring ring;
      if (!read_positions(ring)) {
        return false;
      }
      add_ring(std::move(ring), i == 0, part, where, shape_);
    }
    if (!part.outer.empty()) {
      shape_.polygons.push_back(std::move(part));
    }
    return true;
  }

  // A count that the bytes do not bear out ends at their end: memory grows with what is there.
  bool read_positions(std::vector<plane_point>& into) {
    std::uint32_t count = 0;
    if (!take_whole(count)) {
      return false;
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      if (!read_position(into)) {
        return false;
      }
    }
    return true;
  }

  bool read_position(std::vector<plane_point>& into) {
    const std::size_t start = at_;
    std::array<double, 4> values{};
    for (unsigned i = 0; i < coordinates_; ++i) {
      if (!take_real(values[i])) {
        return false;
      }
    }
    if (std::isnan(values[0]) && std::isnan(values[1])) {
      return true;  // an empty point
    }
    const auto found = projected_(values[0], values[1]);
    if (!found) {
      error_ = "byte " + std::to_string(start) + ": " + found.error();
      return false;
    }
    into.push_back(*found);
    return true;
  }

  std::span<const std::byte> blob_;
  const to_plane& projected_;
  std::size_t at_ = 0;
  bool little_endian_ = false;
  bool is_empty_ = false;
  unsigned coordinates_ = 2;
  plane_shape shape_;
  std::string error_;
};

}  // namespace

expected<plane_shape, std::string> decode_geopackage_shape(std::span<const std::byte> blob,
                                                           std::int32_t srs_id,
                                                           const to_plane& projected) {
  return blob_reader{blob, projected}.read(srs_id);
}

}  // namespace beatwatch
