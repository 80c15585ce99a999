#include "adapters/sources/gtfs_rt_decode.h"

#include <array>
#include <bit>
#include <functional>

#include "adapters/sources/degrees.h"
#include "adapters/sources/record_json.h"

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, gtfs_rt_error_count> labels{
    "truncated", "bad_wire_type", "bad_varint", "missing_field", "out_of_range"};

enum class wire : std::uint8_t { varint = 0, eight = 1, delimited = 2, four = 5 };

/// A member of a message: one of `number` and `octets`, by its wire type.
struct member {
  std::uint64_t field = 0;
  wire type{};
  std::uint64_t number = 0;  ///< varint, or the octets of a fixed one, least significant first
  std::span<const std::byte> octets;

  [[nodiscard]] std::string_view text() const {
    return {reinterpret_cast<const char*>(octets.data()), octets.size()};
  }
  [[nodiscard]] double single() const {
    return std::bit_cast<float>(static_cast<std::uint32_t>(number));
  }
  [[nodiscard]] double twofold() const { return std::bit_cast<double>(number); }
};

using fault = std::optional<gtfs_rt_error>;

class wire_reader {
 public:
  explicit wire_reader(std::span<const std::byte> octets) : rest_(octets) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  fault next(member& into) {
    std::uint64_t tag = 0;
    if (const fault failed = varint(tag)) {
      return failed;
    }
    into.field = tag >> 3U;
    into.type = static_cast<wire>(tag & 7U);
    switch (into.type) {
      case wire::varint:
        return varint(into.number);
      case wire::eight:
        return fixed(8, into.number);
      case wire::four:
        return fixed(4, into.number);
      case wire::delimited:
        return delimited(into.octets);
    }
    return gtfs_rt_error::bad_wire_type;
  }

 private:
  fault varint(std::uint64_t& value) {
    value = 0;
    for (unsigned shift = 0; shift < 70; shift += 7) {
      if (rest_.empty()) {
        return gtfs_rt_error::truncated;
      }
      const auto octet = std::to_integer<std::uint64_t>(rest_.front());
      rest_ = rest_.subspan(1);
      value |= (octet & 0x7FU) << shift;
      if (octet < 0x80) {
        return std::nullopt;
      }
    }
    return gtfs_rt_error::bad_varint;
  }

  fault fixed(std::size_t size, std::uint64_t& value) {
    if (rest_.size() < size) {
      return gtfs_rt_error::truncated;
    }
    value = 0;
    for (std::size_t i = size; i > 0; --i) {
      value = value << 8U | std::to_integer<std::uint64_t>(rest_[i - 1]);
    }
    rest_ = rest_.subspan(size);
    return std::nullopt;
  }

  fault delimited(std::span<const std::byte>& octets) {
    std::uint64_t size = 0;
    if (const fault failed = varint(size)) {
      return failed;
    }
    if (size > rest_.size()) {
      return gtfs_rt_error::truncated;
    }
    octets = rest_.first(size);
    rest_ = rest_.subspan(size);
    return std::nullopt;
  }

  std::span<const std::byte> rest_;
};

/// What a message does with a member that it knows; the type is the one that belongs to it.
struct known_member {
  std::uint64_t field = 0;
  wire type{};
  std::function<fault(const member&)> take;
};

fault read_message(std::span<const std::byte> octets, std::span<const known_member> known) {
  wire_reader reader{octets};
  while (!reader.at_end()) {
    member each;
    if (const fault failed = reader.next(each)) {
      return failed;
    }
    for (const known_member& candidate : known) {
      if (candidate.field != each.field) {
        continue;
      }
      if (candidate.type != each.type) {
        return gtfs_rt_error::bad_wire_type;
      }
      if (const fault failed = candidate.take(each)) {
        return failed;
      }
    }
  }
  return std::nullopt;
}

/// Keeps what `of` makes of a member.
template <typename T, typename Of>
std::function<fault(const member&)> keep(std::optional<T>& where, Of of) {
  return [&where, of](const member& each) {
    where = std::invoke(of, each);
    return fault{};
  };
}

fault read_position(std::span<const std::byte> octets, gtfs_rt_vehicle& vehicle) {
  std::optional<double> lat;
  std::optional<double> lon;
  const std::array known{
      known_member{1, wire::four, keep(lat, &member::single)},
      known_member{2, wire::four, keep(lon, &member::single)},
      known_member{3, wire::four, keep(vehicle.bearing_deg, &member::single)},
      known_member{4, wire::eight, keep(vehicle.odometer_m, &member::twofold)},
      known_member{5, wire::four, keep(vehicle.speed_mps, &member::single)},
  };
  if (const fault failed = read_message(octets, known)) {
    return failed;
  }
  if (!lat || !lon) {
    return gtfs_rt_error::missing_field;
  }
  vehicle.at = degrees_to_position(*lat, *lon);
  return vehicle.at ? std::nullopt : fault{gtfs_rt_error::out_of_range};
}

