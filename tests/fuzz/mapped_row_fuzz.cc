#include <map>
#include <vector>

#include "adapters/columns/json_record.h"
#include "adapters/columns/row_mapper.h"
#include "adapters/journal/event_bounds.h"
#include "adapters/sources/zone_clock_load.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

namespace {

void expect_events_or_faults(const mapped_row& row) {
  check(row.events.empty() != row.faults.empty(), "a row is events, or says why not");
  for (const mapped_event& each : row.events) {
    check(!fault_of(each.body), "what a row becomes is an event that the engine may see");
  }
  for (const cell_fault& fault : row.faults) {
    check(!fault.message.empty() && !to_string(fault.fault).empty(), "every fault says why");
  }
}

// A JSON object, by our own names.
void read_as_json(const std::string& text) {
  static const std::map<std::string, row_mapper> tables = [] {
    std::map<std::string, row_mapper> all;
    for (std::size_t i = 0; i < record_kind_count; ++i) {
      const table_map own = own_names(static_cast<record_kind>(i));
      all.emplace(own.name, row_mapper{own});
    }
    return all;
  }();
  const json_record_read read = read_json_record(text);
  const auto table = tables.find(read.row.record);
  if (read.fault || table == tables.end()) {
    return;
  }
  std::vector<std::string_view> cells;
  for (const std::string& column : table->second.columns()) {
    const auto cell = read.row.cells.find(column);
    cells.push_back(cell == read.row.cells.end() ? std::string_view{} : cell->second);
  }
  expect_events_or_faults(table->second.map_row(cells, 1));
}

// Lines are cells: device, time, grid reference, speed, offset.
void read_as_cells(const std::string& text) {
  static const table_map foreign{
      .name = "avl",
      .what = record_kind::pings,
      .form = {.decimal = ',',
               .time_formats = {"%d/%m/%Y %H:%M:%S", "%b %d %y %I.%M %p %z", "%Y%m%d%H%M%S.%f"},
               .clock = load_zone_clock("Europe/London", 2000, 2100),
               .time_zone = "Europe/London",
               .speed_unit_mps = 0.44704,
               .in_names = {{" ", "-"}}},
      .columns = {{"device", {"a"}},
                  {"observed_at", {"b"}},
                  {"grid_reference", {"c"}},
                  {"speed", {"d"}},
                  {"utc_offset", {"e"}}},
      .codes = {{"utc_offset", {{"BST", "+01:00"}, {"GMT", "Z"}}}},
      .rising = "observed_at",
      .rising_within = "device"};
  static row_mapper mapper{foreign};
  std::vector<std::string_view> cells(mapper.columns().size());
  std::string_view rest = text;
  for (std::string_view& cell : cells) {
    cell = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), cell.size() + 1));
  }
  mapper.begin_survey();
  mapper.survey(cells, 1);
  expect_events_or_faults(mapper.map_row(cells, 1));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = input_text(data, size);
  read_as_json(text);
  read_as_cells(text);
  return 0;
}
