#include "adapters/web/web_role.h"

namespace beatwatch {

bool within_area(std::string_view area, std::string_view path) {
  return area.empty() || path == area ||
         (path.starts_with(area) && path.substr(area.size()).starts_with('/'));
}

bool may(web_role role, web_right right) {
  switch (right) {
    case web_right::self:
      return true;
    case web_right::live:
      return role == web_role::dispatcher || role == web_role::supervisor ||
             role == web_role::feed_client;
    case web_right::presence:
      return role == web_role::dispatcher || role == web_role::supervisor ||
             role == web_role::analyst || role == web_role::feed_client;
    case web_right::zones:
      return role == web_role::supervisor;
    case web_right::health:
      return role == web_role::admin || role == web_role::supervisor ||
             role == web_role::feed_client;
  }
  return false;
}

bool may_know(const web_account& account, std::string_view topic) {
  const auto slash = topic.find('/');
  const std::string_view word = topic.substr(0, slash);
  if (word == "presence" || word == "visit") {
    const std::string_view path = topic.substr(slash + 1);
    return may(account.role, web_right::presence) && within_area(account.area, path);
  }
  if (word == "source" || word == "crew") {
    return may(account.role, web_right::health);
  }
  if (word == "map") {
    return true;
  }
  return may(account.role, web_right::live);
}

}  // namespace beatwatch
