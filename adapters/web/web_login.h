#pragma once
#include <string>

#include "adapters/access/account.h"

namespace beatwatch {

/// Somebody who may log in with a password, or a program that sends its token with each request.
struct web_login {
  account who;                ///< has a role
  std::string password_hash;  ///< as `hash_password` makes it; empty: no password lets it in
  std::string token_sha256;   ///< in hexadecimal; empty: no token lets it in
};

}  // namespace beatwatch
