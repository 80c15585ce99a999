#include "adapters/history/incident_rows.h"

#include <cstddef>
#include <string>
#include <vector>

#include "adapters/history/geometry_blob.h"

namespace beatwatch {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ";") + name;
  }
  return text;
}

std::optional<std::int64_t> ms_of(const std::optional<instant>& t) {
  return t ? std::optional{instant_to_ms(*t)} : std::nullopt;
}

}  // namespace

incident_rows::incident_rows(sqlite_database& file)
    : replace_newest_(file,
                      "UPDATE incident_revisions SET newest = 0 WHERE incident = ? AND newest = 1"),
      rows_(file, "incident_revisions") {}

void incident_rows::take(const incident& told, instant told_at) {
  replace_newest_.bind(1, std::string_view{told.name}).run();
  rows_.none()
      .text(told.name)
      .number(told.version)
      .number(1)
      .number(told.grade)
      .text(told.type)
      .text(joined(told.assigned))
      .number(instant_to_ms(told.opened_at))
      .number(ms_of(told.closed_at))
      .number(instant_to_ms(told_at))
      .time(told.opened_at)
      .time(told.closed_at);
  const std::vector<std::byte> place = told.at ? point_blob(*told.at) : std::vector<std::byte>{};
  if (told.at) {
    rows_.blob(place).run();
  } else {
    rows_.none().run();
  }
}

}  // namespace beatwatch
