#include "engine/figures/duration_bands.h"

#include <algorithm>
#include <vector>

namespace beatwatch {
namespace {

using std::chrono::minutes;

constexpr std::array<duration, duration_band_count> starts{
    minutes{0}, minutes{2}, minutes{5}, minutes{10}, minutes{15}, minutes{20}};

bool holds(const duration_band& band, std::int64_t ms) {
  return band.from.count() <= ms && ms < band.to.count();
}

}  // namespace

duration_bands bands_of(const place_evidence& evidence, std::optional<duration> refresh) {
  duration_bands bands;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    duration_band& band = bands[i];
    band.from = starts[i];
    band.to = i + 1 < bands.size() ? starts[i + 1] : duration::max();
    band.finer_than_refresh = refresh && band.to - band.from < *refresh;
  }
  for (const counted_visit& visit : begun_in_window(evidence)) {
    const presence_measure& inside = visit.inside;
    for (duration_band& band : bands) {
      const bool reaches_in =
          inside.at_least_ms < band.to.count() && inside.at_most_ms >= band.from.count();
      const bool lies_in = holds(band, inside.at_least_ms) && holds(band, inside.at_most_ms);
      band.visits.at_least += lies_in ? 1 : 0;
      band.visits.about += holds(band, inside.about_ms) ? 1 : 0;
      band.visits.at_most += reaches_in ? 1 : 0;
    }
  }
  return bands;
}

std::optional<duration_quartiles> quartiles_of(const place_evidence& evidence) {
  const auto begun = begun_in_window(evidence);
  std::vector<duration> lengths;
  lengths.reserve(begun.size());
  for (const counted_visit& visit : begun) {
    lengths.emplace_back(visit.inside.about_ms);
  }
  if (lengths.empty()) {
    return std::nullopt;
  }
  const auto quarter = [&lengths](std::size_t quarters) {
    const auto at =
        lengths.begin() + static_cast<std::ptrdiff_t>((lengths.size() * quarters + 3) / 4 - 1);
    std::nth_element(lengths.begin(), at, lengths.end());
    return *at;
  };
  return duration_quartiles{.lower = quarter(1), .median = quarter(2), .upper = quarter(3)};
}

}  // namespace beatwatch