fault read_descriptor(std::span<const std::byte> octets, gtfs_rt_vehicle& vehicle) {
  const std::array known{
      known_member{1, wire::delimited, keep(vehicle.vehicle_id, &member::text)},
      known_member{2, wire::delimited, keep(vehicle.label, &member::text)},
      known_member{3, wire::delimited, keep(vehicle.license_plate, &member::text)},
  };
  return read_message(octets, known);
}

fault read_vehicle(std::span<const std::byte> octets, gtfs_rt_vehicle& vehicle) {
  const std::array known{
      known_member{2,
                   wire::delimited,
                   [&](const member& each) { return read_position(each.octets, vehicle); }},
      known_member{5, wire::varint, keep(vehicle.time_epoch_s, &member::number)},
      known_member{8,
                   wire::delimited,
                   [&](const member& each) { return read_descriptor(each.octets, vehicle); }},
  };
  return read_message(octets, known);
}

fault read_entity(std::span<const std::byte> octets, gtfs_rt_feed& feed) {
  std::optional<std::string_view> id;
  bool has_vehicle = false;
  gtfs_rt_vehicle vehicle;
  const std::array known{
      known_member{1, wire::delimited, keep(id, &member::text)},
      known_member{4,
                   wire::delimited,
                   [&](const member& each) {
                     has_vehicle = true;
                     return read_vehicle(each.octets, vehicle);
                   }},
  };
  if (const fault failed = read_message(octets, known)) {
    return failed;
  }
  if (!id) {
    return gtfs_rt_error::missing_field;
  }
  if (has_vehicle) {
    vehicle.entity_id = *id;
    feed.vehicles.push_back(vehicle);
  }
  return std::nullopt;
}

fault read_header(std::span<const std::byte> octets, gtfs_rt_feed& feed) {
  std::optional<std::string_view> version;
  const std::array known{
      known_member{1, wire::delimited, keep(version, &member::text)},
      known_member{3, wire::varint, keep(feed.header_epoch_s, &member::number)},
  };
  if (const fault failed = read_message(octets, known)) {
    return failed;
  }
  if (!version) {
    return gtfs_rt_error::missing_field;
  }
  feed.version = *version;
  return std::nullopt;
}

}  // namespace

std::string_view to_string(gtfs_rt_error error) {
  return labels.at(static_cast<std::size_t>(error));
}

expected<gtfs_rt_feed, gtfs_rt_error> decode_gtfs_rt(std::span<const std::byte> octets) {
  gtfs_rt_feed feed;
  bool has_header = false;
  const std::array known{
      known_member{1,
                   wire::delimited,
                   [&](const member& each) {
                     has_header = true;
                     return read_header(each.octets, feed);
                   }},
      known_member{
          2, wire::delimited, [&](const member& each) { return read_entity(each.octets, feed); }},
  };
  if (const fault failed = read_message(octets, known)) {
    return unexpected{*failed};
  }
  if (!has_header) {
    return unexpected{gtfs_rt_error::missing_field};
  }
  return feed;
}

std::string gtfs_rt_json(std::string_view octets) {
  const auto feed = decode_gtfs_rt(std::as_bytes(std::span{octets}));
  if (!feed) {
    return error_json(to_string(feed.error()));
  }
  nlohmann::ordered_json json{{"format", "gtfs_rt"}, {"version", feed->version}};
  add_if(json, "header_epoch_s", feed->header_epoch_s);
  json["entities"] = nlohmann::ordered_json::array();
  for (const gtfs_rt_vehicle& vehicle : feed->vehicles) {
    nlohmann::ordered_json each{{"id", vehicle.entity_id}};
    if (vehicle.at) {
      add_position(each, *vehicle.at);
    }
    add_if(each, "bearing_deg", vehicle.bearing_deg);
    add_if(each, "odometer_m", vehicle.odometer_m);
    add_if(each, "speed_mps", vehicle.speed_mps);
    add_if(each, "time_epoch_s", vehicle.time_epoch_s);
    add_if(each, "vehicle_id", vehicle.vehicle_id);
    add_if(each, "label", vehicle.label);
    add_if(each, "license_plate", vehicle.license_plate);
    json["entities"].push_back(std::move(each));
  }
  return record_line(json);
}

}  // namespace beatwatch
