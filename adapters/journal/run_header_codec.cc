#include "adapters/journal/run_header_codec.h"

#include <limits>

#include "engine/base/check.h"

namespace beatwatch {

v1::RunHeader run_header_to_wire(const run_header& header) {
  v1::RunHeader message;
  message.set_run(header.run);
  message.set_build(header.build);
  message.set_parameters_hash(header.parameters_hash);
  message.set_zone_set_hash(header.zone_set_hash);
  message.set_roster_hash(header.roster_hash);
  message.set_roads_hash(header.roads_hash);
  message.set_started_at_ms(instant_to_ms(header.started_at));
  message.set_clock(header.clock == clock_kind::driven ? v1::CLOCK_KIND_DRIVEN
                                                       : v1::CLOCK_KIND_WALL);
  return message;
}

std::vector<std::byte> encode(const run_header& header) {
  const v1::RunHeader message = run_header_to_wire(header);
  std::vector<std::byte> bytes(message.ByteSizeLong());
  check(message.SerializeToArray(bytes.data(), static_cast<int>(bytes.size())),
        "a message fits memory of its own size");
  return bytes;
}

std::optional<run_header> decode_run_header(std::span<const std::byte> bytes) {
  v1::RunHeader message;
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) ||
      !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      (message.clock() != v1::CLOCK_KIND_WALL && message.clock() != v1::CLOCK_KIND_DRIVEN)) {
    return std::nullopt;
  }
  return run_header{
      .run = message.run(),
      .build = message.build(),
      .parameters_hash = message.parameters_hash(),
      .zone_set_hash = message.zone_set_hash(),
      .roster_hash = message.roster_hash(),
      .roads_hash = message.roads_hash(),
      .started_at = ms_to_instant(message.started_at_ms()),
      .clock = message.clock() == v1::CLOCK_KIND_DRIVEN ? clock_kind::driven : clock_kind::wall};
}

}  // namespace beatwatch
