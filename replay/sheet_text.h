#pragma once
#include <cstdint>
#include <string>

namespace beatwatch {

// What a table has that spreadsheets open: UTF-8 with a mark, comma, CRLF; times in UTC.

/// A name that a spreadsheet would take for a formula has a quote before it.
std::string sheet_name(const std::string& name);

/// "2026-06-05 14:00:00", which spreadsheets take for a time.
std::string sheet_time(std::int64_t ms);

/// "12.345", exact to the millisecond after rounding to a thousandth of a minute.
std::string sheet_minutes(std::int64_t ms);

/// "0.7541": four decimals.
std::string sheet_number(double value);

}  // namespace beatwatch
