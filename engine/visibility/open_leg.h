#pragma once
#include "engine/track/fix.h"
#include "engine/visibility/presence_line.h"

namespace beatwatch {

/// The way of a device after its newest good fix, as far as it has gone.
struct open_leg {
  fix from;
  double cap_mps = 0.0;  ///< hard speed cap in plane metres, above 0
  double stay_m = 0.0;   ///< by its silence it is likely this near its fix until `stays_until`
  instant stays_until;   ///< the fix itself: nothing is known of that
  instant heard_until;   ///< from here on its silence is too long: the gap limit after any fix
  instant to;
};

/// What an open leg says of a zone whose boundary is `signed_m` from its fix, positive inside:
/// proved until the boundary can have been reached, possible from there on, or from when the zone
/// can have been reached, and unknown from `heard_until` on where it was possible before. Beyond
/// what is proved it is likely as long as a report would be due if it had left: that report may be
/// on its way. Nothing else is likely: there is no path yet.
presence_line presence_on(const open_leg& way, double signed_m);

}  // namespace beatwatch
