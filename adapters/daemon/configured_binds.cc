#include "adapters/daemon/configured_binds.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/daemon/endpoint.h"

namespace beatwatch {
namespace {

using key_path = std::vector<std::string>;

struct configured_bind {
  key_path key;           ///< where it stands, from the root
  std::string transport;  ///< "tcp", "udp" or "ipc"
  std::string address;    ///< or path
  std::string port;       ///< "*" and "0": any free one
};

[[noreturn]] void fail(const toml_section& root, const key_path& key, std::string_view expected) {
  toml_section in = root;
  for (std::size_t i = 0; i + 1 < key.size(); ++i) {
    in = *in.section(key[i]);
  }
  in.fail(key.back(), expected);
}

configured_bind of_endpoint(key_path key, const std::string& endpoint) {
  const std::size_t scheme = endpoint.find("://");
  configured_bind bind{.key = std::move(key),
                       .transport = endpoint.substr(0, scheme),
                       .address = endpoint.substr(scheme + 3),
                       .port = {}};
  if (bind.transport != "ipc") {
    const std::size_t colon = bind.address.rfind(':');
    bind.port = bind.address.substr(colon + 1);
    bind.address.resize(colon);
    if (bind.address.starts_with('[') && bind.address.ends_with(']')) {
      bind.address = bind.address.substr(1, bind.address.size() - 2);
    }
  }
  return bind;
}

// Of a room: what it answers at.
void add_room(const key_path& room,
              const server_config& server,
              std::vector<configured_bind>& binds) {
  for (const auto& [name, endpoint] : {std::pair{"feed", server.feed}, {"query", server.query}}) {
    key_path key = room;
    key.emplace_back(name);
    binds.push_back(of_endpoint(std::move(key), endpoint));
  }
}

void add_web(key_path key, const web_config& web, std::vector<configured_bind>& binds) {
  if (!web.bind.empty()) {
    binds.push_back({std::move(key), "tcp", web.address, std::to_string(web.port)});
  }
}

std::vector<configured_bind> all_binds(const config& read) {
  std::vector<configured_bind> binds;
  binds.push_back(of_endpoint({"server", "ingest"}, read.server.ingest));
  add_room({"server"}, read.server, binds);
  add_web({"web", "bind"}, read.web, binds);
  if (const auto& keep = read.restricted.keep) {
    add_room({"restricted", "keep"}, keep->server, binds);
    add_web({"restricted", "keep", "web", "bind"}, keep->web, binds);
  }
  for (const source_config& source : read.sources) {
    const key_path key{"sources", source.name, "bind"};
    if (const auto* socket = std::get_if<position_socket>(&source.kind)) {
      const std::string transport = socket->tcp ? "tcp" : "udp";
      binds.push_back({key, transport, socket->address, std::to_string(socket->port)});
    } else if (const auto* json = std::get_if<json_socket>(&source.kind)) {
      binds.push_back({key, "tcp", json->address, std::to_string(json->port)});
    }
  }
  return binds;
}

// Whether a socket at `address` takes what is for `other` too.
bool takes(const std::string& address, const std::string& other) {
  const bool all_v4 = address == "*" || address == "0.0.0.0";
  return address == other || address == "::" || (all_v4 && other.find(':') == std::string::npos);
}

bool collide(const configured_bind& a, const configured_bind& b) {
  if (a.transport != b.transport || a.port != b.port || a.port == "*" || a.port == "0") {
    return false;
  }
  return takes(a.address, b.address) || takes(b.address, a.address);
}

}  // namespace

void check_binds(toml_section& root, const config& read) {
  const std::vector<configured_bind> binds = all_binds(read);
  for (auto bind = binds.begin(); bind != binds.end(); ++bind) {
    if (read.clock.kind == clock_kind::driven && bind->transport != "ipc" &&
        !is_loopback_address(bind->address)) {
      fail(root, bind->key, "a driven clock accepts loopback addresses only");
    }
    const auto same = std::find_if(
        binds.begin(), bind, [&bind](const configured_bind& b) { return collide(b, *bind); });
    if (same != bind) {
      fail(root,
           bind->key,
           fmt::format("expected an address and port of its own: {} has them too",
                       fmt::join(same->key, ".")));
    }
  }
}

}  // namespace beatwatch
