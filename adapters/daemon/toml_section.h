#pragma once
#include <toml++/toml.h>

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/units.h"

namespace beatwatch {

/// A mistake in a configuration file: "file:line:column: key: what was expected".
class config_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One table of a TOML file. A key is known because it is asked for; `finish` refuses every other
/// one with the nearest known key as a suggestion. The `read_` functions leave `value` as it is
/// when the key is absent, and throw `config_error` on a wrong type or a value out of range.
class toml_section {
 public:
  /// `name` is the dotted path of the table, empty for the root. `table` outlives the section.
  toml_section(const toml::table& table, std::string name, std::filesystem::path file);

  void read_flag(std::string_view key, bool& value);
  void read_text(std::string_view key, std::string& value);
  void read_texts(std::string_view key, std::vector<std::string>& value);
  /// A list of texts, or one of them alone.
  void read_text_or_texts(std::string_view key, std::vector<std::string>& value);
  void read_text_lists(std::string_view key, std::vector<std::vector<std::string>>& value);
  void read_text_map(std::string_view key, std::map<std::string, std::string>& value);
  /// `min` <= value <= `max`.
  template <std::integral T>
  void read_integer(std::string_view key, T& value, std::int64_t min, std::int64_t max) {
    value = static_cast<T>(integer(key, static_cast<std::int64_t>(value), min, max));
  }
  /// Whole numbers are accepted too.
  void read_real(std::string_view key, double& value, double min, double max);
  /// A number of `unit`s, e.g. `refresh_s`; rounded to the millisecond.
  void read_duration(std::string_view key, duration& value, duration unit, double min, double max);
  /// A local time of day, `07:00:00`, to the minute.
  void read_time_of_day(std::string_view key, std::int32_t& minute);
  /// An instant with an offset, `2026-11-20T14:00:00Z`.
  void read_instant(std::string_view key, std::optional<instant>& value);
  /// One of `words`; `value` becomes its index.
  void read_choice(std::string_view key,
                   std::size_t& value,
                   const std::vector<std::string_view>& words);
  /// Relative to the folder of the configuration file.
  void read_path(std::string_view key, std::filesystem::path& value);

  /// Throws when the key is absent: `expected` says what has to stand there.
  void need(std::string_view key, std::string_view expected);
  [[nodiscard]] bool has(std::string_view key) const { return table_->contains(key); }

  /// The table below `key`; empty when absent.
  [[nodiscard]] std::optional<toml_section> section(std::string_view key);
  /// Every `[[key]]` table, in the order of the file.
  [[nodiscard]] std::vector<toml_section> sections(std::string_view key);
  /// Every table below this one, by its name: `[sources.cars]`, `[sources.cad]`.
  [[nodiscard]] std::vector<std::pair<std::string, toml_section>> named_sections();

  /// Throws unless `name`, which stands at `key`, is a name as `is_name` has it.
  void require_name(std::string_view key, const std::string& name) const;

  /// Throws at the first key that nobody asked for.
  void finish() const;

  /// Throws with the place of `key`, or of the table when it is absent.
  [[noreturn]] void fail(std::string_view key, std::string_view expected) const;

 private:
  [[nodiscard]] std::vector<std::string> texts_in(const toml::node& node,
                                                  std::string_view key) const;
  [[nodiscard]] const toml::node* ask(std::string_view key);
  [[nodiscard]] std::string path_of(std::string_view key) const;
  [[nodiscard]] std::int64_t integer(std::string_view key,
                                     std::int64_t fallback,
                                     std::int64_t min,
                                     std::int64_t max);
  [[noreturn]] void fail_at(toml::source_position at,
                            std::string_view key,
                            std::string_view expected) const;

  [[noreturn]] void fail_unknown(const toml::key& key) const;

  const toml::table* table_;
  std::string name_;
  std::filesystem::path file_;
  std::set<std::string, std::less<>> known_;
};

/// Parses `file`; throws `config_error` when it cannot be read or is not TOML.
[[nodiscard]] toml::table parse_toml(const std::filesystem::path& file);

}  // namespace beatwatch
