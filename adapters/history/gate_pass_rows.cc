#include "adapters/history/gate_pass_rows.h"

#include <string>

#include "adapters/history/id_text.h"

namespace beatwatch {

gate_pass_rows::gate_pass_rows(sqlite_database& file, const zone_rows& zones)
    : zones_(&zones),
      replace_newest_(file,
                      "UPDATE gate_pass_revisions SET newest = 0 WHERE pass = ? AND newest = 1"),
      rows_(file, "gate_pass_revisions") {}

void gate_pass_rows::take(const gate_passed& pass, instant told_at) {
  const std::string name = id_text(pass.id);
  if (pass.revision > 1) {
    replace_newest_.bind(1, std::string_view{name}).run();
  }
  rows_.none()
      .text(name)
      .number(pass.revision)
      .number(1)
      .text(to_string(pass.state))
      .text(pass.gate)
      .number(zones_->line_of(pass.gate, pass.at))
      .text(pass.unit)
      .text(pass.left_to_right ? "left to right" : "right to left")
      .text(to_string(pass.certainty))
      .number(instant_to_ms(pass.at))
      .number(instant_to_ms(pass.possible.from))
      .number(instant_to_ms(pass.possible.to))
      .number(instant_to_ms(told_at))
      .time(pass.at)
      .time(pass.possible.from)
      .time(pass.possible.to);
  rows_.run();
}

}  // namespace beatwatch
