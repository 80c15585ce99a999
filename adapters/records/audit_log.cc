#include "adapters/records/audit_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <span>
#include <string>

namespace beatwatch {
namespace {

// Each text with its length before it, so that no two looks have the same form.
std::string hashed_form(std::int64_t number, const look& seen) {
  std::string form = fmt::format("{} {} {} {} {}",
                                 number,
                                 instant_to_ms(seen.at),
                                 to_string(seen.way),
                                 instant_to_ms(seen.window.from),
                                 instant_to_ms(seen.window.to));
  for (const std::string* text : {&seen.who, &seen.unit, &seen.what}) {
    form += fmt::format(" {}:{}", text->size(), *text);
  }
  return form;
}

digest link_of(const digest& previous, std::int64_t number, const look& seen) {
  const std::string form = hashed_form(number, seen);
  return next_link(previous, std::as_bytes(std::span{form}));
}

// Not of 32 bytes: no link of ours, which the next look or the check will find.
digest read_digest(std::span<const std::byte> bytes) {
  digest link{};
  if (bytes.size() == link.size()) {
    std::copy(bytes.begin(), bytes.end(), link.begin());
  }
  return link;
}

kept_look read_look(const sqlite_statement& row) {
  const auto way = std::find(look_way_words.begin(), look_way_words.end(), row.text(3));
  return {.number = row.integer(0),
          .seen = {.at = ms_to_instant(row.integer(1)),
                   .who = std::string{row.text(2)},
                   .way = static_cast<look_way>(way - look_way_words.begin()),
                   .unit = std::string{row.text(4)},
                   .window = {ms_to_instant(row.integer(5)), ms_to_instant(row.integer(6))},
                   .what = std::string{row.text(7)}},
          .link = read_digest(row.bytes(8))};
}

}  // namespace

audit_log::audit_log(const std::filesystem::path& file)
    : file_(file, sqlite_database::access::write) {
  keep_for_owner(file);
  file_.execute(
      "PRAGMA journal_mode = WAL;"
      "PRAGMA synchronous = FULL;"
      "PRAGMA busy_timeout = 5000;"
      "CREATE TABLE IF NOT EXISTS looks"
      " (number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, who TEXT NOT NULL,"
      " way TEXT NOT NULL, unit TEXT NOT NULL, from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL,"
      " what TEXT NOT NULL, link BLOB NOT NULL)");
}

void audit_log::record(const look& seen) {
  sqlite_transaction all{file_};
  std::int64_t number = 1;
  digest previous{};
  sqlite_statement last{file_, "SELECT number, link FROM looks ORDER BY number DESC LIMIT 1"};
  if (last.step()) {
    number = last.integer(0) + 1;
    previous = read_digest(last.bytes(1));
  }
  last.reset();
  const digest link = link_of(previous, number, seen);
  sqlite_statement row{file_, "INSERT INTO looks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  row.bind(1, number)
      .bind(2, instant_to_ms(seen.at))
      .bind(3, std::string_view{seen.who})
      .bind(4, to_string(seen.way))
      .bind(5, std::string_view{seen.unit})
      .bind(6, instant_to_ms(seen.window.from))
      .bind(7, instant_to_ms(seen.window.to))
      .bind(8, std::string_view{seen.what})
      .bind(9, std::span<const std::byte>{link})
      .run();
  all.commit();
}

void audit_log::for_each(const look_filter& wanted,
                         const std::function<void(const kept_look&)>& then) {
  const std::string sql = fmt::format(
      "SELECT * FROM looks WHERE number > ?1 AND number < ?6 AND (?2 = '' OR unit IN ('', ?2))"
      " AND (?3 >= ?4 OR (from_ms < to_ms AND from_ms < ?4 AND to_ms > ?3)"
      " OR (from_ms >= to_ms AND at_ms >= ?3 AND at_ms < ?4)) ORDER BY number {} LIMIT ?5",
      wanted.before ? "DESC" : "ASC");
  sqlite_statement row{file_, sql.c_str()};
  row.bind(1, wanted.after)
      .bind(2, std::string_view{wanted.unit})
      .bind(3, instant_to_ms(wanted.window.from))
      .bind(4, instant_to_ms(wanted.window.to))
      .bind(5, wanted.count_max)
      .bind(6, wanted.before.value_or(std::numeric_limits<std::int64_t>::max()));
  while (row.step()) {
    then(read_look(row));
  }
}

audit_findings verify_audit(const std::filesystem::path& file, const std::optional<digest>& known) {
  sqlite_database log{file, sqlite_database::access::read};
  audit_findings found{.holds_known = !known};
  sqlite_statement row{log, "SELECT * FROM looks ORDER BY number"};
  while (row.step()) {
    const kept_look kept = read_look(row);
    const bool follows = kept.number == found.looks + 1 &&
                         static_cast<std::size_t>(kept.seen.way) < look_way_words.size() &&
                         kept.link == link_of(found.newest, kept.number, kept.seen);
    ++found.looks;
    if (!follows) {
      found.first_broken = found.looks;
      return found;
    }
    found.newest = kept.link;
    found.holds_known = found.holds_known || kept.link == known;
  }
  return found;
}

}  // namespace beatwatch
