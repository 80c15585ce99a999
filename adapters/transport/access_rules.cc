#include "adapters/transport/access_rules.h"

#include <algorithm>

namespace beatwatch {

const client_role* access_rules::role_of(std::string_view client) const {
  const auto found = role_of_client_.find(client);
  return found == role_of_client_.end() ? nullptr : &found->second;
}

bool access_rules::may_subscribe(std::string_view client, std::string_view prefix) const {
  if (!restricted_) {
    return true;
  }
  const client_role* role = role_of(client);
  return role != nullptr &&
         std::any_of(role->topics.begin(), role->topics.end(), [&](const std::string& allowed) {
           return prefix.starts_with(allowed);
         });
}

bool access_rules::may_send(std::string_view client, std::string_view source) const {
  if (!restricted_) {
    return true;
  }
  const client_role* role = role_of(client);
  return role != nullptr &&
         std::find(role->sources.begin(), role->sources.end(), source) != role->sources.end();
}

bool access_rules::may_query(std::string_view client) const {
  if (!restricted_) {
    return true;
  }
  const client_role* role = role_of(client);
  return role != nullptr && role->queries;
}

bool access_rules::may_activate_zones(std::string_view client) const {
  if (!restricted_) {
    return true;
  }
  const client_role* role = role_of(client);
  return role != nullptr && role->zones;
}

}  // namespace beatwatch
