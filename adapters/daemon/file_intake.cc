#include "adapters/daemon/file_intake.h"

#include <array>
#include <cstddef>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "adapters/journal/digest.h"
#include "adapters/journal/journal_codec.h"
#include "adapters/sources/hours_decode.h"
#include "adapters/sources/incident_decode.h"
#include "adapters/sources/plan_decode.h"
#include "adapters/sources/plan_geojson.h"
#include "adapters/sources/roster_decode.h"
#include "adapters/sources/status_decode.h"

namespace beatwatch {
namespace {

// Who there is comes before what they do.
constexpr std::array load_order{csv_content::roster,
                                csv_content::plan,
                                csv_content::hours,
                                csv_content::status,
                                csv_content::incidents};

template <typename Row>
void append_rows(expected<std::vector<Row>, file_errors> decoded,
                 const std::string& source,
                 std::vector<intake>& rows) {
  if (!decoded) {
    throw std::runtime_error(decoded.error().text());
  }
  for (Row& row : *decoded) {
    if constexpr (requires { row.changed; }) {
      rows.push_back({.source = source, .body = std::move(row.changed)});
    } else {
      rows.push_back({.source = source, .body = std::move(row)});
    }
  }
}

void read_file(const std::string& source, const csv_source& csv, std::vector<intake>& rows) {
  std::ifstream in(csv.path, std::ios::binary);
  if (!in) {
    throw std::runtime_error(csv.path.string() + ": cannot be read");
  }
  const csv_input input{.file = csv.path.string(), .columns = csv.columns};
  switch (csv.what) {
    case csv_content::roster:
      return append_rows(decode_roster(in, input), source, rows);
    case csv_content::status:
      return append_rows(decode_status(in, input), source, rows);
    case csv_content::incidents:
      return append_rows(decode_incidents(in, input), source, rows);
    case csv_content::plan:
      return append_rows(csv.path.extension() == ".geojson" ? decode_plan_geojson(in, input)
                                                            : decode_plan(in, input),
                         source,
                         rows);
    case csv_content::hours:
      return append_rows(decode_hours(in, input), source, rows);
  }
}

}  // namespace

std::vector<intake> read_files(std::span<const source_config> sources) {
  std::vector<intake> rows;
  for (const csv_content what : load_order) {
    for (const source_config& source : sources) {
      const auto* csv = std::get_if<csv_source>(&source.kind);
      if (csv != nullptr && csv->what == what) {
        read_file(source.name, *csv, rows);
      }
    }
  }
  return rows;
}

std::string roster_hash(std::span<const intake> rows) {
  event_codec codec;
  std::vector<std::byte> bytes;
  for (const intake& row : rows) {
    if (std::holds_alternative<roster_changed>(row.body)) {
      codec.append({.received_at = {}, .source = row.source, .source_seq = 0, .body = row.body},
                   bytes);
    }
  }
  return bytes.empty() ? "" : to_hex(sha256({bytes}));
}

}  // namespace beatwatch
