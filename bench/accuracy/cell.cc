#include "bench/accuracy/cell.h"

#include <algorithm>
#include <utility>

#include "bench/accuracy/measures.h"

namespace beatwatch {
namespace {

constexpr int resamples = 2'000;

void calibrate(const std::vector<path_part>& truth,
               const std::vector<path_part>& estimate,
               const std::vector<match_fix>& fixes,
               calibration& out) {
  for (std::size_t i = 1; i < fixes.size(); ++i) {
    const interval leg{fixes[i - 1].observed_at, fixes[i].observed_at};
    const auto in_truth = seconds_in_tiles(truth, leg);
    const auto likely = seconds_in_tiles(estimate, leg);
    const double whole_s = static_cast<double>((leg.to - leg.from).count()) * 1e-3;
    std::map<tile, int> either = in_truth;
    either.insert(likely.begin(), likely.end());
    for (const auto& [where, seconds] : either) {
      const auto share_of = [whole_s, where = where](const std::map<tile, int>& of) {
        const auto found = of.find(where);
        return std::min(1.0, (found == of.end() ? 0 : found->second) / whole_s);
      };
      const double true_share = share_of(in_truth);
      out.all.add(share_of(likely), true_share);
      if (true_share > 0.0 && true_share < 1.0) {
        out.crossed.add(share_of(likely), true_share);
      }
    }
  }
}

}  // namespace

void calibration::tenths::add(double estimate, double truth) {
  const auto tenth = std::min<std::size_t>(9, static_cast<std::size_t>(estimate * 10.0));
  ++count[tenth];
  estimated[tenth] += estimate;
  true_share[tenth] += truth;
}

std::vector<reading> read_cell(const street_map& map,
                               const cell_options& how,
                               calibration* calibrated) {
  std::vector<reading> readings;
  for (int i = 0; i < how.patrols; ++i) {
    const std::uint64_t seed = how.seed + static_cast<std::uint64_t>(i);
    const auto truth = patrol(
        map, how.user, how.style, random_stream{seed, 7 + static_cast<std::uint64_t>(how.style)});
    reading& mean = readings.emplace_back();
    for (int phase = 0; phase < how.phases; ++phase) {
      const receiver radio{.refresh_s = how.refresh_s,
                           .phase_s = how.refresh_s * (phase + 0.5) / how.phases,
                           .noise_m = how.noise_m,
                           .correlated = how.correlated,
                           .loss = how.loss,
                           .tells_motion = how.user == road_user::car};
      const auto fixes =
          listen(truth, radio, random_stream{seed, 1'000 + static_cast<std::uint64_t>(phase)});
      const interval when{fixes.front().observed_at, fixes.back().observed_at};
      const auto streets = streets_covered(*map.roads, truth, when);
      const auto seconds = seconds_in_tiles(truth, when);
      for (const method m : methods) {
        const auto way = way_by(m, map, how.user, fixes);
        const auto index = static_cast<std::size_t>(m);
        mean.jaccard[index] +=
            jaccard(streets, streets_covered(*map.roads, way, when)) / how.phases;
        mean.wrong_share[index] += wrong_share(seconds, seconds_in_tiles(way, when)) / how.phases;
        if (m == method::matched && calibrated != nullptr) {
          calibrate(truth, way, fixes, *calibrated);
        }
      }
    }
  }
  return readings;
}

paired_difference bootstrap(const std::vector<double>& differences, std::uint64_t seed) {
  random_stream random{seed, 99};
  const auto count = static_cast<std::uint32_t>(differences.size());
  const auto mean_of = [&](auto pick) {
    double sum = 0.0;
    for (std::uint32_t i = 0; i < count; ++i) {
      sum += differences[pick(i)];
    }
    return sum / count;
  };
  std::vector<double> means;
  for (int i = 0; i < resamples; ++i) {
    means.push_back(mean_of([&](std::uint32_t) { return random.below(count); }));
  }
  std::sort(means.begin(), means.end());
  return {mean_of([](std::uint32_t i) { return i; }),
          means[resamples / 40],
          means[resamples - 1 - resamples / 40]};
}

}  // namespace beatwatch
