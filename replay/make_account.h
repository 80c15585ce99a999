#pragma once
#include <iosfwd>
#include <string>

namespace beatwatch {

struct make_account_options {
  std::string name;
  std::string role;
  std::string area;
  std::string person;  ///< of the roster; may be empty
  bool token = false;  ///< for a program: no password, a token that is told once
};

/// Reads a password, one line of `in`, or makes a token and tells it on standard error, and prints
/// an [[accounts]] table for the file that `[web]` names. 0, or 2 when the name is none or the
/// password is too short.
int make_account(const make_account_options& options, std::istream& in, std::ostream& out);

}  // namespace beatwatch
