#pragma once
#include <optional>
#include <string_view>

#include "adapters/records/look.h"

namespace beatwatch {

/// The look of somebody who is told all topics of the feed that begin with a prefix, from now on or
/// as they stand; empty: they say of no unit where it is. `unit` is empty when they say it of more
/// than one.
[[nodiscard]] std::optional<look> live_view(std::string_view who,
                                            look_way way,
                                            std::string_view topic_prefix,
                                            instant at);

}  // namespace beatwatch
