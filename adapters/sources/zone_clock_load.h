#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "engine/model/zone_clock.h"

namespace beatwatch {

/// The clock of the time zone `name` ("Europe/London") as the time-zone database of this machine
/// knows it: every change of offset from the start of `first_year` to the end of `last_year`;
/// before and after, the nearest offset holds. Years are 1900 ... 2200, `first_year` <=
/// `last_year`. Throws std::runtime_error with one line when there is no such zone.
zone_clock load_zone_clock(const std::string& name, int first_year, int last_year);

/// The public holidays in a CSV file, sorted. Throws std::runtime_error with a line for each
/// mistake, or when the file cannot be read.
std::vector<calendar_date> load_public_holidays(const std::filesystem::path& file);

}  // namespace beatwatch
