#pragma once

namespace beatwatch {

/// What a journal file holds. `opening` has one row: the position before the first batch. A batch
/// is found by the number of its first event; `content` is `beatwatch.v1.Batch` packed with zstd.
/// `ending` has one row: events up to there, at least, were committed. It is renewed now and then,
/// and shows when rows have vanished from the end.
/// Runs and artifacts are repeated in the file of each day that needs them, so that files can be
/// deleted from the oldest on. A checkpoint is complete when its row stands; its state lies in
/// slices.
inline constexpr const char* journal_tables_sql = R"(
CREATE TABLE IF NOT EXISTS opening(
  events INTEGER NOT NULL, last_received_ms INTEGER NOT NULL,
  events_digest BLOB NOT NULL, changes_digest BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS batches(
  first_event INTEGER PRIMARY KEY, events INTEGER NOT NULL, last_received_ms INTEGER NOT NULL,
  content BLOB NOT NULL, events_digest BLOB NOT NULL, changes_digest BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS ending(
  id INTEGER PRIMARY KEY CHECK(id = 1), events INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS runs(
  run INTEGER PRIMARY KEY, first_event INTEGER NOT NULL, header BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS artifacts(
  hash TEXT PRIMARY KEY, kind TEXT NOT NULL, sha256 BLOB NOT NULL, content BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS checkpoints(
  after_event INTEGER PRIMARY KEY, build TEXT NOT NULL, at_ms INTEGER NOT NULL,
  events_digest BLOB NOT NULL, changes_digest BLOB NOT NULL, last_received_ms INTEGER NOT NULL,
  slices INTEGER NOT NULL, sha256 BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS checkpoint_slices(
  after_event INTEGER NOT NULL, slice INTEGER NOT NULL, content BLOB NOT NULL,
  PRIMARY KEY(after_event, slice)) STRICT;
)";

/// "BTJL" and the version of the tables, in the header of the file.
inline constexpr int journal_application_id = 0x42544A4C;
inline constexpr int journal_version = 1;

}  // namespace beatwatch
