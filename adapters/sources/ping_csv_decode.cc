#include "adapters/sources/ping_csv_decode.h"

#include <utility>

#include "adapters/journal/event_bounds.h"

namespace beatwatch {
namespace {

enum column : std::size_t {
  source,
  device,
  observed_at,
  received_at,
  lat,
  lon,
  accuracy_m,
  speed_mps,
  heading_deg,
  trigger,
  ignition,
  moving
};

std::vector<csv_column> columns() {
  return {{"source", false},
          {"device"},
          {"observed_at"},
          {"received_at", false},
          {"lat"},
          {"lon"},
          {"accuracy_m", false},
          {"speed_mps", false},
          {"heading_deg", false},
          {"trigger", false},
          {"ignition", false},
          {"moving", false}};
}

std::optional<std::uint16_t> heading_cdeg(csv_fields& row) {
  const auto hundredths = row.hundredths_or_empty(heading_deg, heading_cdeg_max + 1);
  return hundredths
             ? std::optional{static_cast<std::uint16_t>(*hundredths % (heading_cdeg_max + 1))}
             : std::nullopt;
}

ping_row read_row(const csv_table& table, csv_fields& row) {
  return {
      .source = row.name_or_empty(source),
      .report = {.device = row.name(device),
                 .observed_at = row.time(observed_at),
                 .at = row.place(lat, lon),
                 .accuracy_cm = row.hundredths_or_empty(accuracy_m, accuracy_cm_max),
                 .speed_cmps = row.hundredths_or_empty(speed_mps, speed_cmps_max),
                 .heading_cdeg = heading_cdeg(row),
                 .trigger = table.field(trigger).empty() ? ping_trigger::unknown
                                                         : row.word(trigger, ping_trigger::request),
                 .ignition = row.flag_or_empty(ignition),
                 .moving = row.flag_or_empty(moving)},
      .received_at = row.time_or_empty(received_at)};
}

}  // namespace

ping_csv_reader::ping_csv_reader(std::istream& in, const csv_input& input)
    : table_(in, input, columns()), fields_(table_) {}

std::optional<ping_row> ping_csv_reader::next() {
  while (table_.next()) {
    ping_row row = read_row(table_, fields_);
    if (table_.row_ok()) {
      return row;
    }
  }
  return std::nullopt;
}

expected<std::vector<ping_row>, file_errors> decode_pings(std::istream& in,
                                                          const csv_input& input) {
  ping_csv_reader reader{in, input};
  std::vector<ping_row> rows;
  while (auto row = reader.next()) {
    rows.push_back(std::move(*row));
  }
  if (!reader.errors().empty()) {
    return unexpected{reader.errors()};
  }
  return rows;
}

}  // namespace beatwatch
