#include "adapters/daemon/toml_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include "adapters/sources/nearest_word.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

std::string at_place(const std::filesystem::path& file, toml::source_position at) {
  return fmt::format("{}:{}:{}", file.string(), at.line, at.column);
}

}  // namespace

toml::table parse_toml(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file)) {
    throw config_error(fmt::format("{}: cannot be read", file.string()));
  }
  try {
    return toml::parse(in, file.string());
  } catch (const toml::parse_error& error) {
    throw config_error(
        fmt::format("{}: {}", at_place(file, error.source().begin), error.description()));
  }
}

toml_section::toml_section(const toml::table& table, std::string name, std::filesystem::path file)
    : table_(&table), name_(std::move(name)), file_(std::move(file)) {}

std::string toml_section::path_of(std::string_view key) const {
  return name_.empty() ? std::string(key) : fmt::format("{}.{}", name_, key);
}

void toml_section::fail_at(toml::source_position at,
                           std::string_view key,
                           std::string_view expected) const {
  throw config_error(fmt::format("{}: {}: {}", at_place(file_, at), path_of(key), expected));
}

void toml_section::fail(std::string_view key, std::string_view expected) const {
  const toml::node* node = table_->get(key);
  fail_at(node != nullptr ? node->source().begin : table_->source().begin, key, expected);
}

const toml::node* toml_section::ask(std::string_view key) {
  known_.emplace(key);
  return table_->get(key);
}

void toml_section::need(std::string_view key, std::string_view expected) {
  if (ask(key) != nullptr) {
    return;
  }
  for (const auto& [other, node] : *table_) {
    if (!known_.contains(other.str()) && nearest_word(other.str(), {key}) == key) {
      fail_unknown(other);
    }
  }
  fail(key, fmt::format("is missing: expected {}", expected));
}

void toml_section::read_flag(std::string_view key, bool& value) {
  if (const toml::node* node = ask(key)) {
    if (!node->is_boolean()) {
      fail(key, "expected true or false");
    }
    value = node->as_boolean()->get();
  }
}

void toml_section::read_text(std::string_view key, std::string& value) {
  if (const toml::node* node = ask(key)) {
    if (!node->is_string()) {
      fail(key, "expected a text in quotes");
    }
    value = node->as_string()->get();
  }
}

std::vector<std::string> toml_section::texts_in(const toml::node& node,
                                                std::string_view key) const {
  const toml::array* array = node.as_array();
  if (array == nullptr) {
    fail_at(node.source().begin, key, "expected a list of texts in quotes");
  }
  std::vector<std::string> texts;
  for (const toml::node& element : *array) {
    if (!element.is_string()) {
      fail_at(element.source().begin, key, "expected a text in quotes");
    }
    texts.push_back(element.as_string()->get());
  }
  return texts;
}

void toml_section::read_texts(std::string_view key, std::vector<std::string>& value) {
  if (const toml::node* node = ask(key)) {
    value = texts_in(*node, key);
  }
}

void toml_section::read_text_or_texts(std::string_view key, std::vector<std::string>& value) {
  if (const toml::node* node = ask(key)) {
    value = node->is_string() ? std::vector{node->as_string()->get()} : texts_in(*node, key);
  }
}

void toml_section::read_text_lists(std::string_view key,
                                   std::vector<std::vector<std::string>>& value) {
  const toml::node* node = ask(key);
  if (node == nullptr) {
    return;
  }
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    fail(key, "expected a list of lists of texts, one list per hierarchy");
  }
  value.clear();
  for (const toml::node& element : *array) {
    value.push_back(texts_in(element, key));
  }
}

void toml_section::read_text_map(std::string_view key, std::map<std::string, std::string>& value) {
  const toml::node* node = ask(key);
  if (node == nullptr) {
    return;
  }
  const toml::table* table = node->as_table();
  if (table == nullptr) {
    fail(key, "expected a table of texts");
  }
  value.clear();
  for (const auto& [name, element] : *table) {
    if (!element.is_string()) {
      fail_at(element.source().begin,
              fmt::format("{}.{}", key, name.str()),
              "expected a text in quotes");
    }
    value.emplace(name.str(), element.as_string()->get());
  }
}

std::int64_t toml_section::integer(std::string_view key,
                                   std::int64_t fallback,
                                   std::int64_t min,
                                   std::int64_t max) {
  const toml::node* node = ask(key);
  if (node == nullptr) {
    return fallback;
  }
  const toml::value<std::int64_t>* number = node->as_integer();
  if (number == nullptr || number->get() < min || number->get() > max) {
    fail(key, fmt::format("expected a whole number from {} to {}", min, max));
  }
  return number->get();
}

