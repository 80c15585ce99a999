#pragma once
#include <span>
#include <vector>

#include "engine/base/interval.h"
#include "engine/model/visit_attributes.h"
#include "engine/visibility/pace_line.h"
#include "engine/visibility/presence_line.h"
#include "engine/visibility/unit_facts.h"

namespace beatwatch {

/// What one device of the unit tells of the zone, and how fast it was.
struct device_told {
  const presence_line* inside = nullptr;
  const pace_line* speed = nullptr;
};

/// What one device of the unit tells of a station site, while it was one.
struct station_told {
  const presence_line* inside = nullptr;
  const std::vector<interval>* in_force = nullptr;
};

/// All that is known of one unit at one zone.
struct visit_evidence {
  unit_id unit;
  std::span<const device_told> devices;
  std::span<const station_told> stations;
  const unit_facts* facts = nullptr;
};

/// What a visit with this span was. A function of what the lines and facts say within it; neither
/// the order of devices nor that of stations matters.
visit_attributes attributes_of(interval span,
                               std::uint32_t pings,
                               const visit_evidence& known,
                               const visit_rules& rules);

// The same bit by bit, so that what is settled of a long visit need not be kept: who came at its
// start, any number of spans that follow each other, and at last what follows from the whole.
visit_attributes attributes_at(instant start, const visit_evidence& known);
void add_span(interval span, const visit_evidence& known, visit_attributes& sum);
void conclude(std::uint32_t pings, const visit_rules& rules, visit_attributes& sum);

/// Why a visit begins, or ends, when it does.
visit_cause cause_of_start(instant first_likely, std::span<const device_told> devices);
visit_cause cause_of_end(instant last_likely, std::span<const device_told> devices);

}  // namespace beatwatch
