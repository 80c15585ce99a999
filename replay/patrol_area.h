#pragma once
#include <string>
#include <vector>

#include "engine/geo/plane_point.h"
#include "engine/roads/road_graph.h"
#include "replay/street_network.h"

namespace beatwatch {

/// A zone's name and a point inside it.
struct zone_point {
  std::string zone;
  plane_point at;
};

/// A place that is worth standing at: on a street, in a zone.
struct patrol_place {
  std::string zone;
  plane_point at;
  street_place by_car;
  street_place on_foot;
};

/// What a simulated shift takes place in. In each network every street leads to every other one.
struct patrol_area {
  street_network cars;
  street_network walkers;
  street_place station_by_car;
  street_place station_on_foot;
  std::vector<patrol_place> places;
};

/// Both networks of `roads`, without the parts that are cut off, and no places yet. The station
/// stands where car streets are densest. Throws `std::runtime_error` when no street leads back to
/// itself.
patrol_area make_patrol_area(const road_graph& roads);

/// Makes every zone whose point is within 400 m of a street of both networks a place to patrol.
void add_places(const std::vector<zone_point>& zones, patrol_area& area);

}  // namespace beatwatch
