#pragma once
#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

/// Makes the names of units empty in what is told of a place, for roles that may not know them.
void leave_out_units(v1::Reply& reply);

}  // namespace beatwatch
