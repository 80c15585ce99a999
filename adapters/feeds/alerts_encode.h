#pragma once
#include <span>

#include "beatwatch/v1/query.pb.h"
#include "engine/alerts/alarm_log.h"
#include "engine/base/interval.h"
#include "engine/change.h"

namespace beatwatch {

/// Alarms as they stand, and what became of them in a window.
struct alerts_told {
  std::span<const alarm_changed> current;
  std::span<const alarm_record> records;  ///< of the window, by time
  interval window;
};

/// As asked for: of one sector or of all, with operators or without. `run` and the time of the
/// engine are left as they are.
void alerts_to_wire(const alerts_told& told, const v1::AlertsQuery& asked, v1::AlertsAnswer& out);

/// Whether what concerns `sector` ("force/north"; empty: everybody) concerns who looks after `of`,
/// a level; empty: all of them.
bool concerns(std::string_view sector, std::string_view of);

}  // namespace beatwatch
