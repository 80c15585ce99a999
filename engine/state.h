#pragma once
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/alerts/alarm_book.h"
#include "engine/base/few.h"
#include "engine/base/id_map.h"
#include "engine/change.h"
#include "engine/crew_memory.h"
#include "engine/declared_hours.h"
#include "engine/deployment/nearest_unit.h"
#include "engine/event.h"
#include "engine/geo/local_plane.h"
#include "engine/health_book.h"
#include "engine/model/parameters.h"
#include "engine/model/zone.h"
#include "engine/path_memory.h"
#include "engine/red_time_watch.h"
#include "engine/track/crew_detect.h"
#include "engine/track/roster_book.h"
#include "engine/track/track.h"
#include "engine/visibility/gate_book.h"
#include "engine/visibility/leg_reader.h"
#include "engine/visibility/presence_books.h"
#include "engine/visibility/unit_facts.h"

namespace beatwatch {

/// One radio or tracker.
struct device_state {
  std::string source;
  std::string name;  ///< within its source
  track path;
  zone_sight sight;                        ///< around the newest good fix; derived
  std::optional<held_device> held_last;    ///< by whom, at the newest good fix
  std::vector<open_path_slot> open_slots;  ///< whose legs are to be matched anew
  bool unknown_told = false;
  std::optional<instant> emergency_at;  ///< the newest that was told
  few<unit_id, 2> seen_as;              ///< units that it was last to see, among others
  few<unit_id, 2> carried_by;           ///< units that held it at some fix

  // The roster's answer around the last ping, as long as the roster stays the same; derived.
  std::uint64_t roster_version = 0;
  interval held_within;
  std::optional<held_device> held;
};

/// Where a unit was last seen.
struct unit_sighting {
  device_id device;
  instant observed_at;
  position at;
  fix in_plane;
  std::optional<std::uint16_t> heading_cdeg;
};

struct unit_state {
  unit_status status = unit_status::unknown;
  instant status_since;
  std::string status_incident;
  std::optional<unit_sighting> last;
  bool stale = false;
  few<device_id, 2> carried;  ///< devices that it held at some fix
};

/// What was not usable for one reason, since the journal began.
struct source_count {
  std::uint64_t total = 0;
  std::uint64_t told = 0;  ///< as last published
  instant last_at{};       ///< when it was last raised
};

/// One channel by which events come.
struct source_state {
  std::uint64_t last_seq = 0;
  std::map<std::string, source_count> counts;  ///< by reason
  std::optional<instant> last_fact_at;         ///< of what is no report of a device
};

/// Everything that the engine remembers.
struct state {
  explicit state(parameters given)
      : settings(std::move(given)),
        plane(settings.plane),
        crews(*this),
        facts(roster, unit_names, incidents),
        books(settings, crews, facts),
        gates(settings),
        legs(settings, plane, books, gates) {}
  // Rooms refer to each other.
  state(const state&) = delete;
  state& operator=(const state&) = delete;

  parameters settings;
  local_plane plane;
  instant now{};

  id_map<device_id> device_names;  ///< "source/device"
  std::vector<device_state> devices;
  std::string device_key;  ///< scratch
  std::optional<device_id> find_device(std::string_view source, std::string_view name);
  id_map<unit_id> unit_names;
  std::vector<unit_state> units;
  id_map<zone_id> zone_names;
  std::map<std::string, source_state> sources;
  std::map<std::string, incident> incidents;
  std::map<std::string, std::vector<plan_changed>> plans;  ///< by zone
  declared_hours declared;
  roster_book roster;
  std::uint64_t roster_version = 1;

  crew_memory crews;  ///< derived
  unit_facts facts;
  presence_books books;
  gate_book gates;
  leg_reader legs;

  std::map<std::string, std::shared_ptr<const zone_set>> offered_zones;    ///< by hash
  std::map<std::string, std::shared_ptr<const road_graph>> offered_roads;  ///< by hash
  std::map<instant, std::string> zones_to_come;  ///< hashes of sets activated for later
  std::shared_ptr<const road_graph> roads;
  path_memory paths;
  mutable nearest_scratch nearest;  ///< scratch

  health_book health;
  crew_detector detector;
  std::map<std::string, holder_doubted> doubts;  ///< by device
  instant crews_looked_for_at{};

  alarm_book alarms;
  red_time_watch red_times;

  instant ticked_at{};
  instant stale_checked_at{};
  bool anyone_heard = false;    ///< some unit could fall silent
  bool alarms_touched = false;  ///< a fact came that alarms may follow from
  bool counts_untold = false;   ///< some count has risen since it was published

  unit_id unit_of(std::string_view name) {
    const unit_id id = unit_names.intern(name);
    if (units.size() <= id.value) {
      units.resize(id.value + 1);
    }
    return id;
  }
  const reporting_profile& profile_of(std::string_view source) const;
  const reporting_profile& profile_of(const device_state& device) const {
    return profile_of(device.source);
  }
};

}  // namespace beatwatch
