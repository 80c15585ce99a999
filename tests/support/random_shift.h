#pragma once
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "engine/model/zone.h"

namespace beatwatch {

struct random_shift_options {
  int minutes = 60;
  int units = 5;
  int zones = 14;
  bool disturbed = true;  ///< jumps, poor fixes, two places at one time, silences
  bool roads = false;     ///< streets are in force, which nobody keeps to
};

/// A shift at random, in plane metres: cars with a tracker and a radio, officers on foot with a
/// radio, some of which change hands, walking and driving among overlapping zones, of which a
/// second set comes into force half-way, and past gates; some zones are station sites. Units are
/// sent to incidents, some of which are graded anew. The policing day changes within it.
struct random_shift {
  struct observed_ping {
    std::string source;  ///< "trackers" or "radios"
    ping body;
    instant received_at;  ///< at best; the clocks of some devices are ahead
  };

  parameters settings;
  interval span;
  interval first_day;  ///< the policing days that it is part of
  interval second_day;
  std::vector<std::shared_ptr<const zone_set>> zone_sets;
  std::vector<zones_activated> activations;  ///< of each zone set
  std::shared_ptr<const road_graph> roads;   ///< null: none
  std::vector<roster_entry> roster;
  std::vector<status_changed> statuses;  ///< of each unit by its instants, no two at one time
  std::vector<incident> incidents;       ///< their versions
  std::vector<observed_ping> pings;      ///< by reception

  [[nodiscard]] engine make_engine() const;
  /// Names of all zones of all sets, sorted.
  [[nodiscard]] std::vector<std::string> zone_names() const;
  [[nodiscard]] std::vector<std::string> gate_names() const;
  /// Late enough for everything to be settled.
  [[nodiscard]] instant settled_at() const;
};

random_shift make_random_shift(std::uint64_t seed, const random_shift_options& options = {});

/// Roster, zones and incidents before the shift, and every status and ping as soon as it can come.
std::vector<event> events_in_order(const random_shift& shift);

/// What may come late.
struct lateness {
  duration pings{};  ///< at most; some of them come twice or more often
  duration facts{};  ///< at most, after a roster row, zone set, status or grade takes effect
};
/// The same, out of order; now and then a device speaks without a position.
std::vector<event> events_shuffled(const random_shift& shift,
                                   std::mt19937_64& random,
                                   const lateness& late);

/// Applies `events` one by one, with a tick wherever the engine asks for one before `until`;
/// appends them with their ticks to `journal`.
std::vector<change> play(engine& e,
                         const std::vector<event>& events,
                         instant until,
                         std::vector<event>* journal = nullptr);

}  // namespace beatwatch
