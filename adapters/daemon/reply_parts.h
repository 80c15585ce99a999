#pragma once
#include <string>
#include <utility>

#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

/// Why nothing is shown while the audit log refuses.
inline constexpr const char* not_on_record =
    "who looks cannot be put on record: nothing is shown, ask again";

/// A reply to this request, without an answer yet.
inline v1::Reply reply_to_request(const v1::Request& request) {
  v1::Reply reply;
  reply.set_request_id(request.request_id());
  return reply;
}

inline v1::Error error_of(v1::ErrorCode code, std::string text) {
  v1::Error error;
  error.set_code(code);
  error.set_text(std::move(text));
  return error;
}

inline void fail(v1::Reply& reply, v1::ErrorCode code, std::string text) {
  *reply.mutable_error() = error_of(code, std::move(text));
}

}  // namespace beatwatch
