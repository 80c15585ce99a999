#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace beatwatch {

/// What a kind of client may do.
struct client_role {
  std::vector<std::string> topics;   ///< prefixes it may subscribe to; "" stands for all
  std::vector<std::string> sources;  ///< it may send events as coming from these
  bool queries = false;              ///< it may ask for nearest units, presence and status
  bool zones = false;                ///< it may put zone sets in force
};

/// Who may do what. Clients are known by the names that go with their CURVE keys.
class access_rules {
 public:
  /// Without CURVE, hence on loopback only: whoever is on this machine may do everything.
  static access_rules everybody() { return {}; }

  explicit access_rules(std::map<std::string, client_role, std::less<>> role_of_client)
      : restricted_(true), role_of_client_(std::move(role_of_client)) {}

  /// A snapshot of a prefix needs the same right as its subscription; so does its heartbeat.
  [[nodiscard]] bool may_subscribe(std::string_view client, std::string_view prefix) const;
  [[nodiscard]] bool may_send(std::string_view client, std::string_view source) const;
  [[nodiscard]] bool may_query(std::string_view client) const;
  [[nodiscard]] bool may_activate_zones(std::string_view client) const;

 private:
  access_rules() = default;
  [[nodiscard]] const client_role* role_of(std::string_view client) const;

  bool restricted_ = false;
  std::map<std::string, client_role, std::less<>> role_of_client_;
};

}  // namespace beatwatch
