#pragma once
#include <iosfwd>
#include <string>

namespace beatwatch {

struct make_account_options {
  std::string name;
  std::string role;
  std::string area;
};

/// Reads a password, one line of `in`, and prints an [[accounts]] table for the file that `[web]`
/// names. 0, or 2 when the name is none or the password is too short.
int make_account(const make_account_options& options, std::istream& in, std::ostream& out);

}  // namespace beatwatch
