#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/access/account.h"

namespace beatwatch {

/// A client of the sockets, known by the name that goes with its CURVE key.
struct socket_client {
  account who;
  std::vector<std::string> topics;   ///< of those that its role may know, only these; empty: all
  std::vector<std::string> sources;  ///< it may send events as coming from these
};

/// Which client may do what on the sockets.
class access_rules {
 public:
  /// Without CURVE, hence on loopback only: whoever is on this machine may do everything.
  static access_rules everybody() { return {}; }

  explicit access_rules(std::map<std::string, socket_client, std::less<>> client_by_name)
      : restricted_(true), client_by_name_(std::move(client_by_name)) {}

  /// A snapshot of a prefix needs the same right as its subscription; so does its heartbeat.
  [[nodiscard]] bool may_subscribe(std::string_view client, std::string_view prefix) const;
  [[nodiscard]] bool may_send(std::string_view client, std::string_view source) const;

  /// Who may everything without CURVE keys; else the client, or somebody without a role.
  [[nodiscard]] const account& who_is(std::string_view client) const;

  /// Whether everybody may do everything.
  [[nodiscard]] bool open() const { return !restricted_; }

 private:
  access_rules() = default;
  [[nodiscard]] const socket_client* find(std::string_view client) const;

  bool restricted_ = false;
  std::map<std::string, socket_client, std::less<>> client_by_name_;
};

}  // namespace beatwatch
