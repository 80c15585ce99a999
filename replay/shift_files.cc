#include "replay/shift_files.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <map>
#include <stdexcept>
#include <utility>

#include "adapters/sources/incident_decode.h"
#include "adapters/sources/ping_csv_decode.h"
#include "adapters/sources/roster_decode.h"
#include "adapters/sources/status_decode.h"
#include "replay/bridge_files.h"
#include "replay/cab_trace.h"

namespace beatwatch {
namespace {

namespace fs = std::filesystem;

template <typename Rows, typename Decode>
Rows decoded(const fs::path& file, Decode decode) {
  std::ifstream in{file, std::ios::binary};
  if (!in) {
    throw std::runtime_error{file.string() + ": cannot be read"};
  }
  auto rows = decode(in, csv_input{.file = file.string(), .columns = {}});
  if (!rows) {
    throw std::runtime_error{rows.error().text()};
  }
  return std::move(*rows);
}

void add_pings(const event_files& files, std::vector<event>& events) {
  for (ping_row& row : decoded<std::vector<ping_row>>(files.pings, decode_pings)) {
    events.push_back({.received_at = row.received_at.value_or(row.report.observed_at),
                      .source = row.source.empty() ? files.ping_source : std::move(row.source),
                      .body = std::move(row.report)});
  }
}

void add_book_ons(const event_files& files, std::vector<event>& events) {
  for (roster_changed& row : decoded<std::vector<roster_changed>>(files.book_ons, decode_roster)) {
    events.push_back({.received_at = row.entry.recorded_at.value_or(row.entry.duty.from),
                      .source = files.control_source,
                      .body = std::move(row)});
  }
}

void add_statuses(const event_files& files, std::vector<event>& events) {
  for (status_changed& row : decoded<std::vector<status_changed>>(files.status, decode_status)) {
    events.push_back(
        {.received_at = row.at, .source = files.control_source, .body = std::move(row)});
  }
}

void add_incidents(const event_files& files, std::vector<event>& events) {
  for (incident_row& row : decoded<std::vector<incident_row>>(files.incidents, decode_incidents)) {
    events.push_back({.received_at = row.written_at.value_or(row.changed.incident.opened_at),
                      .source = files.control_source,
                      .body = std::move(row.changed)});
  }
}

}  // namespace

event_files files_of_shift(const fs::path& folder) {
  event_files files;
  const auto find = [&](const char* name) {
    const fs::path file = folder / name;
    return fs::exists(file) ? file : fs::path{};
  };
  files.pings = find("pings.csv");
  files.book_ons = find("book_ons.csv");
  files.status = find("status.csv");
  files.incidents = find("incidents.csv");
  if (files.pings.empty() && files.status.empty() && files.incidents.empty()) {
    throw std::runtime_error{folder.string() +
                             ": expected pings.csv, status.csv or incidents.csv in it"};
  }
  return files;
}

std::vector<event> read_events(const event_files& files) {
  std::vector<event> events;
  if (!files.pings.empty()) {
    add_pings(files, events);
  }
  if (!files.book_ons.empty()) {
    add_book_ons(files, events);
  }
  if (!files.status.empty()) {
    add_statuses(files, events);
  }
  if (!files.incidents.empty()) {
    add_incidents(files, events);
  }
  const auto add_from = [&](const fs::path& file, auto read) {
    if (file.empty()) {
      return;
    }
    for (ping& seen : read(file)) {
      events.push_back(
          {.received_at = seen.observed_at, .source = files.ping_source, .body = std::move(seen)});
    }
  };
  add_from(files.gpx, read_gpx);
  add_from(files.gtfs_rt, read_gtfs_rt);
  add_from(files.cabs, read_cab_trace);
  std::stable_sort(events.begin(), events.end(), [](const event& a, const event& b) {
    return a.received_at < b.received_at;
  });
  return events;
}

std::vector<roster_changed> read_rota(const fs::path& folder) {
  const fs::path file = folder / "roster.csv";
  return fs::exists(file) ? decoded<std::vector<roster_changed>>(file, decode_roster)
                          : std::vector<roster_changed>{};
}

void number_events(std::vector<event>& events, std::uint64_t before) {
  std::map<std::string, std::uint64_t> newest;
  for (event& one : events) {
    one.source_seq = ++newest.try_emplace(one.source, before).first->second;
  }
}

}  // namespace beatwatch
