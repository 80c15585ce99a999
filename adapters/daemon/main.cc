#include <malloc.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "adapters/daemon/config.h"
#include "adapters/daemon/log.h"
#include "adapters/daemon/server.h"

namespace {

// One line for programs that start this one on free ports.
void print_ready(const beatwatch::server& server) {
  const beatwatch::server_endpoints endpoints = server.endpoints();
  nlohmann::json ready{{"ingest", endpoints.ingest},
                       {"feed", endpoints.common.feed},
                       {"query", endpoints.common.query},
                       {"web", endpoints.common.web},
                       {"udp", endpoints.udp},
                       {"tcp", endpoints.tcp},
                       {"run", server.run()}};
  if (const auto& restricted = endpoints.restricted) {
    ready["restricted"] = {
        {"feed", restricted->feed}, {"query", restricted->query}, {"web", restricted->web}};
  }
  std::cout << "beatwatchd ready " << ready.dump() << std::endl;
}

// Each connection takes a descriptor: the sockets' own limits shall hold, not the shell's.
void allow_many_connections() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
  }
}

// A checkpoint and the answer to a large question take tens of megabytes for a moment. Such pieces
// are mapped for themselves and go back at once; left alone, the allocator takes them from the heap
// after the first and keeps the holes (mallopt(3), the dynamic threshold).
void give_large_memory_back() { ::mallopt(M_MMAP_THRESHOLD, 1 << 20); }

int run(int argc, char** argv) {
  CLI::App app{"beatwatchd: where patrols are, what places get, who is nearest", "beatwatchd"};
  std::filesystem::path config_file;
  app.add_option("--config", config_file, "TOML file, see docs/configuration.md")->required();
  app.set_version_flag("--version", "beatwatchd " BEATWATCH_VERSION);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
      return app.exit(error);
    }
    throw;
  }
  beatwatch::config settings = beatwatch::read_config(config_file);
  beatwatch::set_up_log(settings.server.log);
  beatwatch::server server(std::move(settings));
  return server.serve([&server] { print_ready(server); }) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  // A quota or a peer that goes away is for the part it concerns, which degrades and recovers.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  allow_many_connections();
  give_large_memory_back();
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "beatwatchd: " << error.what() << '\n';
    return 2;
  }
}
