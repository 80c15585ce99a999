#include <sstream>

#include "adapters/journal/event_bounds.h"
#include "adapters/sources/hours_decode.h"
#include "adapters/sources/incident_decode.h"
#include "adapters/sources/ping_csv_decode.h"
#include "adapters/sources/plan_decode.h"
#include "adapters/sources/roster_decode.h"
#include "adapters/sources/status_decode.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

namespace {

event_body body_of(const incident_row& row) { return row.changed; }
event_body body_of(const ping_row& row) { return row.report; }
template <typename Row>
event_body body_of(const Row& row) {
  return row;
}

template <typename Row>
void expect_events_or_errors(const expected<std::vector<Row>, file_errors>& decoded) {
  if (!decoded) {
    check(!decoded.error().empty() && !decoded.error().text().empty(), "a refusal says why");
    return;
  }
  for (const Row& row : *decoded) {
    check(!fault_of(body_of(row)), "a row is an event that the engine may see");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = input_text(data, size);
  const auto decode = [&text](auto decoder) {
    std::istringstream in{text};
    expect_events_or_errors(decoder(in, csv_input{.file = "file.csv"}));
  };
  decode(decode_roster);
  decode(decode_status);
  decode(decode_incidents);
  decode(decode_plan);
  decode(decode_hours);
  decode(decode_pings);
  return 0;
}
