#pragma once
#include <optional>

#include "adapters/access/account.h"
#include "beatwatch/v1/query.pb.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// What a question needs. Of a snapshot, which is judged by its topics, `self`.
[[nodiscard]] access_right right_to_ask(const v1::Request& request);

/// Why somebody may not ask this; empty: they may. A place beyond their area is answered as one
/// that does not exist. `in_force` may be null.
[[nodiscard]] std::optional<v1::Error> refusal_of(const account& who,
                                                  const v1::Request& request,
                                                  const zone_set* in_force);

}  // namespace beatwatch
