#include "replay/history_prune.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "adapters/history/history_retention.h"
#include "adapters/sources/rfc3339.h"
#include "replay/option_time.h"
#include "replay/report_lines.h"

namespace beatwatch {
namespace {

constexpr int days_max = 36'525;  // a century

retention_class class_of(std::string_view word, std::string_view option) {
  const auto kind = parse_retention_class(word);
  if (!kind) {
    throw std::runtime_error{std::string{option} +
                             ": expected trails, visits, presence or incidents, not \"" +
                             std::string{word} + '"'};
  }
  return *kind;
}

std::vector<retention_class> chosen_classes(const std::vector<std::string>& words) {
  if (words.empty()) {
    return {retention_classes.begin(), retention_classes.end()};
  }
  std::vector<retention_class> chosen;
  for (const std::string& word : words) {
    chosen.push_back(class_of(word, "--class"));
  }
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

std::map<retention_class, std::chrono::days> kept_days(const std::vector<std::string>& words) {
  std::map<retention_class, std::chrono::days> kept;
  for (const std::string& word : words) {
    const std::size_t sign = std::min(word.find('='), word.size());
    int days = -1;
    const char* const end = word.data() + word.size();
    const auto read = std::from_chars(word.data() + std::min(sign + 1, word.size()), end, days);
    if (read.ec != std::errc{} || read.ptr != end || days < 0 || days > days_max) {
      throw std::runtime_error{"--keep: expected a class and days such as trails=31, not \"" +
                               word + '"'};
    }
    kept[class_of(std::string_view{word}.substr(0, sign), "--keep")] = std::chrono::days{days};
  }
  return kept;
}

std::vector<legal_hold> read_holds(const std::filesystem::path& file) {
  if (file.empty()) {
    return {};
  }
  std::ifstream in{file};
  if (!in) {
    throw std::runtime_error{file.string() + ": cannot be read"};
  }
  auto holds = decode_legal_holds(in, {.file = file.string(), .columns = {}});
  if (!holds) {
    throw std::runtime_error{holds.error().text()};
  }
  return *holds;
}

nlohmann::ordered_json report_of(const prune_report& report) {
  return {{"before", format_rfc3339(report.before)},
          {"rows removed", report.removed},
          {"rows held", report.held},
          {"digest of what was removed", to_hex(report.removed_digest)}};
}

}  // namespace

int history_prune(const history_prune_options& options) {
  const instant before = option_time(options.before, "--before");
  const std::vector<retention_class> classes = chosen_classes(options.classes);
  const auto kept = kept_days(options.keep_days);
  const std::vector<legal_hold> holds = read_holds(options.holds);
  sqlite_database file = open_history(options.file, sqlite_database::access::write);
  const instant now =
      std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  nlohmann::ordered_json report;
  for (const retention_class kind : classes) {
    const auto days = kept.find(kind);
    report[std::string{to_string(kind)}] =
        report_of(prune_history(file,
                                {.kind = kind,
                                 .before = days == kept.end() ? before : before - days->second,
                                 .holds = holds,
                                 .made_at = now}));
  }
  shrink_history(file);
  print_report(report, options.json);
  return 0;
}

}  // namespace beatwatch
