#pragma once
#include <span>
#include <string>
#include <vector>

#include "beatwatch/v1/board.pb.h"
#include "beatwatch/v1/feed.pb.h"
#include "engine/event.h"
#include "engine/figures/compliance.h"
#include "engine/figures/evidence.h"
#include "engine/model/parameters.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// A window in which a zone is to get something.
struct asked_window {
  interval window;
  bool by_plan = false;  ///< else it is red
  std::string rule;      ///< of the plan
  plan_demand demand;
};

/// The windows that touch `day` and ask something of the zone: each red window one visit, each plan
/// what it says. A plan whose rule cannot be read asks for nothing.
std::vector<asked_window> asked_windows(const zone& of,
                                        std::span<const plan_changed> plans,
                                        const parameters& settings,
                                        interval day);

/// What evidence the row of these windows needs: up to `now`, from the day on or from the earliest
/// window.
interval evidence_for(std::span<const asked_window> asked, interval day, instant now);

/// What a row of the board is made of.
struct board_subject {
  const zone& of;
  std::span<const asked_window> asked;
  const place_evidence& evidence;  ///< of `evidence_for`; its window ends where presence is told to
  const v1::PresenceChanged* today = nullptr;  ///< as last published; null: nothing was
};

/// `out` is empty. A window that has not begun is "still time"; one that has what it asks is
/// "visited", also before its end; one that runs without is "due"; one that is over without is
/// "missed", or "do not know" when some of it is unknown or not told.
void board_row_to_wire(const board_subject& subject,
                       const parameters& settings,
                       interval day,
                       v1::BoardRow& out);

/// Whether `a` stands before `b` on the board: by state as `BoardState` has them, then the larger
/// shortfall, then who waits longer for a visit, then name.
bool worse(const v1::BoardRow& a, const v1::BoardRow& b);

}  // namespace beatwatch
