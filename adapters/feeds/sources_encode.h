#pragma once
#include <span>

#include "beatwatch/v1/query.pb.h"
#include "engine/source_report.h"

namespace beatwatch {

/// How sources do, as of `now`; `run` is left as it is.
void source_reports_to_wire(std::span<const source_report> reports,
                            instant now,
                            v1::SourcesAnswer& out);

}  // namespace beatwatch
