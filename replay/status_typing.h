#pragma once
#include <vector>

#include "engine/event.h"
#include "replay/crew.h"
#include "replay/random.h"

namespace beatwatch {

/// What command and control holds of a crew's true changes of status: each is typed some time after
/// it happened, with the time of typing (`status_changed::at`), half a minute later on average and
/// ten minutes at most. A change that the next one overtakes is never typed.
std::vector<status_changed> type_statuses(const std::string& unit,
                                          const std::vector<true_status>& truth,
                                          instant began,
                                          random_stream random);

}  // namespace beatwatch
