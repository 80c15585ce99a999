#include "adapters/sources/csv_fields.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "adapters/journal/event_bounds.h"
#include "adapters/sources/decimal.h"
#include "adapters/sources/rfc3339.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

constexpr std::string_view a_name = "a name of 1 to 64 characters out of A-Z a-z 0-9 _ . -";
constexpr std::string_view a_time =
    "a time from 2000 to 2099 with its offset, such as 2026-05-01T21:00:00Z";

}  // namespace

std::string csv_fields::name(std::size_t i) {
  const std::string_view word = table_.field(i);
  if (!is_name(word)) {
    table_.refuse(i, a_name);
  }
  return std::string{word};
}

std::string csv_fields::name_or_empty(std::size_t i) {
  return table_.field(i).empty() ? std::string{} : name(i);
}

std::string csv_fields::device_pattern(std::size_t i) {
  const std::string_view word = table_.field(i);
  if (!is_device_pattern(word)) {
    table_.refuse(i, "a name, or the names of a source and a device with / between them");
  }
  return std::string{word};
}

std::vector<std::string> csv_fields::names(std::size_t i) {
  std::vector<std::string> list;
  std::string_view rest = table_.field(i);
  for (bool more = !rest.empty(); more;) {
    const auto end = rest.find(';');
    list.emplace_back(rest.substr(0, end));
    more = end != std::string_view::npos;
    rest.remove_prefix(more ? end + 1 : rest.size());
  }
  if (list.size() > list_size_max || !std::all_of(list.begin(), list.end(), is_name)) {
    table_.refuse(i, "at most 64 names with ; between them");
  }
  return list;
}

std::string csv_fields::text(std::size_t i) {
  const std::string_view words = table_.field(i);
  if (!is_text(words)) {
    table_.refuse(i, "UTF-8 text of at most 200 bytes, without line ends or tabs");
  }
  return std::string{words};
}

instant csv_fields::time(std::size_t i) {
  const auto t = parse_rfc3339(table_.field(i));
  if (!t || *t < earliest_instant || *t > latest_instant) {
    table_.refuse(i, a_time);
    return {};
  }
  return *t;
}

std::optional<instant> csv_fields::time_or_empty(std::size_t i) {
  return table_.field(i).empty() ? std::nullopt : std::optional{time(i)};
}

calendar_date csv_fields::date(std::size_t i) {
  const auto midnight = parse_rfc3339(std::string{table_.field(i)} + "T00:00:00Z");
  if (!midnight || *midnight >= std::chrono::sys_days{std::chrono::year{2101} / 1 / 1}) {
    table_.refuse(i, "a date from 1970 to 2100, such as 2026-12-25");
    return {};
  }
  return date_of(std::chrono::floor<std::chrono::days>(*midnight));
}

interval csv_fields::times(std::size_t from, std::size_t to) {
  const interval result{time(from), time(to)};
  if (table_.row_ok() && result.empty()) {
    table_.refuse(to, "a later time than where it begins");
  }
  return result;
}

std::uint64_t csv_fields::whole(std::size_t i, std::uint64_t min, std::uint64_t max) {
  const std::string_view digits = table_.field(i);
  std::uint64_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, failure] = std::from_chars(digits.data(), end, value);
  if (failure != std::errc{} || stop != end || value < min || value > max) {
    table_.refuse(i, "a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    return min;
  }
  return value;
}

std::optional<std::uint32_t> csv_fields::whole_or_empty(std::size_t i,
                                                        std::uint32_t min,
                                                        std::uint32_t max) {
  return table_.field(i).empty() ? std::nullopt
                                 : std::optional{static_cast<std::uint32_t>(whole(i, min, max))};
}

std::optional<std::uint32_t> csv_fields::hundredths_or_empty(std::size_t i, std::uint32_t max) {
  if (table_.field(i).empty()) {
    return std::nullopt;
  }
  const auto value = parse_decimal(table_.field(i), 2);
  if (!value || *value < 0 || *value > max) {
    table_.refuse(i, "a number from 0 to " + std::to_string(max / 100));
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(*value);
}

std::optional<bool> csv_fields::flag_or_empty(std::size_t i) {
  const std::string_view digit = table_.field(i);
  if (digit.empty()) {
    return std::nullopt;
  }
  if (digit != "0" && digit != "1") {
    table_.refuse(i, "0 or 1");
  }
  return digit == "1";
}

std::int32_t csv_fields::degrees_e7(std::size_t i, std::int64_t max) {
  const auto value = parse_decimal(table_.field(i), 7);
  const std::int64_t max_e7 = max * 10'000'000;
  if (!value || *value < -max_e7 || *value > max_e7) {
    table_.refuse(i,
                  "degrees from -" + std::to_string(max) + " to " + std::to_string(max) +
                      ", such as 52.6369");
    return 0;
  }
  return static_cast<std::int32_t>(*value);
}

position csv_fields::place(std::size_t lat, std::size_t lon) {
  return {.lat_e7 = degrees_e7(lat, 90), .lon_e7 = degrees_e7(lon, 180)};
}

std::optional<position> csv_fields::position_or_empty(std::size_t lat, std::size_t lon) {
  if (table_.field(lat).empty() && table_.field(lon).empty()) {
    return std::nullopt;
  }
  return place(lat, lon);
}

std::size_t csv_fields::index_of_word(std::size_t i, const std::vector<std::string_view>& words) {
  const auto found = std::find(words.begin(), words.end(), table_.field(i));
  if (found == words.end()) {
    std::string list;
    for (const std::string_view word : words) {
      list += (list.empty() ? "" : ", ") + std::string{word};
    }
    table_.refuse(i, "one of " + list, words);
    return 0;
  }
  return static_cast<std::size_t>(found - words.begin());
}

}  // namespace beatwatch
