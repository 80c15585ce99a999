#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/interval.h"
#include "engine/base/units.h"

namespace beatwatch {

/// By which way somebody came to see where a unit was.
enum class look_way : std::uint8_t {
  page,   ///< the web
  query,  ///< the query socket
  feed,   ///< a subscription to live positions
  copy,   ///< a file that names units, made by a command
};

inline constexpr std::array<std::string_view, 4> look_way_words{"page", "query", "feed", "copy"};

/// "unknown" for what is none: a log may have been tampered with.
[[nodiscard]] inline std::string_view to_string(look_way way) {
  const auto index = static_cast<std::size_t>(way);
  return index < look_way_words.size() ? look_way_words.at(index) : "unknown";
}

/// One look at where somebody was: what the audit log holds.
struct look {
  instant at;
  std::string who;  ///< account, client or user of the machine; empty: whoever is on this machine
  look_way way{};
  std::string unit;  ///< call sign; empty: every unit
  /// The time that was looked at; of what is followed live it begins then and is on record in
  /// advance, up to a full hour. Empty: what held then.
  interval window{};
  std::string what;  ///< the route, the topics subscribed to, or the file that was written
};

}  // namespace beatwatch
