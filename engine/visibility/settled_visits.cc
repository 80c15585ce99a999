#include "engine/visibility/settled_visits.h"

#include <algorithm>
#include <utility>

namespace beatwatch {

void settled_visits::block::add(const settled_visit& s) {
  const visit_run& run = s.visit.run;
  if (count == 0) {
    base = run.anchor;
  }
  first_anchor = std::min(first_anchor, run.anchor);
  first_end = std::min(first_end, run.last_likely);
  last_end = std::max(last_end, run.last_likely);
  ++count;
  packed_writer{bytes, base}(s);
}

void settled_visits::add(const settled_visit& s) {
  if (blocks_.empty() || blocks_.back().count == block_size) {
    blocks_.emplace_back();
  }
  blocks_.back().add(s);
  if (blocks_.back().count == block_size) {
    blocks_.back().bytes.shrink_to_fit();
  }
}

std::optional<instant> settled_visits::last_end() const {
  std::optional<instant> last;
  for (const block& b : blocks_) {
    last = std::max(last.value_or(b.last_end), b.last_end);
  }
  return last;
}

void settled_visits::forget_before(instant t) {
  std::erase_if(blocks_, [t](const block& b) { return b.last_end < t; });
  for (block& b : blocks_) {
    if (b.first_end >= t) {
      continue;
    }
    block kept;
    b.for_each([&](const settled_visit& s) {
      if (s.visit.run.last_likely >= t) {
        kept.add(s);
      }
    });
    kept.bytes.shrink_to_fit();
    b = std::move(kept);
  }
}

}  // namespace beatwatch
