#pragma once
#include <string>

#include "beatwatch/v1/feed.pb.h"
#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

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
