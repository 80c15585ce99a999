#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/event.h"

namespace beatwatch {

/// Files of events, each of which may be absent (an empty path).
struct event_files {
  std::filesystem::path pings;      ///< docs/files.md, pings
  std::filesystem::path book_ons;   ///< docs/files.md, roster
  std::filesystem::path status;     ///< docs/files.md, status
  std::filesystem::path incidents;  ///< docs/files.md, incidents
  std::filesystem::path gpx;        ///< a track, of a device named as the file is
  std::filesystem::path gtfs_rt;    ///< vehicle positions, one feed
  std::filesystem::path cabs;       ///< ts,unit,lat,lon,busy; plain or gzip; ts in Unix seconds
  std::string ping_source = "trackers";    ///< of pings whose file names none
  std::string control_source = "control";  ///< of book-ons, status and incidents
};

/// pings.csv, book_ons.csv, status.csv and incidents.csv of a folder, as far as they are there.
/// Throws `std::runtime_error` when the folder holds none of them.
event_files files_of_shift(const std::filesystem::path& folder);

/// Every event of the files in order of reception, without numbers. A ping, book-on or incident
/// that does not say when it was received counts as received when it was observed, began or was
/// opened. Throws `std::runtime_error` with every mistake of a file, one line each.
std::vector<event> read_events(const event_files& files);

/// What roster.csv of a folder says, which the server reads for itself; nothing without the file.
/// Throws like `read_events`.
std::vector<roster_changed> read_rota(const std::filesystem::path& folder);

/// Numbers the events of each source in their order, the first after `before`.
void number_events(std::vector<event>& events, std::uint64_t before);

}  // namespace beatwatch
