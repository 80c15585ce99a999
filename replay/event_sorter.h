#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "adapters/journal/journal_codec.h"
#include "engine/event.h"

namespace beatwatch {

/// Sorts any number of events by their time of reception in bounded memory: runs on disk, merged.
/// Of equal times facts come before pings, then whatever stood on the earlier line of its file,
/// then the lower bytes: so the order depends on what is in the files, never on the order of the
/// files. Equal events are given once.
class event_sorter {
 public:
  static constexpr std::size_t bytes_in_memory_max = std::size_t{128} << 20U;

  /// `folder` holds the runs; it is made, and belongs to the sorter until its end.
  explicit event_sorter(std::filesystem::path folder,
                        std::size_t bytes_in_memory = bytes_in_memory_max);
  ~event_sorter();
  event_sorter(const event_sorter&) = delete;
  event_sorter& operator=(const event_sorter&) = delete;

  /// `e` passes `fault_of`. Throws `std::runtime_error` when the disk does not take a run.
  void add(const event& e, std::size_t line);

  /// Each event in order; empty at the end. The first call ends the adding.
  std::optional<event> next();

  /// Given so far that came more than once, not counting the first.
  [[nodiscard]] std::uint64_t repeated() const { return repeated_; }

 private:
  struct placed {
    std::int64_t at_ms = 0;
    bool is_ping = false;
    std::uint64_t line = 0;
    std::string bytes;  ///< `Event`
    friend auto operator<=>(const placed&, const placed&) = default;
  };
  class run;

  void write_run();
  void merge_runs_into_one();
  std::filesystem::path next_run_file();
  std::optional<placed> take_lowest();
  void begin_merge();

  std::filesystem::path folder_;
  std::size_t bytes_in_memory_;
  std::vector<placed> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::size_t runs_written_ = 0;
  std::vector<std::filesystem::path> run_files_;
  bool merging_ = false;
  std::vector<std::unique_ptr<run>> runs_;  ///< heap, the lowest first
  std::int64_t given_at_ms_ = 0;
  std::set<std::string> given_;  ///< of this instant
  std::uint64_t repeated_ = 0;
  v1::Event message_;
  event_codec codec_;
};

}  // namespace beatwatch
