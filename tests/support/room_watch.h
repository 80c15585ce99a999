#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "tests/support/daemon_clients.h"
#include "tests/support/web_client.h"

namespace beatwatch {

/// Bytes of everything that one room lets out or keeps, by what it is.
using room_outputs = std::map<std::string, std::string>;

/// Where a room answers, and how a client proves who it is.
struct room_address {
  std::string feed;
  std::string query;
  std::string web;
  std::optional<client_identity> who;
};

/// One room of a running server, as those see it who may: its feed, its answers, its web.
class room_watch {
 public:
  explicit room_watch(room_address room);

  /// The table of accounts for a server whose room is watched.
  static std::string account();

  test_asker& asker() { return asker_; }

  /// Everything that came meanwhile, and every answer now. `changes`: the messages of the feed.
  void add_to(room_outputs& all, std::string& changes);

 private:
  [[nodiscard]] std::string log_in() const;
  [[nodiscard]] std::string get(const std::string& target) const;
  void add_events(std::uint64_t newest, std::string& all);

  room_address room_;
  test_asker asker_;
  test_subscriber console_;
  std::string session_;
  web_events events_;
};

/// All files below `folder`, one after the other, but those of this name.
std::string bytes_below(const std::filesystem::path& folder, const std::string& but = "");

/// What a journal keeps, as it is on disk and unpacked, and what the tools make of it.
void add_kept_in(const std::filesystem::path& journal, room_outputs& all);

}  // namespace beatwatch
