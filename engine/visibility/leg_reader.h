#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/geo/local_plane.h"
#include "engine/model/parameters.h"
#include "engine/model/zone.h"
#include "engine/track/track.h"
#include "engine/visibility/gate_book.h"
#include "engine/visibility/presence_books.h"
#include "engine/visibility/prism.h"

namespace beatwatch {

/// A zone set and the instant from which it holds.
struct zones_in_force {
  instant from;
  std::shared_ptr<const zone_set> set;
  std::vector<zone_id> ids;  ///< by place in the set
};

zones_in_force in_force_from(instant from,
                             std::shared_ptr<const zone_set> set,
                             id_map<zone_id>& names);

/// One device while one unit held it.
struct held_device {
  device_id device;
  unit_id unit;
  double cap_mps = 0.0;  ///< what the evidence allows: on foot or not
};

/// The zones near the newest good fix of a device, kept for the leg that begins there. Derived.
struct zone_sight {
  instant at = instant::min();
  const zone_set* set = nullptr;
  double within_m = 0.0;
  std::vector<near_area> near;
  std::vector<presence_books::handle> handles;  ///< as far as they are known, of `near`
  std::uint64_t handles_good_for = 0;
};

/// Turns the legs of tracks into presence at zones, and into passes of gates.
class leg_reader {
 public:
  leg_reader(const parameters& settings,
             const local_plane& plane,
             presence_books& books,
             gate_book& gates)
      : settings_(&settings),
        plane_(&plane),
        books_(&books),
        gates_(&gates),
        prism_(settings.hysteresis.value) {}

  /// Zone sets in force, by their instants.
  std::vector<zones_in_force>& zones() { return zones_; }
  [[nodiscard]] const std::vector<zones_in_force>& zones() const { return zones_; }
  /// The set that holds at `t`, or null.
  [[nodiscard]] const zones_in_force* in_force(instant t) const;

  /// Begins to bring into the cache what a leg from there will be laid into.
  void prefetch_books(const zone_sight& sight) const;

  /// The newest fix of the track is good: reads the leg that ends there, if the unit held the
  /// device at both ends, and looks around for the next one. `before`: who held it at the fix
  /// before.
  void extend(const track& path,
              const held_device& held,
              const std::optional<held_device>& before,
              const reporting_profile& profile,
              zone_sight& sight);

  /// Reads the leg between the good fixes with these indexes anew, after `take_back`. A leg is read
  /// by the zones in force at its start.
  void reread(const track& path,
              std::size_t from,
              std::size_t to,
              const held_device& held,
              const reporting_profile& profile);

  /// The leg between the good fixes with these indexes, which was read before, goes another way:
  /// lays what is likely of it anew. `along` is empty or lasts from the one fix to the other.
  void follow(const track& path,
              std::size_t from,
              std::size_t to,
              const held_device& held,
              const reporting_profile& profile,
              std::span<const path_part> along);

  /// What limits the way between the good fixes with these indexes. Good until the next one is
  /// made.
  [[nodiscard]] leg make_leg(const track& path,
                             std::size_t from,
                             std::size_t to,
                             const held_device& held,
                             const reporting_profile& profile);

  /// A good fix that ends no leg within one zone set, for its evidence of being inside.
  void look(
      const fix& at, const held_device& held, bool newest, zone_sight& sight, double within_m);

 private:
  struct ends {
    const zone_sight* from;
    zone_sight* to;
  };
  void prefetch_lines(const zone_sight& sight) const;
  void see(const fix& at, const zones_in_force& zones, double within_m, zone_sight& sight) const;
  // What is read of a leg: it is the newest one, an earlier one, or only its way is another.
  enum class reading : std::uint8_t { newest, earlier, way };
  void read(
      const leg& way, const zones_in_force& zones, ends seen, const held_device& held, reading as);

  // A zone that a leg may concern. At least one end is known, of the other it is unknown how far it
  // is.
  struct met_zone {
    std::uint32_t place = 0;
    const boundary_distance* from = nullptr;
    const boundary_distance* to = nullptr;
    presence_books::handle at;
    presence_books::handle* keep = nullptr;  ///< for the leg that begins where this one ends
  };
  void meet_zones(const leg& way, const zones_in_force& zones, ends seen, const held_device& held);
  [[nodiscard]] bool looks_at_edges(const met_zone& met, double chord_m) const;
  void prefetch_shapes(const leg& way, const zone_set& set) const;

  const parameters* settings_;
  const local_plane* plane_;
  presence_books* books_;
  gate_book* gates_;
  prism prism_;
  std::vector<zones_in_force> zones_;
  std::vector<met_zone> met_;
  std::vector<presence_line::run> runs_;
  std::vector<interval> unknown_;
  zone_sight seen_from_;
  zone_sight seen_to_;
};

}  // namespace beatwatch
