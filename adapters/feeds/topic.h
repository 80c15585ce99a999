#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/change.h"
#include "engine/model/zone.h"

namespace beatwatch {

inline constexpr std::string_view zones_topic = "map/zones/";

/// Where the presence of a zone of the set in force is published.
[[nodiscard]] std::string presence_topic(const zone& of);

/// Under which topic a change is published. Topics go from wide to narrow and end in a slash, so
/// that a prefix never matches half a name:
///
///   unit/<unit>/                  moves, status, staleness; <unit> is "source/device" while no
///                                 roster names it
///   presence/<levels...>/<zone>/  the levels of the zone's first hierarchy, none without one
///   visit/<levels...>/<zone>/
///   gate/<levels...>/<gate>/      who passed it
///   incident/<incident>/
///   suggestion/<incident>/        "suggestion/<unit>/" of a back-up, "suggestion/" of a place
///   source/<source>/              rejected pings, counts, unknown devices
///   crew/<source>/<device>/       with whom it moves, and whether its holder is in question
///   map/zones/  map/roads/
class topic_namer {
 public:
  /// From now on zones and gates have the levels of this set; null: no set. What it lacks is named
  /// without levels.
  void use(std::shared_ptr<const zone_set> zones);

  [[nodiscard]] std::string topic_of(const change_body& body) const;

  /// False of a topic of presence, visits or passes whose zone or gate, with these levels, is not
  /// in the set.
  [[nodiscard]] bool names_zone_in_force(std::string_view topic) const;

 private:
  [[nodiscard]] std::string zone_topic(std::string_view word, std::string_view zone) const;
  [[nodiscard]] std::string gate_topic(std::string_view gate) const;

  std::shared_ptr<const zone_set> zones_;
  std::vector<std::string> path_of_zone_;  ///< "<levels...>/<zone>/", by place in `zones_`
  std::vector<std::string> path_of_gate_;  ///< the same of gates
};

}  // namespace beatwatch