void toml_section::read_real(std::string_view key, double& value, double min, double max) {
  const toml::node* node = ask(key);
  if (node == nullptr) {
    return;
  }
  const std::optional<double> number = node->value<double>();
  if (!node->is_number() || !number || !(*number >= min && *number <= max)) {
    fail(key, fmt::format("expected a number from {} to {}", min, max));
  }
  value = *number;
}

void toml_section::read_duration(
    std::string_view key, duration& value, duration unit, double min, double max) {
  if (has(key)) {
    double count = 0;
    read_real(key, count, min, max);
    value = duration{std::llround(count * static_cast<double>(unit.count()))};
  } else {
    known_.emplace(key);
  }
}

void toml_section::read_time_of_day(std::string_view key, std::int32_t& minute) {
  if (const toml::node* node = ask(key)) {
    const toml::value<toml::time>* time = node->as_time();
    if (time == nullptr || time->get().second != 0 || time->get().nanosecond != 0) {
      fail(key, "expected a local time of day to the minute, such as 07:00:00");
    }
    minute = time->get().hour * 60 + time->get().minute;
  }
}

void toml_section::read_instant(std::string_view key, std::optional<instant>& value) {
  const toml::node* node = ask(key);
  if (node == nullptr) {
    return;
  }
  const toml::value<toml::date_time>* stamp = node->as_date_time();
  if (stamp == nullptr || !stamp->get().offset) {
    fail(key, "expected an instant with its offset, such as 2026-11-20T14:00:00Z");
  }
  using namespace std::chrono;
  const toml::date_time& t = stamp->get();
  const sys_days day =
      year{static_cast<int>(t.date.year)} / month{t.date.month} / std::chrono::day{t.date.day};
  value = instant{day} + hours{t.time.hour} + minutes{t.time.minute - t.offset->minutes} +
          seconds{t.time.second} + duration{t.time.nanosecond / 1'000'000};
}

void toml_section::read_choice(std::string_view key,
                               std::size_t& value,
                               const std::vector<std::string_view>& words) {
  std::string word;
  read_text(key, word);
  if (!has(key)) {
    return;
  }
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) {
    std::string list;
    for (const std::string_view choice : words) {
      list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", choice);
    }
    fail(key, fmt::format("expected one of {}", list));
  }
  value = static_cast<std::size_t>(found - words.begin());
}

void toml_section::read_path(std::string_view key, std::filesystem::path& value) {
  std::string text;
  read_text(key, text);
  if (!has(key)) {
    return;
  }
  if (text.empty()) {
    fail(key, "expected the path of a file or folder");
  }
  value = (file_.parent_path() / text).lexically_normal();
}

std::optional<toml_section> toml_section::section(std::string_view key) {
  const toml::node* node = ask(key);
  if (node == nullptr) {
    return std::nullopt;
  }
  if (!node->is_table()) {
    fail(key, fmt::format("expected a table [{}]", path_of(key)));
  }
  return toml_section(*node->as_table(), path_of(key), file_);
}

std::vector<toml_section> toml_section::sections(std::string_view key) {
  std::vector<toml_section> found;
  const toml::node* node = ask(key);
  if (node == nullptr) {
    return found;
  }
  if (!node->is_array_of_tables()) {
    fail(key, fmt::format("expected tables [[{}]]", path_of(key)));
  }
  for (const toml::node& element : *node->as_array()) {
    found.emplace_back(*element.as_table(), path_of(key), file_);
  }
  return found;
}

std::vector<std::pair<std::string, toml_section>> toml_section::named_sections() {
  std::vector<std::pair<std::string, toml_section>> found;
  for (const auto& [key, node] : *table_) {
    known_.emplace(key.str());
    if (!node.is_table()) {
      fail(key.str(), fmt::format("expected a table [{}]", path_of(key.str())));
    }
    found.emplace_back(key.str(), toml_section(*node.as_table(), path_of(key.str()), file_));
  }
  return found;
}

void toml_section::require_name(std::string_view key, const std::string& name) const {
  if (!is_name(name)) {
    fail(key, "expected a name of 1 to 64 characters out of A-Z a-z 0-9 _ . -");
  }
}

void toml_section::finish() const {
  for (const auto& [key, node] : *table_) {
    if (!known_.contains(key.str())) {
      fail_unknown(key);
    }
  }
}

void toml_section::fail_unknown(const toml::key& key) const {
  const std::string_view meant = nearest_word(key.str(), {known_.begin(), known_.end()});
  fail_at(key.source().begin,
          key.str(),
          meant.empty() ? std::string("is not a key of this table")
                        : fmt::format("is not a key of this table; did you mean \"{}\"?", meant));
}

}  // namespace beatwatch
