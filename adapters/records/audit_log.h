#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "adapters/journal/digest.h"
#include "adapters/journal/sqlite.h"
#include "adapters/records/look.h"

namespace beatwatch {

/// A look on record.
struct kept_look {
  std::int64_t number = 0;  ///< from 1, without holes
  look seen;
  digest link{};  ///< SHA-256 of the link before it and this look
};

/// Which looks are asked for.
struct look_filter {
  std::string unit;  ///< those at this unit and those at every unit; empty: all
  /// Those that saw some of it, be it that it was live then; empty: whatever they saw.
  interval window{};
  std::int64_t after = 0;  ///< numbers beyond this
  /// Numbers below this, from the newest back; empty: from the oldest on.
  std::optional<std::int64_t> before;
  std::int64_t count_max = 1'000;
};

/// The looks at where units were, each linked to the one before it by a hash, so that none can be
/// altered, taken out or put in between without a trace. What nobody can see from the file alone is
/// that its end was cut off: for that somebody keeps the newest link elsewhere.
/// A file that several processes may write, each record on disk when `record` returns.
class audit_log {
 public:
  /// The file beside a journal.
  [[nodiscard]] static std::filesystem::path beside(const std::filesystem::path& journal_folder) {
    return journal_folder / "audit.sqlite";
  }

  /// Created, readable by its owner alone, when absent. Throws `sqlite_error`.
  explicit audit_log(const std::filesystem::path& file);

  /// Throws `sqlite_error` when the disk refuses: then nothing may be shown.
  void record(const look& seen);

  /// In the order of their numbers, rising or falling as they are wanted. Throws `sqlite_error`.
  void for_each(const look_filter& wanted, const std::function<void(const kept_look&)>& then);

 private:
  sqlite_database file_;
};

/// What checking the links of an audit log found.
struct audit_findings {
  std::int64_t looks = 0;
  digest newest{};          ///< link of the last one
  bool holds_known = true;  ///< the link that is known from elsewhere is one of the chain
  /// The first look that does not follow from the one before it; empty: every one does.
  std::optional<std::int64_t> first_broken;
};

/// Goes through the whole log, without altering it. `known` is a link that was noted earlier.
/// Throws `sqlite_error` when the file cannot be read as one.
[[nodiscard]] audit_findings verify_audit(const std::filesystem::path& file,
                                          const std::optional<digest>& known);

}  // namespace beatwatch
