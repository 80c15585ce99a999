#include "adapters/columns/mapped_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "adapters/columns/grid_reference.h"
#include "adapters/columns/written_time.h"
#include "adapters/journal/event_bounds.h"
#include "adapters/sources/decimal.h"
#include "adapters/sources/file_errors.h"
#include "adapters/sources/rfc3339.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

constexpr int decimal_places = 4;
constexpr double decimal_scale = 1e-4;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

template <typename Words>
std::string list_of(const Words& words) {
  constexpr std::size_t listed_max = 12;
  std::string list;
  for (std::size_t i = 0; i < words.size() && i < listed_max; ++i) {
    list += (list.empty() ? "" : ", ") + std::string{words[i]};
  }
  return list + (words.size() > listed_max ? ", ..." : "");
}

}  // namespace

std::string mapped_cells::theirs(std::string_view ours) const {
  const auto named = table_.map.columns.find(std::string{ours});
  if (named == table_.map.columns.end()) {
    return std::string{ours};
  }
  return fmt::format("{}", fmt::join(named->second, " + "));
}

// What stands there, before any code table.
std::string mapped_cells::shown_text(std::string_view ours) const {
  const auto constant = table_.map.constants.find(std::string{ours});
  if (constant != table_.map.constants.end()) {
    return constant->second;
  }
  std::string text;
  const auto places = table_.cells_of.find(ours);
  if (places != table_.cells_of.end()) {
    for (const std::size_t i : places->second) {
      const std::string_view cell = trimmed(cells_[i]);
      text += text.empty() || cell.empty() ? "" : " ";
      text += cell;
    }
  }
  return text;
}

void mapped_cells::refuse(row_fault fault, std::string_view ours, std::string_view expected) {
  const std::string found = shown_text(ours);
  faults_.push_back(
      {.fault = found.empty() ? row_fault::missing_value : fault,
       .column = theirs(ours),
       .message = fmt::format(
           "expected {}; found {}", expected, found.empty() ? "nothing" : shown(found))});
}

std::optional<std::string> mapped_cells::decoded_code(std::string_view ours,
                                                      const std::string& code) {
  const auto table = table_.map.codes.find(std::string{ours});
  if (table == table_.map.codes.end()) {
    return code;
  }
  const auto word = table->second.find(code);
  if (word != table->second.end()) {
    return word->second;
  }
  if (code.empty()) {
    return code;
  }
  std::vector<std::string_view> known;
  for (const auto& [theirs, our_word] : table->second) {
    known.push_back(theirs);
  }
  faults_.push_back({.fault = row_fault::unknown_code,
                     .column = theirs(ours),
                     .message = fmt::format("expected a code of the table ({}); found {}{}",
                                            list_of(known),
                                            shown(code),
                                            did_you_mean(code, known))});
  return std::nullopt;
}

std::string mapped_cells::decoded(std::string_view ours) {
  std::string text = shown_text(ours);
  if (table_.map.constants.contains(std::string{ours})) {
    return text;
  }
  return decoded_code(ours, text).value_or("");
}

std::string mapped_cells::renamed(std::string word) const {
  for (const auto& [from, to] : table_.map.form.in_names) {
    for (auto at = word.find(from); at != std::string::npos; at = word.find(from, at + to.size())) {
      word.replace(at, from.size(), to);
    }
  }
  return word;
}

std::string mapped_cells::name_or_empty(std::string_view ours) {
  const std::size_t before = faults_.size();
  std::string word = renamed(decoded(ours));
  if (faults_.size() == before && !word.empty() && !is_name(word)) {
    refuse(row_fault::bad_name, ours, "a name of 1 to 64 characters out of A-Z a-z 0-9 _ . -");
  }
  return word;
}

std::string mapped_cells::name(std::string_view ours) {
  const std::size_t before = faults_.size();
  std::string word = name_or_empty(ours);
  if (word.empty() && faults_.size() == before) {
    refuse(row_fault::missing_value, ours, "a name");
  }
  return word;
}

std::string mapped_cells::device_pattern(std::string_view ours) {
  const std::size_t before = faults_.size();
  std::string word = renamed(decoded(ours));
  if (faults_.size() == before && !is_device_pattern(word)) {
    refuse(row_fault::bad_name,
           ours,
           "a name, or the names of a source and a device with / between them");
  }
  return word;
}

