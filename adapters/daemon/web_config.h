#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "adapters/daemon/toml_section.h"
#include "adapters/transport/tls.h"
#include "adapters/web/web_login.h"

namespace beatwatch {

struct web_config {
  std::string bind;  ///< "address:port"; empty: no web
  std::string address;
  std::uint16_t port = 0;
  std::filesystem::path page;      ///< folder with index.html; empty: queries and events only
  std::filesystem::path tiles;     ///< MBTiles file of the map; empty: none
  std::filesystem::path sessions;  ///< file of who is logged in
  bool choices = false;            ///< command and control does not tell who is sent: operators do
  std::optional<tls_files> tls;    ///< empty: plain HTTP, loopback only
  bool secure_cookie = false;      ///< browsers send the session's cookie over TLS alone
  std::vector<web_login> logins;
};

/// Reads the table [web] of `root`, and the accounts from the file that it names. Sessions are kept
/// in the journal's folder. Throws `config_error`; an address beyond loopback is refused without a
/// certificate.
[[nodiscard]] web_config read_web(toml_section& root, const std::filesystem::path& journal_folder);

/// The tables [[accounts]] of a file. Throws `config_error`.
[[nodiscard]] std::vector<web_login> read_accounts(const std::filesystem::path& file);

}  // namespace beatwatch
