#include "adapters/columns/mapped_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "adapters/journal/event_bounds.h"
#include "adapters/sources/decimal.h"
#include "adapters/sources/file_errors.h"
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

}  // namespace beatwatch