std::vector<std::string> mapped_cells::names(std::string_view ours) {
  std::vector<std::string> list;
  const std::string all = shown_text(ours);
  std::string_view rest = all;
  while (!rest.empty()) {
    const auto end = rest.find_first_of(";,");
    const std::string_view one = trimmed(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (one.empty()) {
      continue;
    }
    const auto word = decoded_code(ours, std::string{one});
    if (!word) {
      return {};
    }
    list.push_back(renamed(*word));
  }
  if (list.size() > list_size_max || !std::all_of(list.begin(), list.end(), is_name)) {
    refuse(row_fault::bad_name, ours, "at most 64 names with ; or , between them");
    return {};
  }
  return list;
}

std::string mapped_cells::text(std::string_view ours) {
  std::string words = decoded(ours);
  if (!is_text(words)) {
    refuse(row_fault::bad_text,
           ours,
           "text of at most 200 bytes in the encoding of the map, without line ends or tabs");
  }
  return words;
}

std::optional<std::uint64_t> mapped_cells::whole(std::string_view ours,
                                                 std::uint64_t min,
                                                 std::uint64_t max) {
  const std::size_t before = faults_.size();
  const std::string digits = decoded(ours);
  if (digits.empty()) {
    return std::nullopt;
  }
  std::uint64_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, failure] = std::from_chars(digits.data(), end, value);
  if (failure != std::errc{} || stop != end || value < min || value > max) {
    if (faults_.size() == before) {
      refuse(row_fault::bad_number, ours, fmt::format("a whole number from {} to {}", min, max));
    }
    return std::nullopt;
  }
  return value;
}

// With a decimal comma a point stands between thousands, or is a mistake: it is never guessed
// which.
std::optional<std::int64_t> mapped_cells::decimal_of(std::string digits, int places) const {
  const char decimal = table_.map.form.decimal;
  if (decimal != '.' && digits.find('.') != std::string::npos) {
    return std::nullopt;
  }
  std::replace(digits.begin(), digits.end(), decimal, '.');
  return parse_decimal(digits, places);
}

std::optional<double> mapped_cells::number(std::string_view ours, double max, double unit) {
  const std::string digits = decoded(ours);
  if (digits.empty()) {
    return std::nullopt;
  }
  const auto value = decimal_of(digits, decimal_places);
  const double scaled = value ? static_cast<double>(*value) * decimal_scale * unit : -1;
  if (!(scaled >= 0 && scaled <= max)) {
    refuse(row_fault::bad_number, ours, fmt::format("a number from 0 to {:.6g}", max / unit));
    return std::nullopt;
  }
  return scaled;
}

std::optional<bool> mapped_cells::flag(std::string_view ours) {
  const std::size_t before = faults_.size();
  const std::string digit = decoded(ours);
  if (digit.empty()) {
    return std::nullopt;
  }
  if (digit != "0" && digit != "1" && faults_.size() == before) {
    refuse(row_fault::unknown_code, ours, "0 or 1");
  }
  return digit == "1";
}

std::optional<std::size_t> mapped_cells::index_of_word(std::string_view ours,
                                                       const std::vector<std::string_view>& words,
                                                       bool may_be_empty) {
  const std::size_t before = faults_.size();
  const std::string word = decoded(ours);
  const auto found = std::find(words.begin(), words.end(), word);
  if (found != words.end()) {
    return static_cast<std::size_t>(found - words.begin());
  }
  if (faults_.size() == before && !(word.empty() && may_be_empty)) {
    refuse(row_fault::unknown_code, ours, "one of " + list_of(words));
    if (!word.empty()) {
      faults_.back().message += did_you_mean(word, words);
    }
  }
  return std::nullopt;
}

std::optional<duration> mapped_cells::offset_column() {
  const std::string text = decoded("utc_offset");
  if (text.empty()) {
    return std::nullopt;
  }
  const auto offset = parse_utc_offset(text);
  if (!offset) {
    refuse(row_fault::bad_time, "utc_offset", "an offset such as +01:00");
  }
  return offset;
}

instant mapped_cells::time(std::string_view ours) {
  if (!has(ours)) {
    refuse(row_fault::missing_value, ours, "a time");
    return {};
  }
  return read_time(ours, std::nullopt).value_or(instant{});
}

std::optional<instant> mapped_cells::later_time(std::string_view ours,
                                                std::optional<instant> not_before) {
  return has(ours) ? read_time(ours, not_before) : std::nullopt;
}

namespace {

std::optional<written_time> parsed(const std::string& text, const text_form& form) {
  for (const std::string& format : form.time_formats) {
    if (const auto time = parse_written_time(text, format)) {
      return time;
    }
  }
  return std::nullopt;
}

std::string expected_time(const text_form& form) {
  return form.time_formats.empty()
             ? "a time with its offset, such as 2026-05-01T21:00:00Z"
             : fmt::format("a time from 2000 to 2099 as {}", fmt::join(form.time_formats, " or "));
}

}  // namespace

