#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "adapters/access/account.h"
#include "adapters/transport/asio.h"
#include "adapters/transport/http_server.h"
#include "adapters/web/login_throttle.h"
#include "adapters/web/web_backend.h"
#include "adapters/web/web_login.h"
#include "adapters/web/web_sessions.h"

namespace beatwatch {

/// {"name", "role", "area", "rights"}, for the account itself.
std::string account_json(const account& who);

/// Who asks, and how somebody gets in and out. Everything outlives it; of the web's thread, but
/// passwords are compared on one of their own.
class web_accounts {
 public:
  web_accounts(asio::io_context& loop,
               web_backend& backend,
               const std::vector<web_login>& logins,
               web_sessions& sessions,
               bool secure_cookie)
      : loop_(loop),
        backend_(backend),
        logins_(logins),
        sessions_(sessions),
        secure_cookie_(secure_cookie) {}

  /// By the token of a program, which goes before the cookie of a session; null: nobody known.
  /// Throws `sqlite_error`.
  [[nodiscard]] const account* who_asks(const http_request& request);
  /// Throws `sqlite_error` while the disk refuses.
  asio::awaitable<http_answer> log_in(const http_request& request);
  [[nodiscard]] http_answer log_out(const http_request& request);

 private:
  /// The header of the session's cookie.
  [[nodiscard]] std::string cookie(std::string_view token) const;
  [[nodiscard]] const web_login* find_login(std::string_view name) const;

  asio::io_context& loop_;
  web_backend& backend_;
  const std::vector<web_login>& logins_;
  web_sessions& sessions_;
  bool secure_cookie_;
  login_throttle throttle_;
  asio::thread_pool passwords_{1};
};

}  // namespace beatwatch
