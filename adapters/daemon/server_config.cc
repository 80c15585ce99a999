#include "adapters/daemon/server_config.h"

#include <fmt/format.h>

#include <cstddef>
#include <utility>

#include "adapters/daemon/account_section.h"
#include "adapters/daemon/endpoint.h"
#include "adapters/daemon/engine_loop.h"

namespace beatwatch {
namespace {

std::vector<client_config> read_clients(toml_section& server) {
  std::vector<client_config> clients;
  for (toml_section& in : server.sections("clients")) {
    client_config read = read_client(in);
    if (!read.client.who.role && read.client.sources.empty()) {
      in.fail("role",
              "expected a role, or sources that it may send as: it may do nothing like this");
    }
    in.finish();
    clients.push_back(std::move(read));
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
  client_config read;
  socket_client& client = read.client;
  in.need("name", "the client's name");
  in.read_text("name", client.who.name);
  in.require_name("name", client.who.name);
  if (client.who.name == server_source) {
    in.fail("name", "expected another name: this one stands for the server");
  }
  in.need("public_key", "a CURVE public key, 40 characters of Z85");
  in.read_text("public_key", read.public_key);
  if (read.public_key.size() != 40) {
    in.fail("public_key", "expected a CURVE public key, 40 characters of Z85");
  }
  read_rights(in, client.who);
  in.read_texts("topics", client.topics);
  for (const std::string& topic : client.topics) {
    if (!topic.ends_with('/')) {
      in.fail("topics", R"(expected prefixes that end in "/")");
    }
  }
  in.read_texts("sources", client.sources);
  return read;
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
  server.clients = read_clients(*in);
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
