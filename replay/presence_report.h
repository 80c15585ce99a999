#pragma once
#include <string>

#include "beatwatch/v1/feed.pb.h"
#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

/// What can be read out to residents: "We were here at least 26 times, at least 5 hours; best
/// estimate 31 and 6 1/2. For 2 hours our radios were out of touch; not counted." Hours in halves
/// from 90 minutes on, else minutes; what is at least true is rounded down, what is unknown up.
/// Where the visits of the window are not counted, its hours alone.
std::string residents_sentence(const v1::PresenceAnswer& answer);

/// The zone, or the path of the level.
const std::string& place_of(const v1::PresenceAnswer& answer);

/// A table that spreadsheets open: UTF-8 with a mark, comma, CRLF; times in UTC.
std::string presence_csv_header();
/// One row of it. A zone whose name a spreadsheet would take for a formula has a quote before it.
std::string presence_csv_row(const v1::PresenceAnswer& answer);

/// What zones got today, as far as `now_ms`, as an answer of its own.
v1::PresenceAnswer answer_of_today(const v1::PresenceChanged& today,
                                   std::int64_t now_ms,
                                   const v1::RunHeader& run);

}  // namespace beatwatch