std::optional<instant> mapped_cells::read_time(std::string_view ours,
                                               std::optional<instant> not_before) {
  const text_form& form = table_.map.form;
  const std::string text = shown_text(ours);
  std::optional<instant> found;
  if (form.time_formats.empty()) {
    found = parse_rfc3339(text);
  } else if (const auto written = parsed(text, form)) {
    const auto offset = written->offset ? written->offset : offset_column();
    if (offset) {
      found = written->civil - *offset;
    } else if (form.time_zone.empty()) {
      refuse(row_fault::bad_time, ours, "an offset with the time, or a time_zone in the map");
      return std::nullopt;
    } else if (form.clock.to_local(form.clock.to_utc(written->civil)) != written->civil) {
      refuse(row_fault::no_such_time,
             ours,
             "a time that clocks in " + form.time_zone + " showed: they went forward over it");
      return std::nullopt;
    } else {
      found = of_two(ours, written->civil, not_before);
      if (!found) {
        return std::nullopt;
      }
    }
  }
  if (!found || *found < earliest_instant || *found > latest_instant) {
    refuse(row_fault::bad_time, ours, expected_time(form));
    return std::nullopt;
  }
  return found;
}

std::optional<instant> mapped_cells::of_two(std::string_view ours,
                                            instant local,
                                            std::optional<instant> not_before) {
  const zone_clock& clock = table_.map.form.clock;
  const instant first = clock.to_utc(local);
  const instant second = clock.to_utc_last(local);
  if (first == second) {
    return first;
  }
  if (ours == table_.map.rising) {
    if (const auto is_second = table_.order.is_second(order_group(), line_, local)) {
      return *is_second ? second : first;
    }
  }
  if (not_before && first < *not_before) {
    return second;
  }
  const std::string what = fmt::format("{}: clocks in {} went back and showed it twice",
                                       shown(shown_text(ours)),
                                       table_.map.form.time_zone);
  if (not_before) {
    remarks_.push_back({.fault = row_fault::ambiguous_time,
                        .column = theirs(ours),
                        .message = what + "; taken as the first"});
    return first;
  }
  faults_.push_back({.fault = row_fault::ambiguous_time,
                     .column = theirs(ours),
                     .message = what + "; expected an offset, or lines that rise in time"});
  return std::nullopt;
}

std::optional<mapped_cells::local_time> mapped_cells::local_time_of(std::string_view ours) const {
  const text_form& form = table_.map.form;
  const auto written = parsed(shown_text(ours), form);
  if (!written || written->offset || !shown_text("utc_offset").empty()) {
    return std::nullopt;
  }
  return local_time{
      .local = written->civil,
      .twice = form.clock.to_utc(written->civil) != form.clock.to_utc_last(written->civil)};
}

std::string mapped_cells::order_group() const {
  return table_.map.rising_within.empty() ? "" : shown_text(table_.map.rising_within);
}

std::optional<written_place> mapped_cells::place() {
  if (has("grid_reference")) {
    return place_of_grid_reference();
  }
  if (has("easting") || has("northing")) {
    return place_of_metres();
  }
  if (has("lat") || has("lon")) {
    return place_of_degrees();
  }
  return std::nullopt;
}

std::optional<double> mapped_cells::coordinate(std::string_view ours,
                                               double limit,
                                               std::string_view expected) {
  constexpr int places = 7;
  const auto value = decimal_of(decoded(ours), places);
  if (!value || std::abs(static_cast<double>(*value) * 1e-7) > limit) {
    refuse(row_fault::bad_place, ours, expected);
    return std::nullopt;
  }
  return static_cast<double>(*value) * 1e-7;
}

std::optional<written_place> mapped_cells::place_of_degrees() {
  const auto lat = coordinate("lat", 90, "degrees from -90 to 90, such as 52.6369");
  const auto lon = coordinate("lon", 180, "degrees from -180 to 180, such as -1.1398");
  if (!lat || !lon) {
    return std::nullopt;
  }
  return written_place{.at = {.lat_e7 = static_cast<std::int32_t>(std::llround(*lat * 1e7)),
                              .lon_e7 = static_cast<std::int32_t>(std::llround(*lon * 1e7))}};
}

std::optional<written_place> mapped_cells::place_of_metres() {
  constexpr double metres_max = 1e8;
  const std::string expected_metres = "metres of " + table_.map.form.coordinates;
  const auto x = coordinate("easting", metres_max, expected_metres);
  const auto y = coordinate("northing", metres_max, expected_metres);
  if (!x || !y) {
    return std::nullopt;
  }
  const auto at = table_.coordinates->to_wgs84(*x, *y);
  if (!at) {
    refuse(row_fault::bad_place, "easting", "a place of " + table_.map.form.coordinates);
    return std::nullopt;
  }
  return written_place{.at = *at};
}

std::optional<written_place> mapped_cells::place_of_grid_reference() {
  const auto square = parse_grid_reference(decoded("grid_reference"));
  const auto at =
      square ? table_.national_grid->to_wgs84(square->easting_m, square->northing_m) : std::nullopt;
  if (!at) {
    refuse(row_fault::bad_place,
           "grid_reference",
           "a reference of the National Grid, such as SK 58 04 or SK 58501 04499");
    return std::nullopt;
  }
  return written_place{.at = *at, .error_m = square->half_diagonal_m};
}

}  // namespace beatwatch
