#pragma once
#include <string>

#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

/// Who passed a gate, for a terminal: the counts of each direction, then a line for each pass.
std::string gate_text(const v1::GateAnswer& answer);

/// A table that spreadsheets open, as `presence_csv_header` says: a row for each pass.
std::string gate_csv(const v1::GateAnswer& answer);

}  // namespace beatwatch
