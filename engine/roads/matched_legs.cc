#include "engine/roads/matched_legs.h"

#include <utility>

#include "engine/roads/matched_path.h"

namespace beatwatch {

matched_legs::matched_legs(std::shared_ptr<const road_graph> roads, const match_rules& rules)
    : roads_(std::move(roads)), user_(rules.way.user), match_(*roads_, rules) {}

void matched_legs::match(std::span<const match_fix> fixes) {
  path_.fixes.clear();
  path_.edges.clear();
  for (const match_fix& f : fixes) {
    match_.add(f);
  }
  match_.take_all(path_);
  parts_.clear();
  first_.clear();
  std::size_t leg = 0;
  for (const path_part& part : timed_path(*roads_, user_, fixes, path_)) {
    if (part.from == part.to) {
      continue;
    }
    while (first_.empty() || part.from >= fixes[leg + 1].observed_at) {
      leg += first_.empty() ? 0 : 1;
      first_.push_back(parts_.size());
    }
    if (!path_.fixes[leg + 1].begins) {
      parts_.push_back(part);
    }
  }
  first_.resize(fixes.size(), parts_.size());
}

}  // namespace beatwatch
