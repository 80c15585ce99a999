#include "adapters/sources/gpx_decode.h"

#include <algorithm>
#include <array>

#include "adapters/sources/degrees.h"
#include "adapters/sources/real_number.h"
#include "adapters/sources/record_json.h"
#include "adapters/sources/rfc3339.h"
#include "adapters/sources/xml_reader.h"

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, gpx_error_count> labels{"doctype_forbidden",
                                                               "bad_xml",
                                                               "not_gpx_1_1",
                                                               "missing_attribute",
                                                               "bad_number",
                                                               "out_of_range",
                                                               "bad_time"};

constexpr std::string_view name_space = "http://www.topografix.com/GPX/1/1|";
constexpr std::array<std::string_view, 4> path_to_a_point{"gpx", "trk", "trkseg", "trkpt"};
constexpr double satellites_max = 999;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  const auto begin = std::min(text.find_first_not_of(spaces), text.size());
  return text.substr(begin, text.find_last_not_of(spaces) + 1 - begin);
}

class gpx_reader {
 public:
  void begin(std::string_view name, const xml_attributes& attributes) {
    const bool ours = name.starts_with(name_space);
    if (depth_ == 0) {
      is_gpx_ = ours && name.substr(name_space.size()) == path_to_a_point.front();
    }
    if (matched_ == depth_ && depth_ < path_to_a_point.size() && ours &&
        name.substr(name_space.size()) == path_to_a_point.at(depth_)) {
      ++matched_;
      if (matched_ == path_to_a_point.size()) {
        begin_point(attributes);
      }
    }
    ++depth_;
  }

  void end(std::string_view name, std::string_view text) {
    --depth_;
    const bool within_a_point = matched_ == path_to_a_point.size();
    if (within_a_point && depth_ == path_to_a_point.size() && name.starts_with(name_space)) {
      take_member(name.substr(name_space.size()), trimmed(text));
    }
    if (matched_ > depth_) {
      if (within_a_point) {
        end_point();
      }
      matched_ = depth_;
    }
  }

  [[nodiscard]] bool is_gpx() const { return is_gpx_; }
  [[nodiscard]] std::optional<gpx_error> error() const { return error_; }
  [[nodiscard]] std::vector<gpx_point>& points() { return points_; }

 private:
  void begin_point(const xml_attributes& attributes) {
    point_ = {};
    fault_.reset();
    const auto lat = attributes.find("lat");
    const auto lon = attributes.find("lon");
    if (!lat || !lon) {
      note(gpx_error::missing_attribute);
      return;
    }
    const auto lat_deg = parse_real(*lat);
    const auto lon_deg = parse_real(*lon);
    if (!lat_deg || !lon_deg) {
      note(gpx_error::bad_number);
      return;
    }
    const auto at = degrees_to_position(*lat_deg, *lon_deg);
    if (!at) {
      note(gpx_error::out_of_range);
      return;
    }
    point_.at = *at;
  }

  void take_member(std::string_view name, std::string_view text) {
    if (name == "ele") {
      point_.elevation_m = number(text);
    } else if (name == "hdop") {
      point_.hdop = number(text);
    } else if (name == "sat") {
      const auto count = number(text).value_or(0);
      if (!(count >= 0 && count <= satellites_max)) {
        note(gpx_error::bad_number);
      } else {
        point_.satellites = static_cast<int>(count);
      }
    } else if (name == "fix") {
      point_.fix = std::string{text};
    } else if (name == "time") {
      point_.time = parse_rfc3339(text);
      if (!point_.time) {
        note(gpx_error::bad_time);
      }
    }
  }

  void end_point() {
    if (fault_ && !error_) {
      error_ = fault_;
    }
    points_.push_back(std::move(point_));
  }

  std::optional<double> number(std::string_view text) {
    const auto value = parse_real(text);
    if (!value) {
      note(gpx_error::bad_number);
    }
    return value;
  }

  void note(gpx_error error) { fault_ = std::min(fault_.value_or(error), error); }

  std::size_t depth_ = 0;
  std::size_t matched_ = 0;  ///< so many elements of `path_to_a_point` are open
  bool is_gpx_ = false;
  gpx_point point_;
  std::optional<gpx_error> fault_;  ///< of the point
  std::optional<gpx_error> error_;
  std::vector<gpx_point> points_;
};

}  // namespace

std::string_view to_string(gpx_error error) { return labels.at(static_cast<std::size_t>(error)); }

expected<std::vector<gpx_point>, gpx_error> decode_gpx(std::string_view document) {
  if (document.size() > gpx_size_max) {
    return unexpected{gpx_error::bad_xml};
  }
  gpx_reader reader;
  const xml_visitor visitor{
      .begin = [&reader](std::string_view name,
                         const xml_attributes& attributes) { reader.begin(name, attributes); },
      .end = [&reader](std::string_view name, std::string_view text) { reader.end(name, text); }};
  if (const auto error = read_xml(document, visitor)) {
    return unexpected{*error == xml_error::doctype_forbidden ? gpx_error::doctype_forbidden
                                                             : gpx_error::bad_xml};
  }
  if (!reader.is_gpx()) {
    return unexpected{gpx_error::not_gpx_1_1};
  }
  if (reader.error()) {
    return unexpected{*reader.error()};
  }
  return std::move(reader.points());
}

std::string gpx_json(std::string_view document) {
  const auto points = decode_gpx(document);
  if (!points) {
    return error_json(to_string(points.error()));
  }
  nlohmann::ordered_json json{{"format", "gpx"}, {"points", nlohmann::ordered_json::array()}};
  for (const gpx_point& point : *points) {
    nlohmann::ordered_json each;
    add_position(each, point.at);
    add_if(each, "ele_m", point.elevation_m);
    if (point.time) {
      each["time_utc"] = format_rfc3339(*point.time);
    }
    add_if(each, "fix", point.fix);
    add_if(each, "satellites", point.satellites);
    add_if(each, "hdop", point.hdop);
    json["points"].push_back(std::move(each));
  }
  return record_line(json);
}

}  // namespace beatwatch
