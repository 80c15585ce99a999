#include "adapters/journal/journal_file_reader.h"

#include <algorithm>
#include <limits>

#include "adapters/journal/compression.h"
#include "adapters/journal/run_header_codec.h"

namespace beatwatch {
namespace {

constexpr std::size_t artifact_size_max = std::size_t{1} << 30U;

/// Event numbers of SQLite are signed; what lies beyond means "no bound".
std::int64_t as_integer(std::uint64_t value) {
  constexpr auto last = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::min(value, static_cast<std::uint64_t>(last)));
}

std::uint64_t as_count(std::int64_t value) {
  return static_cast<std::uint64_t>(std::max(value, std::int64_t{0}));
}

digest as_digest(std::span<const std::byte> bytes) {
  digest value{};
  if (bytes.size() == value.size()) {
    std::ranges::copy(bytes, value.begin());
  }
  return value;
}

std::vector<std::byte> copy(std::span<const std::byte> bytes) {
  return {bytes.begin(), bytes.end()};
}

constexpr const char* batch_columns_after =
    "SELECT first_event, events, last_received_ms, content, events_digest, changes_digest "
    "FROM batches WHERE first_event > ? ORDER BY first_event LIMIT 1";
constexpr const char* batch_columns_up_to =
    "SELECT first_event, events, last_received_ms, content, events_digest, changes_digest "
    "FROM batches WHERE first_event <= ? ORDER BY first_event DESC LIMIT 1";

std::optional<stored_batch> read_batch(sqlite_statement& statement, std::uint64_t event) {
  statement.reset();
  if (!statement.bind(1, as_integer(event)).step()) {
    statement.reset();
    return std::nullopt;
  }
  stored_batch row{.first_event = as_count(statement.integer(0)),
                   .count = as_count(statement.integer(1)),
                   .packed = copy(statement.bytes(3))};
  row.after = {.events = row.first_event + row.count - 1,
               .last_received_at = ms_to_instant(statement.integer(2)),
               .events_digest = as_digest(statement.bytes(4)),
               .changes_digest = as_digest(statement.bytes(5))};
  statement.reset();
  return row;
}

constexpr const char* checkpoints_sql =
    "SELECT after_event, build, at_ms, events_digest, changes_digest, last_received_ms, slices, "
    "sha256 FROM checkpoints WHERE after_event <= ?1 AND (?2 = '' OR build = ?2) "
    "ORDER BY after_event DESC";

std::optional<std::vector<std::byte>> read_state(sqlite_database& database,
                                                 std::uint64_t after_event,
                                                 std::int64_t slices,
                                                 const digest& state_digest) try {
  sqlite_statement statement{
      database, "SELECT content FROM checkpoint_slices WHERE after_event=? ORDER BY slice"};
  statement.bind(1, as_integer(after_event));
  std::vector<std::byte> state;
  std::int64_t found = 0;
  for (; statement.step(); ++found) {
    const auto part = unpack(statement.bytes(0), checkpoint_slice_size);
    if (!part) {
      return std::nullopt;
    }
    state.insert(state.end(), part->begin(), part->end());
  }
  const bool whole = found == slices && sha256({state}) == state_digest;
  return whole ? std::optional{std::move(state)} : std::nullopt;
} catch (const sqlite_error&) {
  // Damaged pages: an older checkpoint, or a replay, does as well.
  return std::nullopt;
}

}  // namespace

journal_file_reader::journal_file_reader(const std::filesystem::path& path)
    : database_(path, sqlite_database::access::read) {}

bool journal_file_reader::has_tables() try {
  sqlite_statement statement{database_, "SELECT 1 FROM sqlite_schema WHERE name='opening'"};
  return statement.step();
} catch (const sqlite_error& refused) {
  // Only before it has its write-ahead log can there be something to roll back.
  if (refused.code() == SQLITE_READONLY_ROLLBACK) {
    return false;
  }
  throw;
}

journal_position journal_file_reader::opening() {
  sqlite_statement statement{
      database_, "SELECT events, last_received_ms, events_digest, changes_digest FROM opening"};
  if (!statement.step()) {
    throw sqlite_error{path().string() + ": its opening position is missing", SQLITE_CORRUPT};
  }
  return {.events = as_count(statement.integer(0)),
          .last_received_at = ms_to_instant(statement.integer(1)),
          .events_digest = as_digest(statement.bytes(2)),
          .changes_digest = as_digest(statement.bytes(3))};
}

