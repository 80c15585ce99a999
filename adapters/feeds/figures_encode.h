#pragma once
#include <functional>
#include <string>
#include <vector>

#include "beatwatch/v1/figures.pb.h"
#include "beatwatch/v1/plan.pb.h"
#include "engine/event.h"
#include "engine/model/parameters.h"
#include "engine/place_evidence.h"

namespace beatwatch {

void plan_to_wire(const plan_changed& plan, v1::PlanChanged& out);

/// Every figure of a place: a zone is given as a level of one. `cell` is the length of its cells;
/// `plans_of` gives the plans of a zone. `zone`, `level` and `run` are left as they are.
void place_figures_to_wire(
    const level_evidence& evidence,
    duration cell,
    const parameters& settings,
    const std::function<std::vector<plan_changed>(const std::string& zone)>& plans_of,
    v1::Figures& out);

}  // namespace beatwatch
