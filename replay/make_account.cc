#include "replay/make_account.h"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>
#include <optional>
#include <span>

#include "adapters/journal/digest.h"
#include "adapters/web/password_hash.h"
#include "adapters/web/web_sessions.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

constexpr std::size_t password_bytes_min = 12;

// While it exists, what is typed is not shown.
class quiet_terminal {
 public:
  quiet_terminal() {
    termios now{};
    if (::tcgetattr(STDIN_FILENO, &now) == 0) {
      before_ = now;
      now.c_lflag &= ~static_cast<tcflag_t>(ECHO);
      ::tcsetattr(STDIN_FILENO, TCSANOW, &now);
      std::cerr << "Password: " << std::flush;
    }
  }
  ~quiet_terminal() {
    if (before_) {
      ::tcsetattr(STDIN_FILENO, TCSANOW, &*before_);
      std::cerr << '\n';
    }
  }
  quiet_terminal(const quiet_terminal&) = delete;
  quiet_terminal& operator=(const quiet_terminal&) = delete;

 private:
  std::optional<termios> before_;
};

// What lets the account in, as its table says it; empty: the password is too short.
std::optional<std::string> password_line(std::istream& in) {
  std::string password;
  {
    const quiet_terminal quiet;
    std::getline(in, password);
  }
  if (password.size() < password_bytes_min) {
    std::cerr << "beatwatch: expected a password of " << password_bytes_min
              << " characters or more\n";
    return std::nullopt;
  }
  return fmt::format("password = \"{}\"\n", hash_password(password));
}

std::string token_line() {
  const std::string token = new_token();
  std::cerr << "Token, told this once: " << token << '\n';
  return fmt::format("token_sha256 = \"{}\"\n", to_hex(sha256({std::as_bytes(std::span{token})})));
}

}  // namespace

int make_account(const make_account_options& options, std::istream& in, std::ostream& out) {
  if (!is_name(options.name)) {
    std::cerr << "beatwatch: " << options.name << ": expected a name of A-Z a-z 0-9 _ . -\n";
    return 2;
  }
  const auto lets_in = options.token ? std::optional{token_line()} : password_line(in);
  if (!lets_in) {
    return 2;
  }
  out << fmt::format("[[accounts]]\nname = \"{}\"\nrole = \"{}\"\n", options.name, options.role);
  if (!options.area.empty()) {
    out << fmt::format("area = \"{}\"\n", options.area);
  }
  if (!options.person.empty()) {
    out << fmt::format("person = \"{}\"\n", options.person);
  }
  out << *lets_in;
  return 0;
}

}  // namespace beatwatch
