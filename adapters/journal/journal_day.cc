#include "adapters/journal/journal_day.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

namespace beatwatch {
namespace {

constexpr const char* name_format = "beatwatch-%04d-%02u-%02u.journal";

std::optional<journal_day> day_in_name(const std::string& name) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (std::sscanf(name.c_str(), name_format, &year, &month, &day) != 3) {  // NOLINT(cert-err34-c)
    return std::nullopt;
  }
  const std::chrono::year_month_day date{
      std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  // The name is compared as a whole, so that "...journal-wal" and other spellings are passed by.
  if (!date.ok() || journal_file_name(date) != name) {
    return std::nullopt;
  }
  return date;
}

}  // namespace

std::string journal_file_name(journal_day day) {
  const std::chrono::year_month_day date{day};
  std::array<char, 48> name{};
  std::snprintf(name.data(),
                name.size(),
                name_format,
                static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return name.data();
}

std::vector<journal_day_file> journal_files(const std::filesystem::path& folder) {
  std::vector<journal_day_file> files;
  if (!std::filesystem::exists(folder)) {
    return files;
  }
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    if (const auto day = day_in_name(entry.path().filename().string())) {
      files.push_back({*day, entry.path()});
    }
  }
  std::ranges::sort(files, {}, &journal_day_file::day);
  return files;
}

}  // namespace beatwatch
