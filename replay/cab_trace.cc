#include "replay/cab_trace.h"

#include <cstdint>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "adapters/maps/gzip_text.h"
#include "adapters/sources/csv_rows.h"

namespace beatwatch {
namespace {

enum column : std::size_t { ts, unit, lat, lon, busy };

ping read_row(csv_fields& row) {
  const auto seconds =
      static_cast<std::int64_t>(row.whole(ts, 0, std::numeric_limits<std::uint32_t>::max()));
  ping seen;
  seen.device = row.name(unit);
  seen.observed_at = ms_to_instant(std::int64_t{seconds} * 1'000);
  seen.at = row.place(lat, lon);
  return seen;
}

}  // namespace

std::vector<ping> read_cab_trace(const std::filesystem::path& file) {
  constexpr std::size_t text_max = std::size_t{1} << 30U;
  std::istringstream in{read_gzip_text(file, text_max)};
  auto rows = read_csv_rows<ping>(in,
                                  {.file = file.string(), .columns = {}},
                                  {{"ts"}, {"unit"}, {"lat"}, {"lon"}, {"busy", false}},
                                  read_row);
  if (!rows) {
    throw std::runtime_error{rows.error().text()};
  }
  return std::move(*rows);
}

}  // namespace beatwatch
