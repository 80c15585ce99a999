#pragma once
#include <cstdint>

#include "replay/random.h"
#include "replay/street_network.h"

namespace beatwatch {

/// A way through a network: from `start_m` along the first street to `end_m` along the last.
struct street_route {
  street_list streets;  ///< empty: there is none
  double start_m = 0.0;
  double end_m = 0.0;
};

/// The same place in the other direction of travel; `on` is `no_street` when there is none.
street_place other_side(const street_network& network, street_place place);

/// A quick way between two places, turning round at the start if that is quicker.
street_route route_between(const street_network& network,
                           street_place from,
                           street_place to,
                           std::uint64_t taste);

/// At least `length_m` along streets with no aim, seldom farther than `range_m` from `home`.
street_route aimless_route(const street_network& network,
                           street_place from,
                           double length_m,
                           plane_point home,
                           double range_m,
                           random_stream& random);

}  // namespace beatwatch
