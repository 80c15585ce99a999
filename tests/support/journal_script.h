#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "adapters/journal/sqlite_journal_reader.h"
#include "adapters/journal/sqlite_journal_writer.h"
#include "tests/support/random_event.h"

namespace beatwatch {

inline constexpr instant script_begin =
    ms_to_instant(1'750'000'000'000);  // 2025-06-15 15:06:40 UTC

inline constexpr instant next_day = script_begin + std::chrono::hours{24};

/// A long list of events, equal for equal seeds, and what they change: what a test writes and
/// expects to read again.
class journal_script {
 public:
  explicit journal_script(std::uint64_t seed, std::size_t count = 4'000);

  [[nodiscard]] const std::vector<event>& events() const { return events_; }
  /// Appends and seals the events after number `from`, in batches of odd sizes, until `to`.
  /// False as soon as the queue is full; `from` then stands at the last one taken.
  bool play(journal_writer& writer, std::uint64_t& from, std::uint64_t to) const;
  /// Canonical bytes of the changes of event number `number`, from 1.
  [[nodiscard]] std::vector<std::byte> changes_of(std::uint64_t number) const;

 private:
  std::vector<event> events_;
  std::vector<change> changes_;
};

struct journal_content {
  std::vector<event> events;
  std::vector<std::uint64_t> row_ends;  ///< number of the last event of each row
  std::vector<digest> changes_digests;  ///< after each row
  std::optional<journal_fault> fault;
};

/// Everything that a reader gives.
journal_content read_all(journal_reader& reader);
journal_content read_all(const std::filesystem::path& folder);

/// Empty when `content` is the script's events from the first on, with the digests of their
/// changes; otherwise what differs first. How many there are is for the test to say.
std::string difference(const journal_content& content, const journal_script& script);

std::unique_ptr<sqlite_journal_writer> open_writer(
    const std::filesystem::path& folder,
    journal_writer::progress_callback on_progress = [](const journal_progress&) {});

/// One event at `t`, appended and sealed; a failure of the test if the queue is full.
void append_tick(journal_writer& writer, instant t);

/// Equal for equal seeds.
std::vector<std::byte> bytes_of_size(std::size_t size, std::uint64_t seed);

/// Waits until `holds()`, at most a minute.
template <typename Predicate>
bool eventually(Predicate holds) {
  for (int i = 0; i < 60'000; ++i) {
    if (holds()) {
      return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  return false;
}

}  // namespace beatwatch
