#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/access/access_rules.h"
#include "adapters/daemon/toml_section.h"

namespace beatwatch {

enum class log_format : std::uint8_t { text, json };

/// A client known by its CURVE public key.
struct client_config {
  socket_client client;
  std::string public_key;  ///< Z85, 40 characters
};

struct server_config {
  std::string ingest = "tcp://127.0.0.1:7701";
  std::string feed = "tcp://127.0.0.1:7702";
  std::string query = "tcp://127.0.0.1:7703";
  log_format log = log_format::text;
  std::filesystem::path curve_key_file;  ///< empty: no CURVE, loopback only
  std::vector<client_config> clients;
};

/// Every bind of the three sockets, by key.
[[nodiscard]] std::array<std::pair<std::string_view, std::string>, 3> binds_of(
    const server_config& server);

/// Reads an endpoint, "tcp://address:port" or "ipc://path". Throws `config_error`.
void read_endpoint(toml_section& in, std::string_view key, std::string& value);

/// Reads the name, the key and the rights of a client. Throws `config_error`.
[[nodiscard]] client_config read_client(toml_section& in);

/// Reads the table [server] of `root`. Throws `config_error`.
[[nodiscard]] server_config read_server(toml_section& root);

}  // namespace beatwatch
