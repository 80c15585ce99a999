#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "beatwatch/v1/query.pb.h"
#include "engine/base/interval.h"
#include "engine/engine.h"

namespace beatwatch {

/// Empty when a field is out of range or the goal is not exactly one.
[[nodiscard]] std::optional<nearest_query> wire_to_nearest(const v1::NearestQuery& in);

/// Whether a window is one that may be asked for: not empty, within the years of Beatwatch.
[[nodiscard]] bool is_window(interval window);

/// Whether it may be the path of a level: names with "/" between them.
[[nodiscard]] bool is_level(std::string_view path);

/// Whether exactly one of both is named.
[[nodiscard]] bool names_one_place(const std::string& zone, const std::string& level);

}  // namespace beatwatch
