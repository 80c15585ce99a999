#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/interval.h"
#include "engine/change.h"
#include "engine/visibility/officer_time.h"
#include "engine/visibility/presence_line.h"

namespace beatwatch {

/// What a zone got, minute by minute: the union over all units, the same within red windows, and
/// the sum over officers. Minutes are those of UTC; sums over whole minutes are exact because the
/// union was taken first.
class zone_ledger {
 public:
  struct totals {
    presence_measure presence;
    presence_measure red;
    presence_measure officers;
    friend bool operator==(const totals&, const totals&) = default;
  };

  /// Replaces the minutes that `within` touches (whole minutes) by what `runs` say: sorted,
  /// disjoint runs of the union over units. `red_runs` are those of red time. `officers` has a line
  /// for each officer, out wherever the union is.
  void rewrite(interval within,
               std::span<const presence_line::run> runs,
               std::span<const presence_line::run> red_runs,
               std::span<const officer_line> officers);

  /// Replaces the officers of the minutes that `within` touches (whole minutes).
  void rewrite_officers(interval within, std::span<const officer_line> officers);

  /// Sums over the minutes that begin in `within`.
  [[nodiscard]] totals sum(interval within) const;

  /// Calls `visit(start, totals)` for each minute that begins in `within` and is not empty, in
  /// order.
  template <typename Visit>
  void for_each_minute(interval within, Visit&& visit) const {
    for (auto r = first_from(within.from); r != rows_.end() && start_of(r->minute) < within.to;
         ++r) {
      totals of_minute;
      add(*r, of_minute);
      visit(start_of(r->minute), of_minute);
    }
  }

  void forget_before(instant t);
  /// The earliest minute held, or `instant::max()`.
  [[nodiscard]] instant begin() const;

  template <class Archive>
  friend void fields(Archive& a, zone_ledger& ledger) {
    a(ledger.rows_);
  }

 private:
  // Figures of at most 60 000 ms each, and of so much for each officer.
  struct row {
    std::uint32_t minute = 0;  ///< since 1970
    std::array<std::uint16_t, 4> presence{};
    std::array<std::uint16_t, 4> red{};
    std::array<std::uint32_t, 4> officers{};
    template <class Archive>
    friend void fields(Archive& a, row& r) {
      a(r.minute);
      for (std::size_t i = 0; i < r.presence.size(); ++i) {
        a(r.presence[i], r.red[i], r.officers[i]);
      }
    }
  };
  static instant start_of(std::uint32_t since_1970) {
    return ms_to_instant(std::int64_t{since_1970} * 60'000);
  }
  static void add(const row& r, totals& sum);
  static void add_officers(std::vector<row>& rows,
                           interval within,
                           std::span<const officer_line> officers);
  [[nodiscard]] std::vector<row>::const_iterator first_from(instant t) const;

  std::vector<row> rows_;  ///< by minute; minutes without any presence are absent
};

}  // namespace beatwatch
