#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/history/history_file.h"
#include "adapters/history/legal_hold.h"
#include "adapters/journal/digest.h"

namespace beatwatch {

/// What is deleted together, after as many days as a force decides for it.
enum class retention_class : std::uint8_t {
  trails,     ///< where units were, and which gates they passed
  visits,     ///< with all their revisions
  presence,   ///< by zone and hour; by policing day it is kept
  incidents,  ///< calls that are closed
};
inline constexpr std::array retention_classes{retention_class::trails,
                                              retention_class::visits,
                                              retention_class::presence,
                                              retention_class::incidents};
std::string_view to_string(retention_class kind);
std::optional<retention_class> parse_retention_class(std::string_view word);

struct prune_request {
  retention_class kind{};
  instant before;  ///< what ended by then goes
  std::span<const legal_hold> holds;
  instant made_at;  ///< for the seal
};

/// What a deletion did; the file keeps the same in `prunings`.
struct prune_report {
  retention_class kind{};
  instant before;
  std::int64_t removed = 0;  ///< rows
  std::int64_t held = 0;     ///< rows old enough to go that a hold keeps
  digest removed_digest{};  ///< `row_digest` of the removed rows, table after table; all zero: none
};

/// Deletes rows of one class, in one transaction: seals their digest and keeps what they add to the
/// figures by hour (and zone or gate, where they have one) before they go, so that `visit_figures`,
/// `presence_figures`, `trail_figures`, `gate_figures` and `incident_figures` read the same
/// afterwards. A visit, a pass or an incident goes with all its revisions or not at all. A hold
/// keeps visits and presence of its zone that touch its time; trails, passes and incidents are of
/// no zone, and it keeps all of its time.
/// The deleted bytes are overwritten. Throws `history_error` when `before` lies after what is
/// settled, `sqlite_error` when the file cannot be written.
prune_report prune_history(sqlite_database& file, const prune_request& request);

/// Gives the space of what was deleted back to the system.
void shrink_history(sqlite_database& file);

/// Deletes again, in the caller's transaction, what the seals of the file say was deleted: for a
/// history that was filled anew from a journal that still has it.
void repeat_prunings(sqlite_database& file);

}  // namespace beatwatch
