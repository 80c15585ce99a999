#include "adapters/daemon/reject_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <span>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include "adapters/sources/hexadecimal.h"
#include "adapters/sources/record_json.h"
#include "adapters/sources/rfc3339.h"

namespace beatwatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* newer = ".jsonl";
constexpr const char* older = ".older.jsonl";
constexpr std::uint64_t mebibyte = 1U << 20U;

bool is_text(std::string_view record) {
  return std::all_of(record.begin(), record.end(), [](char c) {
    return (c >= ' ' && c <= '~') || c == '\r' || c == '\n' || c == '\t';
  });
}

std::uint64_t lines_in(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::uint64_t lines = 0;
  for (std::string line; std::getline(in, line); ++lines) {
  }
  return lines;
}

std::string date_text(std::chrono::sys_days day) {
  return format_rfc3339(instant{day}).substr(0, std::string_view{"2026-11-27"}.size());
}

}  // namespace

std::string reject_line(std::string_view source, const unusable_record& rejected) {
  nlohmann::ordered_json line{{"at", format_rfc3339(rejected.received_at)}, {"source", source}};
  if (!rejected.origin.empty()) {
    line["peer"] = rejected.origin;
  }
  if (!rejected.device.empty()) {
    line["device"] = rejected.device;
  }
  line["reason"] = rejected.reason;
  if (is_text(rejected.record)) {
    line["text"] = rejected.record;
  } else {
    line["hex"] = octets_to_hex(std::as_bytes(std::span{rejected.record}));
  }
  return record_line(line);
}

reject_file::reject_file(reject_settings settings, instant now) : settings_(std::move(settings)) {
  std::error_code failed;
  fs::create_directories(settings_.folder, failed);
  if (failed) {
    throw std::runtime_error(fmt::format(
        "rejects.folder: {}: cannot be made: {}", settings_.folder.string(), failed.message()));
  }
  open_day(std::chrono::floor<std::chrono::days>(now));
}

fs::path reject_file::file_of(std::chrono::sys_days day, const char* ending) const {
  return settings_.folder / (date_text(day) + ending);
}

void reject_file::open_day(std::chrono::sys_days day) {
  day_ = day;
  const fs::path file = file_of(day, newer);
  std::error_code none;
  const std::uintmax_t size = fs::file_size(file, none);
  bytes_ = none ? 0 : size;
  out_ = std::ofstream(file, std::ios::binary | std::ios::app);
  delete_old(day);
}

void reject_file::delete_old(std::chrono::sys_days day) const {
  const std::string oldest_kept = date_text(day - std::chrono::days{settings_.days - 1});
  std::error_code failed;
  std::vector<fs::path> gone;
  for (const auto& entry : fs::directory_iterator(settings_.folder, failed)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(newer) && name.substr(0, oldest_kept.size()) < oldest_kept) {
      gone.push_back(entry.path());
    }
  }
  for (const fs::path& file : gone) {
    fs::remove(file, failed);
  }
}

std::uint64_t reject_file::make_room() {
  const fs::path before = file_of(day_, older);
  const std::uint64_t dropped = lines_in(before);
  out_.close();
  std::error_code failed;
  fs::rename(file_of(day_, newer), before, failed);
  out_ = std::ofstream(file_of(day_, newer), std::ios::binary | std::ios::trunc);
  bytes_ = 0;
  return dropped;
}

std::uint64_t reject_file::keep(std::string_view source, const unusable_record& rejected) {
  const auto day = std::chrono::floor<std::chrono::days>(rejected.received_at);
  if (day > day_) {
    open_day(day);
  }
  const std::string line = reject_line(source, rejected) + '\n';
  const std::uint64_t lost =
      bytes_ + line.size() > settings_.mib_per_day * mebibyte / 2 ? make_room() : 0;
  out_ << line << std::flush;
  if (!out_) {
    open_day(day_);  // the disk may take the next one
    return lost + 1;
  }
  bytes_ += line.size();
  return lost;
}

}  // namespace beatwatch
