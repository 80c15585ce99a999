#include "adapters/columns/row_mapper.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "adapters/columns/mapped_cells.h"
#include "adapters/journal/event_bounds.h"
#include "adapters/sources/ping_fields.h"

namespace beatwatch {
namespace {

// One standard deviation of an ordinary receiver (see ping_fields.h), and how many of them are
// taken as the limit of an error.
constexpr double receiver_accuracy_m = 5;
constexpr double deviations_at_limit = 3;

std::optional<std::uint32_t> accuracy_cm(mapped_cells& row, double place_error_m) {
  const auto stated = row.number("accuracy_m", accuracy_cm_max / 100.0);
  if (!stated && place_error_m == 0) {
    return std::nullopt;
  }
  return accuracy_cm_of_metres(stated.value_or(receiver_accuracy_m) +
                               place_error_m / deviations_at_limit);
}

void map_ping(mapped_cells& row, const text_form& form, std::vector<mapped_event>& events) {
  ping report{.device = row.name("device"), .observed_at = row.time("observed_at")};
  const auto place = row.place();
  if (place) {
    report.at = place->at;
  } else if (row.faults().empty()) {
    row.faults().push_back({row_fault::missing_value, "", "expected a place; found nothing"});
  }
  report.accuracy_cm = accuracy_cm(row, place ? place->error_m : 0);
  const auto speed = row.number("speed", speed_cmps_max / 100.0, form.speed_unit_mps);
  const auto heading = row.number("heading_deg", 360);
  if (speed) {
    report.speed_cmps = static_cast<std::uint32_t>(std::lround(*speed * 100));
  }
  if (heading) {
    report.heading_cdeg = static_cast<std::uint16_t>(std::lround(*heading * 100) % 36'000);
  }
  report.trigger = row.word("trigger", ping_trigger::request, std::optional{ping_trigger::unknown});
  report.ignition = row.flag("ignition");
  report.moving = row.flag("moving");
  events.push_back({.body = std::move(report), .written_at = {}});
}

std::vector<std::string> sorted_once(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void map_incident(mapped_cells& row, bool live, std::vector<mapped_event>& events) {
  incident call{.name = row.name("incident"), .opened_at = row.time("opened")};
  const instant opened = call.opened_at;
  const auto updated_at = row.later_time("updated_at", opened);
  const auto version = row.whole("version", 1, incident_version_max);
  if (live && !version && !updated_at && row.faults().empty()) {
    row.refuse(
        row_fault::missing_value,
        "updated_at",
        "updated_at or version: a call that comes live is told again, and the newest counts");
  }
  call.version = version      ? *version
                 : updated_at ? static_cast<std::uint64_t>(instant_to_ms(*updated_at))
                              : 1;
  call.grade = static_cast<std::uint8_t>(row.whole("grade", 0, 4).value_or(0));
  call.type = row.text("type");
  const auto stated_error_m = row.whole("place_error_m", 0, place_error_m_max);
  if (const auto place = row.place()) {
    call.at = place->at;
    const auto error_m =
        static_cast<std::uint32_t>(std::ceil(place->error_m)) + stated_error_m.value_or(0);
    call.place_error_m = error_m > 0 || stated_error_m
                             ? std::optional{std::min<std::uint32_t>(
                                   static_cast<std::uint32_t>(error_m), place_error_m_max)}
                             : std::nullopt;
  }
  const auto cancelled = row.later_time("cancelled", opened);
  const auto closed = row.later_time("closed", opened);
  call.closed_at = closed ? closed : cancelled;
  call.assigned = sorted_once(row.names("assigned"));
  events.push_back({.body = incident_changed{std::move(call)}, .written_at = updated_at});
}

void map_status(mapped_cells& row, std::vector<mapped_event>& events) {
  events.push_back({.body = status_changed{.unit = row.name("unit"),
                                           .status = row.word("status", unit_status::at_station),
                                           .at = row.time("at"),
                                           .incident = row.name_or_empty("incident")},
                    .written_at = {}});
}

holding_origin origin_of(mapped_cells& row, holding_origin absent) {
  return row.word("origin", holding_origin::book_on, std::optional{absent});
}

void map_roster(mapped_cells& row, std::vector<mapped_event>& events) {
  roster_entry entry{.unit = row.name("unit"),
                     .device = row.device_pattern("device"),
                     .kind = row.word("kind", unit_kind::partner),
                     .person_ref = row.name_or_empty("person_ref"),
                     .skills = row.names("skills"),
                     .vehicle = row.name_or_empty("vehicle"),
                     .home_zone = row.name_or_empty("home_zone")};
  const instant from = row.time("from");
  entry.duty = {from, row.later_time("to", from).value_or(latest_instant)};
  if (row.faults().empty() && entry.duty.empty()) {
    row.refuse(row_fault::bad_interval, "to", "a later time than where it begins");
  }
  entry.origin = origin_of(row, holding_origin::rota);
  entry.recorded_at = row.later_time("recorded_at", std::nullopt);
  entry.visibility = row.word(
      "visibility", visibility_class::uniformed_foot, std::optional{visibility_class::unknown});
  events.push_back({.body = roster_changed{std::move(entry)}, .written_at = {}});
}

void map_book_off(mapped_cells& row, std::vector<mapped_event>& events) {
  events.push_back({.body = holding_ended{.unit = row.name("unit"),
                                          .device = row.device_pattern("device"),
                                          .origin = origin_of(row, holding_origin::book_on),
                                          .at = row.time("at"),
                                          .recorded_at = row.later_time("recorded_at", {})},
                    .written_at = {}});
}

void map_assignment(mapped_cells& row, std::vector<mapped_event>& events) {
  struct step {
    std::string_view column;
    unit_status status;
  };
  constexpr std::array<step, 4> steps{{{"assigned", unit_status::assigned},
                                       {"en_route", unit_status::en_route},
                                       {"on_scene", unit_status::on_scene},
                                       {"cleared", unit_status::available}}};
  const std::string incident = row.name("incident");
  const std::string unit = row.name("unit");
  std::optional<instant> before;
  for (const auto& [column, status] : steps) {
    if (!row.has(column)) {
      continue;
    }
    const instant at = before ? row.later_time(column, before).value_or(*before) : row.time(column);
    if (before && at < *before && row.faults().empty()) {
      row.refuse(row_fault::bad_interval, column, "a time not before that of the step before");
    }
    before = at;
    events.push_back(
        {.body = status_changed{.unit = unit,
                                .status = status,
                                .at = at,
                                .incident = status == unit_status::available ? "" : incident},
         .written_at = {}});
  }
  if (!before && row.faults().empty()) {
    row.faults().push_back({row_fault::missing_value,
                            "",
                            "expected one of the times assigned, en_route, on_scene, cleared"});
  }
}

void map_cells(mapped_cells& row, const table_map& map, std::vector<mapped_event>& events) {
  switch (map.what) {
    case record_kind::pings:
      return map_ping(row, map.form, events);
    case record_kind::incidents:
      return map_incident(row, map.live, events);
    case record_kind::status:
      return map_status(row, events);
    case record_kind::roster:
      return map_roster(row, events);
    case record_kind::book_off:
      return map_book_off(row, events);
    case record_kind::assignments:
      return map_assignment(row, events);
  }
}

}  // namespace

row_mapper::row_mapper(table_map map) : map_(std::move(map)) {
  for (const auto& [ours, theirs] : map_.columns) {
    for (const std::string& name : theirs) {
      const auto known = std::find(theirs_.begin(), theirs_.end(), name);
      cells_of_[ours].push_back(static_cast<std::size_t>(known - theirs_.begin()));
      if (known == theirs_.end()) {
        theirs_.push_back(name);
      }
    }
  }
  if (map_.columns.contains("easting")) {
    coordinates_.emplace(map_.form.coordinates, std::filesystem::path{});
  }
  if (map_.columns.contains("grid_reference")) {
    national_grid_.emplace("EPSG:27700", std::filesystem::path{});
  }
}

table_reading row_mapper::reading() const {
  return {.map = map_,
          .cells_of = cells_of_,
          .order = order_,
          .coordinates = coordinates_ ? &*coordinates_ : nullptr,
          .national_grid = national_grid_ ? &*national_grid_ : nullptr};
}

void row_mapper::survey(std::span<const std::string_view> cells, std::size_t line) {
  const table_reading table = reading();
  const mapped_cells row{table, cells, line};
  if (const auto time = row.local_time_of(map_.rising)) {
    order_.note(row.order_group(), line, time->local, time->twice);
  }
}

mapped_row row_mapper::map_row(std::span<const std::string_view> cells, std::size_t line) const {
  const table_reading table = reading();
  mapped_cells row{table, cells, line};
  mapped_row mapped;
  map_cells(row, map_, mapped.events);
  mapped.faults = std::move(row.faults());
  mapped.remarks = std::move(row.remarks());
  for (const mapped_event& each : mapped.events) {
    if (const auto fault = fault_of(each.body); fault && mapped.faults.empty()) {
      mapped.faults.push_back(
          {.fault = row_fault::bad_row,
           .column = "",
           .message = "expected an event within its bounds: " + std::string{to_string(*fault)}});
    }
  }
  if (!mapped.faults.empty()) {
    mapped.events.clear();
  }
  return mapped;
}

std::string row_mapper::how_places_were_turned() const {
  const std::string grid = national_grid_ ? national_grid_->how() : "";
  return !grid.empty() ? grid : coordinates_ ? coordinates_->how() : "";
}

}  // namespace beatwatch
