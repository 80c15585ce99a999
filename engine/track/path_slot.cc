#include "engine/track/path_slot.h"

namespace beatwatch {
std::int64_t path_slot_of(instant t) {
  const duration since = t.time_since_epoch();
  const std::int64_t whole = since / path_slot_length;
  return whole * path_slot_length > since ? whole - 1 : whole;
}

interval times_of_path_slot(std::int64_t slot) {
  const instant from{slot * path_slot_length};
  return {from, from + path_slot_length};
}

path_window window_of(const track& path, interval slot) {
  const auto& fixes = path.fixes();
  const auto is_good = [&fixes](std::size_t i) { return fixes[i].standing == fix_standing::good; };
  const std::size_t begin = path.first_at_or_after(slot.from);
  const std::size_t end = path.first_at_or_after(slot.to);
  path_window window{.first = begin, .last = end};
  std::size_t taken = 0;
  for (std::size_t i = begin; i-- > 0;) {
    const duration before = slot.from - fixes[i].observed_at;
    if (before >= path_context_max || (taken >= path_context_fixes && before > path_context_min)) {
      break;
    }
    if (is_good(i)) {
      window.first = i;
      ++taken;
    }
  }
  taken = 0;
  bool found = false;
  for (std::size_t i = end; i < fixes.size() && !window.complete; ++i) {
    const duration after = fixes[i].observed_at - slot.to;
    // The first good fix after the slot ends its last leg, however late it comes.
    if (taken > 0 &&
        (after >= path_context_max || (taken >= path_context_fixes && after > path_context_min))) {
      window.complete = true;
    } else if (is_good(i)) {
      window.last = i;
      found = true;
      ++taken;
      window.complete = taken >= path_context_fixes && after >= path_context_min;
    }
  }
  if (!found) {
    const auto before = path.good_before(end);
    window.last = before.value_or(0);
    if (!before) {
      window.first = 1;
    }
  }
  return window;
}

}  // namespace beatwatch
