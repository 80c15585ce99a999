#include "adapters/access/account.h"

#include <algorithm>
#include <initializer_list>

namespace beatwatch {
namespace {

bool is_one_of(access_role role, std::initializer_list<access_role> roles) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

}  // namespace

bool within_area(std::string_view area, std::string_view path) {
  return area.empty() || path == area ||
         (path.starts_with(area) && path.substr(area.size()).starts_with('/'));
}

bool may(const account& who, access_right right) {
  if (!who.role) {
    return false;
  }
  using enum access_role;
  switch (right) {
    case access_right::self:
      return true;
    case access_right::live:
    case access_right::trails:
      return is_one_of(*who.role, {dispatcher, supervisor, feed_client});
    case access_right::alarms:
    case access_right::choices:
      return is_one_of(*who.role, {dispatcher, supervisor});
    case access_right::presence:
      return is_one_of(*who.role, {dispatcher, supervisor, analyst, feed_client});
    case access_right::zones:
      return *who.role == supervisor && who.area.empty();
    case access_right::operators:
      return *who.role == supervisor;
    case access_right::health:
      return is_one_of(*who.role, {admin, supervisor, feed_client});
    case access_right::audit:
      return *who.role == auditor;
  }
  return false;
}

bool may_know(const account& who, std::string_view topic_prefix) {
  const auto slash = topic_prefix.find('/');
  if (slash == std::string_view::npos) {  // of topics of several kinds
    return who.area.empty() && may(who, access_right::live) && may(who, access_right::presence) &&
           may(who, access_right::health);
  }
  const std::string_view word = topic_prefix.substr(0, slash);
  if (word == "presence" || word == "visit" || word == "gate") {
    // These name units: who may know of zones alone asks for them.
    return may(who, access_right::presence) && may(who, access_right::live) &&
           within_area(who.area, topic_prefix.substr(slash + 1));
  }
  if (word == "alert") {
    const std::string_view sector = topic_prefix.substr(slash + 1);
    const bool everybodys = sector == "/";
    return may(who, access_right::live) && (everybodys || within_area(who.area, sector));
  }
  if (word == "source" || word == "crew") {
    return may(who, access_right::health);
  }
  if (word == "map") {
    return may(who, access_right::self);
  }
  return may(who, access_right::live);
}

}  // namespace beatwatch
