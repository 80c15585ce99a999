#include "engine/figures/residual_cover.h"

#include <span>
#include <utility>
#include <vector>

#include "engine/base/interval_set.h"

namespace beatwatch {
namespace {

// Presence that is proved for `proved` of the time in `within`.
struct proof {
  interval within;
  duration proved;
};

// When cover is certain after it: its first instant is no later than `within.to - proved` and its
// last no earlier than `within.from + proved`. Between them the last proved instant may be as long
// ago as all the time that is not proved.
interval certain_cover(const proof& p, duration residual) {
  const bool certain_within = p.within.length() - p.proved <= residual;
  return {certain_within ? p.within.to - p.proved : p.within.to,
          p.within.from + p.proved + residual};
}

// Each of them ends so much later.
std::vector<interval> lengthened(std::vector<interval> set, duration by) {
  for (interval& one : set) {
    one.to += by;
  }
  return united(std::move(set));
}

// What covers, for any residual that is not shorter than the shortest: everything that only ends
// later with a longer residual is united once. All are sets.
struct covers {
  std::vector<interval> certain;      // after the shortest residual
  std::vector<proof> certain_beyond;  // whose cover begins earlier with a longer residual
  std::vector<interval> likely;       // after the shortest residual
  std::vector<interval> possible;     // after the shortest residual
};

covers covers_of(const place_evidence& evidence, duration shortest) {
  covers found;
  const auto prove = [&found, shortest](interval within, std::int64_t proved_ms) {
    const proof p{within, duration{proved_ms}};
    if (proved_ms == 0) {
      return;
    }
    if (within.length() - p.proved <= shortest) {
      found.certain.push_back(certain_cover(p, shortest));
    } else {
      found.certain_beyond.push_back(p);
    }
  };
  found.likely.reserve(evidence.visits.size());
  found.certain.reserve(evidence.visits.size() + evidence.cells.size());
  for (const counted_visit& visit : evidence.visits) {
    found.likely.push_back({visit.span.from, visit.span.to + shortest});
    prove(visit.span, visit.inside.at_least_ms);
  }
  found.likely = united(std::move(found.likely));
  for (const presence_cell& cell : evidence.cells) {
    prove(cell.span, cell.presence.at_least_ms);
    if (cell.presence.at_most_ms + cell.presence.unknown_ms > 0) {
      found.possible.push_back({cell.span.from, cell.span.to + shortest});
    }
  }
  for (const interval& gap : evidence.untold) {
    found.possible.push_back({gap.from, gap.to + shortest});
  }
  found.certain = united(std::move(found.certain));
  found.possible = united(std::move(found.possible));
  return found;
}

double share_of(const std::vector<interval>& red, std::vector<interval> covered, duration of) {
  const duration both = total_length(common(red, united(std::move(covered))));
  return static_cast<double>(both.count()) / static_cast<double>(of.count());
}

estimate share_after(const covers& after,
                     const std::vector<interval>& red,
                     instant told_from,
                     duration shortest,
                     duration residual) {
  const duration longer = residual - shortest;
  std::vector<interval> certain = lengthened(after.certain, longer);
  for (const proof& p : after.certain_beyond) {
    certain.push_back(certain_cover(p, residual));
  }
  std::vector<interval> likely = lengthened(after.likely, longer);
  std::vector<interval> possible = lengthened(after.possible, longer);
  possible.insert(possible.end(), likely.begin(), likely.end());
  // What was before it is not told of either.
  possible.push_back({told_from - residual, told_from + residual});
  likely.insert(likely.end(), certain.begin(), certain.end());
  const duration red_time = total_length(red);
  return {.at_least = share_of(red, std::move(certain), red_time),
          .about = share_of(red, std::move(likely), red_time),
          .at_most = share_of(red, std::move(possible), red_time)};
}

}  // namespace

std::vector<estimate> residual_cover_shares(const place_evidence& evidence,
                                            std::span<const duration> after) {
  const auto red = common(evidence.red, std::span{&evidence.window, 1});
  if (red.empty()) {
    return {};
  }
  const covers found = covers_of(evidence, after.front());
  std::vector<estimate> shares;
  for (const duration residual : after) {
    shares.push_back(share_after(found, red, evidence.told.from, after.front(), residual));
  }
  return shares;
}

}  // namespace beatwatch
