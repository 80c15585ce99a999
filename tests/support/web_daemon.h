#pragma once
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "adapters/web/web_routes.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"
#include "tests/support/web_client.h"

namespace beatwatch {

/// Of every account with a name of a role.
inline constexpr std::string_view web_password = "a long enough secret";
/// Of the account "scraper".
inline const std::string web_token(64, 'b');

/// A server with a web and an account for each role: dispatcher, supervisor, "southern" (a
/// supervisor of force/south), analyst, admin, auditor, scraper (a program), officer (an analyst
/// who is p-1 of the roster).
class web_daemon_test : public testing::Test {
 protected:
  /// `more`: lines of its section [web].
  explicit web_daemon_test(const std::string& more = "");

  [[nodiscard]] web_reply log_in(const std::string& name, std::string_view secret) const;
  /// The header line with the cookie of a new session.
  [[nodiscard]] std::string session_of(const std::string& name) const;

  [[nodiscard]] web_reply get(const std::string& target, const std::string& fields = "") const;
  [[nodiscard]] web_reply post(const std::string& target,
                               const std::string& body,
                               const std::string& fields) const;

  /// A route with what its parameters may be here, but one.
  [[nodiscard]] static std::string target_of(const web_route& route, std::string_view without = "");

  /// Units on record as looked at, by everybody, in order.
  [[nodiscard]] std::vector<std::string> looked_at() const;

  [[nodiscard]] const std::string& address() const { return daemon_.endpoints().web; }

  daemon_setup setup_;
  daemon_process daemon_;
};

}  // namespace beatwatch
