#include "replay/nearest.h"

#include <iostream>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "adapters/sources/decimal.h"
#include "engine/geo/position.h"
#include "replay/answer_text.h"
#include "replay/json_line.h"
#include "replay/query_client.h"

namespace beatwatch {
namespace {

position place_of(const std::string& text) {
  constexpr int e7_places = 7;
  constexpr std::int64_t latitude_max = 900'000'000;
  constexpr std::int64_t longitude_max = 1'800'000'000;
  const std::size_t comma = text.find(',');
  const auto lat = parse_decimal(std::string_view{text}.substr(0, comma), e7_places);
  const auto lon = comma == std::string::npos
                       ? std::nullopt
                       : parse_decimal(std::string_view{text}.substr(comma + 1), e7_places);
  if (!lat || !lon || *lat < -latitude_max || *lat > latitude_max || *lon < -longitude_max ||
      *lon > longitude_max) {
    throw std::runtime_error{
        "--at: expected latitude,longitude in degrees such as 52.67,-0.73, not \"" + text + '"'};
  }
  return {.lat_e7 = static_cast<std::int32_t>(*lat), .lon_e7 = static_cast<std::int32_t>(*lon)};
}

v1::NearestQuery query_of(const nearest_options& options) {
  const int goals = (options.incident.empty() ? 0 : 1) + (options.unit.empty() ? 0 : 1) +
                    (options.at.empty() ? 0 : 1);
  if (goals != 1) {
    throw std::runtime_error{"expected exactly one of --incident, --unit and --at"};
  }
  v1::NearestQuery query;
  query.set_incident(options.incident);
  query.set_towards_unit(options.unit);
  if (!options.at.empty()) {
    const position at = place_of(options.at);
    query.set_lat_e7(at.lat_e7);
    query.set_lon_e7(at.lon_e7);
  }
  if (options.count > 0) {
    query.set_count(options.count);
  }
  for (const std::string& skill : options.skills) {
    query.add_skills(skill);
  }
  query.set_vehicle(options.vehicle);
  return query;
}

void print(const v1::Suggestion& suggestion) {
  for (const v1::Candidate& unit : suggestion.nearest()) {
    std::cout << unit.unit() << "  " << minutes_text(unit.travel_ms()) << " min ("
              << minutes_text(unit.travel_min_ms()) << '-' << minutes_text(unit.travel_max_ms())
              << ")  " << unit.distance_m() << " m " << (unit.by_road() ? "by road" : "by line")
              << "  " << word_of(unit.status()) << "  fix " << unit.fix_age_ms() / 1'000 << " s old"
              << (unit.equal_to_first() ? "  as good as the first" : "") << '\n';
  }
  if (suggestion.nearest().empty()) {
    std::cout << "nobody\n";
  }
  for (const v1::PassedOver& unit : suggestion.others()) {
    std::cout << "not " << unit.unit() << ": " << word_of(unit.reason());
    if (!unit.detail().empty()) {
      std::cout << ", " << unit.detail();
    }
    if (unit.has_line_distance_m()) {
      std::cout << ", " << unit.line_distance_m() << " m away";
    }
    std::cout << '\n';
  }
  if (const std::string gates = passed_over_text(suggestion); !gates.empty()) {
    std::cout << "passed over: " << gates << '\n';
  }
  if (!suggestion.calibrated()) {
    std::cout << "travel times are uncalibrated: not learnt from the force's own journeys\n";
  }
}

}  // namespace

int nearest(const nearest_options& options) {
  const v1::NearestQuery query = query_of(options);
  query_client client{options.server, options.access};
  const v1::Suggestion suggestion = client.nearest(query);
  if (options.json) {
    std::cout << json_line(suggestion) << '\n';
  } else {
    print(suggestion);
  }
  return 0;
}

}  // namespace beatwatch