std::optional<stored_batch> journal_file_reader::batch_after(std::uint64_t event) {
  if (!batch_after_) {
    batch_after_.emplace(database_, batch_columns_after);
  }
  return read_batch(*batch_after_, event);
}

std::optional<stored_batch> journal_file_reader::batch_up_to(std::uint64_t event) {
  if (!batch_up_to_) {
    batch_up_to_.emplace(database_, batch_columns_up_to);
  }
  return read_batch(*batch_up_to_, event);
}

std::optional<journal_position> journal_file_reader::checkpoint_position(std::string_view build,
                                                                         std::uint64_t not_after) {
  sqlite_statement statement{database_, checkpoints_sql};
  statement.bind(1, as_integer(not_after)).bind(2, build);
  if (!statement.step()) {
    return std::nullopt;
  }
  return journal_position{.events = as_count(statement.integer(0)),
                          .last_received_at = ms_to_instant(statement.integer(5)),
                          .events_digest = as_digest(statement.bytes(3)),
                          .changes_digest = as_digest(statement.bytes(4))};
}

std::optional<journal_checkpoint> journal_file_reader::checkpoint(std::string_view build,
                                                                  std::uint64_t not_after) {
  sqlite_statement statement{database_, checkpoints_sql};
  statement.bind(1, as_integer(not_after)).bind(2, build);
  while (statement.step()) {
    const std::uint64_t after_event = as_count(statement.integer(0));
    if (auto state = read_state(
            database_, after_event, statement.integer(6), as_digest(statement.bytes(7)))) {
      return journal_checkpoint{.after_event = after_event,
                                .build = std::string{statement.text(1)},
                                .at = ms_to_instant(statement.integer(2)),
                                .changes_digest = as_digest(statement.bytes(4)),
                                .state = std::move(*state)};
    }
  }
  return std::nullopt;
}

std::uint64_t journal_file_reader::rows_expected_up_to() {
  sqlite_statement statement{database_,
                             "SELECT max((SELECT coalesce(max(events), 0) FROM ending),"
                             " (SELECT coalesce(max(after_event), 0) FROM checkpoints))"};
  return statement.step() ? as_count(statement.integer(0)) : 0;
}

std::vector<journal_run> journal_file_reader::runs() {
  sqlite_statement statement{database_, "SELECT first_event, header FROM runs ORDER BY run"};
  std::vector<journal_run> found;
  while (statement.step()) {
    const auto header = decode_run_header(statement.bytes(1));
    if (!header) {
      throw sqlite_error{path().string() + ": the header of a run cannot be read", SQLITE_CORRUPT};
    }
    found.push_back({as_count(statement.integer(0)), *header});
  }
  return found;
}

std::vector<std::string> journal_file_reader::artifact_hashes() {
  sqlite_statement statement{database_, "SELECT hash FROM artifacts ORDER BY hash"};
  std::vector<std::string> hashes;
  while (statement.step()) {
    hashes.emplace_back(statement.text(0));
  }
  return hashes;
}

std::optional<artifact> journal_file_reader::find_artifact(std::string_view hash) {
  sqlite_statement statement{database_,
                             "SELECT hash, kind, content, sha256 FROM artifacts WHERE hash=?"};
  if (!statement.bind(1, hash).step()) {
    return std::nullopt;
  }
  auto content = unpack(statement.bytes(2), artifact_size_max);
  if (!content || sha256({*content}) != as_digest(statement.bytes(3))) {
    throw sqlite_error{path().string() + ": artifact " + std::string{hash} + " is damaged",
                       SQLITE_CORRUPT};
  }
  return artifact{
      std::string{statement.text(0)}, std::string{statement.text(1)}, std::move(*content)};
}

std::vector<std::string> journal_file_reader::integrity_faults() {
  sqlite_statement statement{database_, "PRAGMA integrity_check"};
  std::vector<std::string> faults;
  while (statement.step()) {
    if (statement.text(0) != "ok") {
      faults.emplace_back(statement.text(0));
    }
  }
  return faults;
}

}  // namespace beatwatch
