#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/journal/sqlite.h"
#include "engine/base/units.h"

namespace beatwatch {

/// 256 random bits in hexadecimal. Throws `std::runtime_error` when the system has none to give.
[[nodiscard]] std::string new_token();

/// Who is logged in. Kept in a file, so that a restart of the server asks nobody for a password;
/// what is kept is the SHA-256 of each token, which lets nobody in.
class web_sessions {
 public:
  static constexpr duration lifetime{std::chrono::hours{12}};

  /// Throws `sqlite_error`.
  explicit web_sessions(const std::filesystem::path& file);

  /// A token, good from `now` on for `lifetime`. Throws
  /// `sqlite_error` while the disk refuses.
  std::string begin(std::string_view account, instant now);
  /// The account of a token; empty when it is none, or none any more.
  [[nodiscard]] std::optional<std::string> account_of(std::string_view token, instant now);
  void end(std::string_view token);

 private:
  sqlite_database file_;
};

}  // namespace beatwatch
