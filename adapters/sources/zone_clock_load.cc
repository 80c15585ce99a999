#include "adapters/sources/zone_clock_load.h"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

#include <chrono>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "adapters/sources/holiday_decode.h"
#include "engine/base/check.h"

namespace beatwatch {
namespace {

using cctz_instant = cctz::time_point<cctz::seconds>;

cctz::time_zone load(const std::string& name) {
  // cctz also takes file names and "libc:localtime", which mean another zone on another machine.
  const bool portable = !name.empty() && name.front() != '/' && name.find(':') == std::string::npos;
  cctz::time_zone zone;
  if (!portable || !cctz::load_time_zone(name, &zone)) {
    throw std::runtime_error("time zone \"" + name +
                             "\" is not in the time-zone database; expected a name such as "
                             "Europe/London");
  }
  return zone;
}

}  // namespace

zone_clock load_zone_clock(const std::string& name, int first_year, int last_year) {
  check(1900 <= first_year && first_year <= last_year && last_year <= 2200,
        "a zone clock covers years between 1900 and 2200");
  const cctz::time_zone zone = load(name);
  cctz_instant at = cctz::convert(cctz::civil_second(first_year), cctz::utc_time_zone());
  const cctz_instant end = cctz::convert(cctz::civil_second(last_year + 1), cctz::utc_time_zone());
  zone_clock clock{.changes = {{.from = at, .offset_s = zone.lookup(at).offset}}};
  cctz::time_zone::civil_transition transition;
  while (zone.next_transition(at, &transition)) {
    at = zone.lookup(transition.to).trans;
    if (at >= end) {
      break;
    }
    const auto offset_s = zone.lookup(at).offset;
    if (offset_s != clock.changes.back().offset_s) {
      clock.changes.push_back({.from = at, .offset_s = offset_s});
    }
  }
  return clock;
}

std::vector<calendar_date> load_public_holidays(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) {
    throw std::runtime_error(file.string() + ": cannot be read");
  }
  auto days = decode_public_holidays(in, {.file = file.string(), .columns = {}});
  if (!days) {
    throw std::runtime_error(days.error().text());
  }
  return *std::move(days);
}

}  // namespace beatwatch
