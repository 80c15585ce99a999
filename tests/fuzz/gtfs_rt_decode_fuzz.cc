#include "adapters/sources/gtfs_rt_decode.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string octets = input_text(data, size);
  check(!gtfs_rt_json(octets).empty(), "every feed has an answer");
  const auto feed = decode_gtfs_rt(std::as_bytes(std::span{octets}));
  if (!feed) {
    check(!to_string(feed.error()).empty(), "every error has a label");
    return 0;
  }
  for (const gtfs_rt_vehicle& vehicle : feed->vehicles) {
    check(!vehicle.at || valid(*vehicle.at), "coordinates are on the globe");
    check(vehicle.entity_id.size() <= octets.size(), "a text lies within the feed");
  }
  return 0;
}
