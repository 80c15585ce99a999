#include "adapters/web/web_sessions.h"

#include <openssl/rand.h>

#include <array>
#include <span>
#include <stdexcept>

#include "adapters/journal/digest.h"

namespace beatwatch {
namespace {

digest kept_form(std::string_view token) {
  return sha256({std::as_bytes(std::span{token.data(), token.size()})});
}

}  // namespace

std::string new_token() {
  digest random{};
  if (RAND_bytes(reinterpret_cast<unsigned char*>(random.data()),
                 static_cast<int>(random.size())) != 1) {
    throw std::runtime_error("the system gives no random numbers");
  }
  return to_hex(random);
}

web_sessions::web_sessions(const std::filesystem::path& file)
    : file_(file, sqlite_database::access::write) {
  file_.execute(
      "PRAGMA journal_mode = WAL;"
      "CREATE TABLE IF NOT EXISTS sessions"
      " (token_sha256 BLOB PRIMARY KEY, account TEXT NOT NULL, ends_ms INTEGER NOT NULL)"
      " WITHOUT ROWID");
}

std::string web_sessions::begin(std::string_view account, instant now) {
  const std::string token = new_token();
  sqlite_statement ended{file_, "DELETE FROM sessions WHERE ends_ms <= ?"};
  ended.bind(1, instant_to_ms(now)).run();
  const digest kept = kept_form(token);
  sqlite_statement row{file_, "INSERT INTO sessions VALUES (?, ?, ?)"};
  row.bind(1, std::span<const std::byte>{kept})
      .bind(2, account)
      .bind(3, instant_to_ms(now + lifetime))
      .run();
  return token;
}

std::optional<std::string> web_sessions::account_of(std::string_view token, instant now) {
  const digest kept = kept_form(token);
  sqlite_statement row{file_, "SELECT account, ends_ms FROM sessions WHERE token_sha256 = ?"};
  if (!row.bind(1, std::span<const std::byte>{kept}).step() ||
      row.integer(1) <= instant_to_ms(now)) {
    return std::nullopt;
  }
  return std::string{row.text(0)};
}

void web_sessions::end(std::string_view token) {
  const digest kept = kept_form(token);
  sqlite_statement row{file_, "DELETE FROM sessions WHERE token_sha256 = ?"};
  row.bind(1, std::span<const std::byte>{kept}).run();
}

}  // namespace beatwatch
