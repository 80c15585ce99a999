#include <span>

#include "adapters/sources/lip_json.h"
#include "adapters/sources/lip_values.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

namespace {

void check_values(const lip_report& report) {
  check(valid(report.at), "coordinates are on the globe");
  check(!report.position_valid || report.shape != lip_shape::none, "a position has coordinates");
  const auto speed = lip_speed_mps(report.velocity);
  check(!speed || (*speed >= 0 && *speed < 290), "a speed is what its code can mean");
  const auto heading = lip_heading_deg(report);
  check(!heading || (*heading >= 0 && *heading < 360), "a heading is within one turn");
  const auto altitude = lip_altitude_m(report.altitude);
  check(!altitude || (*altitude >= -200 && *altitude <= 11'525),
        "an altitude is within its bounds");
}

}  // namespace

/// User data of a message, whole and cut before its last bits.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string octets = input_text(data, size);
  check(!lip_line_json(octets).empty(), "every message has an answer");
  for (std::size_t bits = size * 8, cut = 0; cut <= bits && cut < 8; ++cut) {
    const auto report = decode_lip(std::as_bytes(std::span{octets}), bits - cut);
    if (report) {
      check_values(*report);
    } else {
      check(!to_string(report.error()).empty(), "every error has a label");
    }
  }
  return 0;
}
