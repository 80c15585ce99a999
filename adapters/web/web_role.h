#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace beatwatch {

/// What somebody at a page may do.
enum class web_right : std::uint8_t {
  self,      ///< what everybody may who has logged in: leave, see who they are
  live,      ///< units, incidents, suggestions, nearest units
  presence,  ///< what zones got
  zones,     ///< put zone sets in force
  health,    ///< sources, rejects, the server's metrics
};

/// The roles of DESIGN.md; `feed_client` is a program.
enum class web_role : std::uint8_t { dispatcher, supervisor, analyst, admin, auditor, feed_client };

inline constexpr std::array<std::string_view, 6> web_role_words{
    "dispatcher", "supervisor", "analyst", "admin", "auditor", "feed_client"};

/// Somebody who may log in.
struct web_account {
  std::string name;
  std::string password_hash;  ///< as `hash_password` makes it
  web_role role{};
  std::string area;  ///< path of a level, "force/north": zones beyond it are not for them; "": all
};

[[nodiscard]] bool may(web_role role, web_right right);
[[nodiscard]] inline std::string_view to_string(web_role role) {
  return web_role_words.at(static_cast<std::size_t>(role));
}

/// Whether the account may know what a topic of the feed says.
[[nodiscard]] bool may_know(const web_account& account, std::string_view topic);

/// Whether a level or a zone, by its path, is the area or lies in it; "" is everywhere.
[[nodiscard]] bool within_area(std::string_view area, std::string_view path);

}  // namespace beatwatch
