#include "adapters/sources/holiday_decode.h"

#include <algorithm>

#include "adapters/sources/csv_rows.h"

namespace beatwatch {
namespace {

enum column : std::size_t { date, name };

}  // namespace

expected<std::vector<calendar_date>, file_errors> decode_public_holidays(std::istream& in,
                                                                         const csv_input& input) {
  auto days = read_csv_rows<calendar_date>(
      in, input, {{"date"}, {.name = "name", .required = false}}, [](csv_fields& row) {
        static_cast<void>(row.text(name));
        return row.date(date);
      });
  if (days) {
    std::ranges::sort(*days, {}, &calendar_date::value);
    days->erase(std::unique(days->begin(), days->end()), days->end());
  }
  return days;
}

}  // namespace beatwatch
