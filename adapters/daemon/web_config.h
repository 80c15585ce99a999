#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "adapters/daemon/toml_section.h"
#include "adapters/web/web_role.h"

namespace beatwatch {

struct web_config {
  std::string bind;  ///< "address:port"; empty: no web
  std::string address;
  std::uint16_t port = 0;
  std::filesystem::path page;      ///< folder with index.html; empty: queries and events only
  std::filesystem::path sessions;  ///< file of who is logged in
  std::vector<web_account> accounts;
};

/// Reads the table [web] of `root`, and the accounts from the file that it names. Sessions are kept
/// in the journal's folder. Throws `config_error`; an address beyond loopback is refused, since
/// the server speaks no TLS: a reverse proxy before it does.
[[nodiscard]] web_config read_web(toml_section& root, const std::filesystem::path& journal_folder);

/// The tables [[accounts]] of a file. Throws `config_error`.
[[nodiscard]] std::vector<web_account> read_accounts(const std::filesystem::path& file);

}  // namespace beatwatch
