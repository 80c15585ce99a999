#include "adapters/records/trail_store.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace beatwatch {
namespace {

constexpr std::int64_t slice_ms = 3'600'000;
constexpr double metres_per_e7 = 40'007'863.0 / 360e7;  // along a meridian
constexpr std::size_t added_max = 200'000;  // while the disk refuses: minutes of a big force

// Good enough to thin by.
double metres_between(position a, position b) {
  const double north = static_cast<double>(b.lat_e7 - a.lat_e7) * metres_per_e7;
  const double east = (static_cast<double>(b.lon_e7) - static_cast<double>(a.lon_e7)) *
                      metres_per_e7 *
                      std::cos(static_cast<double>(a.lat_e7) * 1e-7 * std::numbers::pi / 180);
  return std::hypot(north, east);
}

}  // namespace

trail_store::trail_store(const std::filesystem::path& file)
    : file_(file, sqlite_database::access::write) {
  keep_for_owner(file);
  // By slices of time first: what is too old is then one end of the table.
  file_.execute(
      "PRAGMA journal_mode = WAL;"
      "PRAGMA synchronous = NORMAL;"
      "CREATE TABLE IF NOT EXISTS trail"
      " (slice INTEGER NOT NULL, unit TEXT NOT NULL, at_ms INTEGER NOT NULL,"
      " lat_e7 INTEGER NOT NULL, lon_e7 INTEGER NOT NULL, error_cm INTEGER NOT NULL,"
      " PRIMARY KEY (slice, unit, at_ms)) WITHOUT ROWID");
}

void trail_store::add(const std::string& unit, const trail_point& point) {
  const auto [last, first_of_unit] = newest_.try_emplace(unit, point);
  if (!first_of_unit) {
    const trail_point& before = last->second;
    const bool says_more =
        point.at > before.at &&
        (point.at - before.at >= waited || metres_between(point.where, before.where) > moved_m);
    if (!says_more) {
      return;
    }
    last->second = point;
  }
  if (added_.size() < added_max) {
    added_.push_back({unit, point});
  }
}

void trail_store::keep() {
  if (added_.empty()) {
    return;
  }
  sqlite_transaction all{file_};
  sqlite_statement row{file_, "INSERT OR REPLACE INTO trail VALUES (?, ?, ?, ?, ?, ?)"};
  std::int64_t newest_ms = 0;
  for (const added_point& a : added_) {
    const std::int64_t at_ms = instant_to_ms(a.point.at);
    newest_ms = std::max(newest_ms, at_ms);
    row.bind(1, at_ms / slice_ms)
        .bind(2, std::string_view{a.unit})
        .bind(3, at_ms)
        .bind(4, std::int64_t{a.point.where.lat_e7})
        .bind(5, std::int64_t{a.point.where.lon_e7})
        .bind(6, std::int64_t{a.point.error_cm})
        .run();
  }
  sqlite_statement old{file_, "DELETE FROM trail WHERE slice < ?"};
  old.bind(1, newest_ms / slice_ms - kept_for / std::chrono::hours{1}).run();
  all.commit();
  added_.clear();
}

std::vector<trail_point> trail_store::trail(const std::string& unit, interval window) {
  keep();
  std::vector<trail_point> points;
  sqlite_statement row{file_,
                       "SELECT at_ms, lat_e7, lon_e7, error_cm FROM trail"
                       " WHERE slice BETWEEN ?1 / 3600000 AND ?2 / 3600000 AND unit = ?3"
                       " AND at_ms >= ?1 AND at_ms < ?2 ORDER BY at_ms"};
  row.bind(1, instant_to_ms(window.from))
      .bind(2, instant_to_ms(window.to))
      .bind(3, std::string_view{unit});
  while (row.step()) {
    points.push_back({.at = ms_to_instant(row.integer(0)),
                      .where = {.lat_e7 = static_cast<std::int32_t>(row.integer(1)),
                                .lon_e7 = static_cast<std::int32_t>(row.integer(2))},
                      .error_cm = static_cast<std::uint32_t>(row.integer(3))});
  }
  return points;
}

}  // namespace beatwatch
