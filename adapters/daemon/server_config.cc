#include "adapters/daemon/server_config.h"

#include <fmt/format.h>

#include <cstddef>
#include <utility>

#include "adapters/daemon/endpoint.h"
#include "adapters/daemon/engine_loop.h"

namespace beatwatch {
namespace {

std::map<std::string, client_role> read_roles(toml_section& server) {
  std::map<std::string, client_role> roles;
  if (auto section = server.section("roles")) {
    for (auto& [name, in] : section->named_sections()) {
      client_role role;
      in.read_texts("topics", role.topics);
      for (const std::string& topic : role.topics) {
        if (!topic.empty() && !topic.ends_with('/')) {
          in.fail("topics", R"(expected prefixes that end in "/", or "" for all topics)");
        }
      }
      in.read_texts("sources", role.sources);
      in.read_flag("queries", role.queries);
      in.read_flag("zones", role.zones);
      in.finish();
      roles.emplace(name, std::move(role));
    }
  }
  return roles;
}

std::vector<client_config> read_clients(toml_section& server,
                                        const std::map<std::string, client_role>& roles) {
  std::vector<client_config> clients;
  for (toml_section& in : server.sections("clients")) {
    client_config client = read_client(in);
    in.need("role", "the name of a [server.roles.*] table");
    in.read_text("role", client.role);
    if (!roles.contains(client.role)) {
      in.fail("role",
              fmt::format("expected the name of a [server.roles.*] table; \"{}\" is none",
                          client.role));
    }
    in.finish();
    clients.push_back(std::move(client));
  }
  return clients;
}

}  // namespace

void read_endpoint(toml_section& in, std::string_view key, std::string& value) {
  in.read_text(key, value);
  if (!is_endpoint(value)) {
    in.fail(key, R"(expected "tcp://address:port" (port * for any free one) or "ipc://path")");
  }
}

client_config read_client(toml_section& in) {
  client_config client;
  in.need("name", "the client's name");
  in.read_text("name", client.name);
  in.require_name("name", client.name);
  if (client.name == server_source) {
    in.fail("name", "expected another name: this one stands for the server");
  }
  in.need("public_key", "a CURVE public key, 40 characters of Z85");
  in.read_text("public_key", client.public_key);
  if (client.public_key.size() != 40) {
    in.fail("public_key", "expected a CURVE public key, 40 characters of Z85");
  }
  return client;
}

std::array<std::pair<std::string_view, std::string>, 3> binds_of(const server_config& server) {
  return {{{"ingest", server.ingest}, {"feed", server.feed}, {"query", server.query}}};
}

server_config read_server(toml_section& root) {
  server_config server;
  auto in = root.section("server");
  if (!in) {
    return server;
  }
  read_endpoint(*in, "ingest", server.ingest);
  read_endpoint(*in, "feed", server.feed);
  read_endpoint(*in, "query", server.query);
  std::size_t log = 0;
  in->read_choice("log", log, {"text", "json"});
  server.log = static_cast<log_format>(log);
  in->read_path("curve_key_file", server.curve_key_file);
  server.roles = read_roles(*in);
  server.clients = read_clients(*in, server.roles);
  in->finish();
  for (const auto& [key, endpoint] : binds_of(server)) {
    if (server.curve_key_file.empty() && !is_loopback_endpoint(endpoint)) {
      in->fail(
          key,
          fmt::format("\"{}\" can be reached from other machines: expected a loopback address, "
                      "or curve_key_file and clients",
                      endpoint));
    }
  }
  return server;
}

}  // namespace beatwatch
