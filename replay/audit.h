#pragma once
#include <filesystem>
#include <iosfwd>
#include <string>

namespace beatwatch {

struct audit_verify_options {
  std::filesystem::path journal;  ///< the journal's folder
  std::string known;              ///< a link noted earlier, in hexadecimal; may be empty
  bool json = false;
};

/// Checks that no look of the audit log was altered, taken out or put in, and says the newest link.
/// 0; 1 when the chain is broken or lacks the known link; 2 when there is no such log.
int audit_verify(const audit_verify_options& options, std::ostream& out);

struct audit_show_options {
  std::filesystem::path journal;
  std::string unit;  ///< looks at it, and those at every unit; empty: all
  bool json = false;
};

/// Prints looks, the newest last. 0, or 2 when there is no such log.
int audit_show(const audit_show_options& options, std::ostream& out);

}  // namespace beatwatch
