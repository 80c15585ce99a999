#include "adapters/access/access_rules.h"

#include <algorithm>

namespace beatwatch {

const socket_client* access_rules::find(std::string_view client) const {
  const auto found = client_by_name_.find(client);
  return found == client_by_name_.end() ? nullptr : &found->second;
}

bool access_rules::may_subscribe(std::string_view client, std::string_view prefix) const {
  if (!restricted_) {
    return true;
  }
  const socket_client* known = find(client);
  if (known == nullptr || !may_know(known->who, prefix)) {
    return false;
  }
  return known->topics.empty() ||
         std::any_of(known->topics.begin(), known->topics.end(), [&](const std::string& allowed) {
           return prefix.starts_with(allowed);
         });
}

bool access_rules::may_send(std::string_view client, std::string_view source) const {
  if (!restricted_) {
    return true;
  }
  const socket_client* known = find(client);
  return known != nullptr &&
         std::find(known->sources.begin(), known->sources.end(), source) != known->sources.end();
}

const account& access_rules::who_is(std::string_view client) const {
  static const account nobody;
  const socket_client* known = find(client);
  return known == nullptr ? nobody : known->who;
}

}  // namespace beatwatch
