#pragma once
#include <string>

#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

/// Media type of the text that Prometheus reads.
inline constexpr const char* metrics_type = "text/plain; version=0.0.4; charset=utf-8";

/// How the server and its sources do, for Prometheus. Names are "beatwatch_" and end in their unit;
/// what only grows ends in "_total". No unit and no device is named.
[[nodiscard]] std::string metrics_text(const v1::StatusAnswer& status,
                                       const v1::SourcesAnswer& sources);

}  // namespace beatwatch
