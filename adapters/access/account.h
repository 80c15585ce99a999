#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace beatwatch {

/// What somebody may see or do, by the page, the feed and the queries alike.
enum class access_right : std::uint8_t {
  self,       ///< what everybody may who is known: see who they are, and their own record
  live,       ///< units, incidents, suggestions, nearest units
  trails,     ///< where one unit was; each look is on record
  presence,   ///< what zones got
  zones,      ///< put zone sets in force, which are for the whole force
  health,     ///< sources, rejects, the server's metrics
  alarms,     ///< what stands, and acknowledge and shelve it
  choices,    ///< say who is sent to an incident, where command and control does not
  operators,  ///< who did what with alarms
  audit,      ///< who looked at whom
};

inline constexpr std::array<std::string_view, 10> access_right_words{"self",
                                                                     "live",
                                                                     "trails",
                                                                     "presence",
                                                                     "zones",
                                                                     "health",
                                                                     "alarms",
                                                                     "choices",
                                                                     "operators",
                                                                     "audit"};

/// The roles of DESIGN.md; `feed_client` is a program.
enum class access_role : std::uint8_t {
  dispatcher,
  supervisor,
  analyst,
  admin,
  auditor,
  feed_client
};

inline constexpr std::array<std::string_view, 6> access_role_words{
    "dispatcher", "supervisor", "analyst", "admin", "auditor", "feed_client"};

/// Somebody who may log in to the web, or connect with a CURVE key.
struct account {
  std::string name;
  std::optional<access_role> role;  ///< empty: may see nothing; a client that only sends
  std::string area;  ///< path of a level, "force/north": zones beyond it are not for them; "": all
  std::string person;  ///< who of the roster (`person_ref`) it is, for the own record; may be empty
};

[[nodiscard]] bool may(const account& who, access_right right);
[[nodiscard]] inline std::string_view to_string(access_role role) {
  return access_role_words.at(static_cast<std::size_t>(role));
}

/// Whether the account may know what all topics of the feed say that begin with this.
[[nodiscard]] bool may_know(const account& who, std::string_view topic_prefix);

/// Whether a level or a zone, by its path, is the area or lies in it; "" is everywhere.
[[nodiscard]] bool within_area(std::string_view area, std::string_view path);

}  // namespace beatwatch
