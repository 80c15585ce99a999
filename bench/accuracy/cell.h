#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "bench/accuracy/methods.h"
#include "bench/accuracy/patrol_truth.h"
#include "bench/accuracy/receiver.h"
#include "bench/accuracy/street_map.h"

namespace beatwatch {

/// One walker or driver heard in one way: what each method made of it.
struct reading {
  std::array<double, method_count> jaccard{};
  std::array<double, method_count> wrong_share{};
};

/// What the likely share of a leg's time in a tile is worth: legs and tiles by the share that was
/// estimated, in tenths.
struct calibration {
  struct tenths {
    std::array<std::int64_t, 10> count{};
    std::array<double, 10> estimated{};  ///< sums
    std::array<double, 10> true_share{};
    void add(double estimate, double truth);
  };
  /// Of legs during which the tile was truly entered or left. Choosing by the truth leaves out all
  /// that was rightly said to be whole or nothing, so that the best estimate stands too high in the
  /// last tenth and too low in the first.
  tenths crossed;
  tenths all;  ///< of every tile that somebody was in, or is said to have been in
};

struct cell_options {
  road_user user = road_user::foot;
  patrol_style style = patrol_style::wander;
  double refresh_s = 30.0;
  double noise_m = 15.0;
  bool correlated = true;
  int patrols = 8;
  int phases = 1;          ///< evenly spread over the refresh
  std::uint64_t seed = 1;  ///< of the first patrol, which has the next ones after it
  double loss = 0.05;
};

/// A reading for each patrol, its phases averaged.
std::vector<reading> read_cell(const street_map& map,
                               const cell_options& how,
                               calibration* calibrated = nullptr);

/// Mean of `ours` less `theirs` over readings, and its interval at 95 % by resampling them.
struct paired_difference {
  double mean = 0.0;
  double low = 0.0;
  double high = 0.0;
};
paired_difference bootstrap(const std::vector<double>& differences, std::uint64_t seed);

/// How many stays of 2 to 3 minutes in a tile of 150 m, on foot, 30 s refresh, with `loss`, the
/// engine published a visit for.
struct visits_seen {
  std::int64_t stays = 0;
  std::int64_t seen = 0;
};
visits_seen see_visits(const street_map& map, double noise_m, int patrols, std::uint64_t seed);

}  // namespace beatwatch
