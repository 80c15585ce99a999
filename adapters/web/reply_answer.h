#pragma once
#include "adapters/transport/http_server.h"
#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

/// The message that answers, without the envelope; an error as a problem.
http_answer reply_answer(const v1::Reply& reply);

}  // namespace beatwatch
