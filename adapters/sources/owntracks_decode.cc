#include "adapters/sources/owntracks_decode.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "adapters/sources/degrees.h"
#include "adapters/sources/record_json.h"
#include "adapters/sources/rfc3339.h"

namespace beatwatch {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, owntracks_error_count> labels{
    "bad_json", "not_a_location", "missing_field", "bad_number", "out_of_range"};

constexpr double year_10000_s = 253'402'300'800.0;

/// Notes the first of all faults in the order of `owntracks_error`, whatever was read first.
class member_reader {
 public:
  explicit member_reader(const json& object) : object_(object) {}

  [[nodiscard]] std::optional<owntracks_error> error() const { return error_; }

  std::optional<double> number(const char* name) {
    const auto found = object_.find(name);
    if (found == object_.end()) {
      return std::nullopt;
    }
    if (!found->is_number() || !std::isfinite(found->get<double>())) {
      note(owntracks_error::bad_number);
      return std::nullopt;
    }
    return found->get<double>();
  }

  double needed_number(const char* name) {
    if (!object_.contains(name)) {
      note(owntracks_error::missing_field);
    }
    return number(name).value_or(0);
  }

  std::optional<double> number_between(const char* name, double min, double max) {
    const auto value = number(name);
    if (value && (*value < min || *value > max)) {
      note(owntracks_error::out_of_range);
    }
    return value;
  }

  std::optional<instant> time(std::optional<double> seconds) {
    if (!seconds) {
      return std::nullopt;
    }
    if (*seconds < 0 || *seconds >= year_10000_s) {
      note(owntracks_error::bad_number);
      return std::nullopt;
    }
    return ms_to_instant(static_cast<std::int64_t>(*seconds * 1'000));
  }

  /// Absent also when it is no text: nothing depends on it.
  std::optional<std::string> text(const char* name) const {
    const auto found = object_.find(name);
    return found != object_.end() && found->is_string() ? std::optional{found->get<std::string>()}
                                                        : std::nullopt;
  }

  void note(owntracks_error error) { error_ = std::min(error_.value_or(error), error); }

 private:
  const json& object_;
  std::optional<owntracks_error> error_;
};

expected<owntracks_location, owntracks_error> read_location(const json& object) {
  member_reader members{object};
  const double lat = members.needed_number("lat");
  const double lon = members.needed_number("lon");
  const auto at = degrees_to_position(lat, lon);
  if (!at) {
    members.note(owntracks_error::out_of_range);
  }
  const auto kmh = members.number_between("vel", 0, 10'000);
  owntracks_location location{
      .at = at.value_or(position{}),
      .time = members.time(members.needed_number("tst")).value_or(instant{}),
      .created_at = members.time(members.number("created_at")),
      .accuracy_m = members.number_between("acc", 0, 1e9),
      .altitude_m = members.number_between("alt", -1e9, 1e9),
      .vertical_accuracy_m = members.number_between("vac", -1e9, 1e9),
      .course_deg = members.number_between("cog", 0, 360),
      .battery_pct = members.number_between("batt", 0, 100),
      .speed_mps = kmh ? std::optional{*kmh / 3.6} : std::nullopt,
      .tid = members.text("tid"),
      .topic = members.text("topic"),
      .trigger = members.text("t")};
  if (members.error()) {
    return unexpected{*members.error()};
  }
  return location;
}

}  // namespace

std::string_view to_string(owntracks_error error) {
  return labels.at(static_cast<std::size_t>(error));
}

expected<owntracks_location, owntracks_error> decode_owntracks(std::string_view message) {
  if (message.size() > owntracks_size_max) {
    return unexpected{owntracks_error::bad_json};
  }
  const json object = json::parse(message, nullptr, false);
  if (object.is_discarded()) {
    return unexpected{owntracks_error::bad_json};
  }
  if (!object.is_object() || object.value("_type", json{}) != "location") {
    return unexpected{owntracks_error::not_a_location};
  }
  return read_location(object);
}

std::string owntracks_json(std::string_view message) {
  const auto location = decode_owntracks(message);
  if (!location) {
    return error_json(to_string(location.error()));
  }
  nlohmann::ordered_json json_line{{"format", "owntracks"}};
  add_position(json_line, location->at);
  json_line["time_utc"] = format_rfc3339(location->time);
  if (location->created_at) {
    json_line["created_utc"] = format_rfc3339(*location->created_at);
  }
  add_if(json_line, "horizontal_accuracy_m", location->accuracy_m);
  add_if(json_line, "alt_msl_m", location->altitude_m);
  add_if(json_line, "vertical_accuracy_m", location->vertical_accuracy_m);
  add_if(json_line, "course_deg", location->course_deg);
  add_if(json_line, "battery_pct", location->battery_pct);
  add_if(json_line, "speed_mps", location->speed_mps);
  add_if(json_line, "tid", location->tid);
  add_if(json_line, "topic", location->topic);
  add_if(json_line, "trigger", location->trigger);
  return record_line(json_line);
}

}  // namespace beatwatch
