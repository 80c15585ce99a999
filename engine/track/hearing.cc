#include "engine/track/hearing.h"

namespace beatwatch {

bool hearing::judge(instant now, duration limit, instant excused) {
  if (!silent && now - std::max(last, excused) > limit) {
    silent = true;
    return true;
  }
  if (silent && now - last <= limit && last - since >= hearing_steady_for) {
    silent = false;
    return true;
  }
  return false;
}

}  // namespace beatwatch
