#include "adapters/sources/plan_geojson.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>

#include "adapters/sources/plan_decode.h"

namespace beatwatch {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 11> columns{"zone",
                                                   "rule",
                                                   "visits",
                                                   "dose_min",
                                                   "max_gap_min",
                                                   "owner",
                                                   "from",
                                                   "to",
                                                   "state",
                                                   "agreed",
                                                   "review"};

std::string name_in_file(std::string_view column, const csv_input& input) {
  const auto mapped = input.columns.find(std::string{column});
  return mapped == input.columns.end() ? std::string{column} : mapped->second;
}

// The value of a property as a field of CSV. A line end becomes a tab, which no field may have
// either, so that a row stays a line.
std::string field_of(const json& properties, const std::string& name) {
  const auto found = properties.find(name);
  if (found == properties.end() || found->is_null()) {
    return "";
  }
  const std::string text = found->is_string() ? found->get<std::string>() : found->dump();
  std::string field = "\"";
  for (const char c : text) {
    field += c == '"' ? "\"\"" : std::string(1, c == '\n' || c == '\r' ? '\t' : c);
  }
  return field + '"';
}

file_errors whole_file(const csv_input& input, const std::string& message) {
  file_errors errors{input.file};
  errors.add(0, "", message);
  return errors;
}

// Row n is that of feature n - 2, as the first is the header.
file_errors by_pointer(const file_errors& by_row, const csv_input& input) {
  constexpr std::size_t first_row = 2;
  file_errors errors{input.file};
  for (const file_error& error : by_row.first()) {
    const std::string feature =
        error.line < first_row ? "" : "/features/" + std::to_string(error.line - first_row);
    const bool of_field = std::find(columns.begin(), columns.end(), error.field) != columns.end();
    errors.add(0,
               of_field ? feature + "/properties/" + name_in_file(error.field, input) : feature,
               error.message);
  }
  return errors;
}

}  // namespace

expected<std::vector<plan_changed>, file_errors> decode_plan_geojson(std::istream& in,
                                                                     const csv_input& input) {
  const json whole = json::parse(in, nullptr, false);
  if (whole.is_discarded()) {
    return unexpected{whole_file(input, "expected JSON")};
  }
  const auto features = whole.is_object() ? whole.find("features") : whole.end();
  if (!whole.is_object() || features == whole.end() || !features->is_array()) {
    return unexpected{whole_file(input, "expected a GeoJSON FeatureCollection")};
  }
  std::string rows;
  for (const std::string_view column : columns) {
    rows += (rows.empty() ? "" : ",") + std::string{column};
  }
  const json none = json::object();
  for (const json& feature : *features) {
    const auto found = feature.is_object() ? feature.find("properties") : feature.end();
    const json& properties =
        feature.is_object() && found != feature.end() && found->is_object() ? *found : none;
    rows += "\r\n";
    for (std::size_t i = 0; i < columns.size(); ++i) {
      rows += (i == 0 ? "" : ",") + field_of(properties, name_in_file(columns.at(i), input));
    }
  }
  std::istringstream table{rows + "\r\n"};
  auto decoded = decode_plan(table, {.file = input.file});
  if (!decoded) {
    return unexpected{by_pointer(decoded.error(), input)};
  }
  return decoded;
}

}  // namespace beatwatch
