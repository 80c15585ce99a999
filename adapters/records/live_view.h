#pragma once
#include <optional>
#include <string_view>

#include "adapters/records/look.h"
#include "engine/base/interval.h"
#include "engine/base/units.h"

namespace beatwatch {

/// How long before its time on record is over a look that goes on is put on record anew.
inline constexpr duration live_renewed_before{std::chrono::minutes{1}};

/// The time for which a look at what is live goes on record before anything is shown: from `at` to
/// the next full hour. Who still looks then is put on record anew, so that whoever was on duty
/// finds them, whenever they began.
[[nodiscard]] interval live_window(instant at);
/// What follows for who is on record up to `until` and looks on at `now`.
[[nodiscard]] interval live_window_after(instant until, instant now);

/// The look of somebody who is told all topics of the feed that begin with a prefix as they stand;
/// empty: they say of no unit where it is. `unit` is empty when they say it of more than one.
[[nodiscard]] std::optional<look> live_view(std::string_view who,
                                            look_way way,
                                            std::string_view topic_prefix,
                                            instant at);

}  // namespace beatwatch
