#pragma once
#include <cstdint>

#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

/// What a zone got, without visits; at most twice what it is about.
inline v1::PresenceAnswer told_presence(std::int64_t at_least_ms,
                                        std::int64_t about_ms,
                                        std::int64_t unknown_ms) {
  v1::PresenceAnswer made;
  made.set_zone("HighStreet");
  made.set_from_ms(1'780'642'800'000);  // 2026-06-05T07:00:00Z
  made.set_to_ms(1'780'690'445'000);    // 2026-06-05T20:14:05Z
  made.mutable_presence()->set_at_least_ms(at_least_ms);
  made.mutable_presence()->set_about_ms(about_ms);
  made.mutable_presence()->set_at_most_ms(2 * about_ms);
  made.mutable_presence()->set_unknown_ms(unknown_ms);
  return made;
}

inline void count_visits(v1::PresenceAnswer& made, std::uint32_t at_least, std::uint32_t about) {
  made.mutable_visits()->set_at_least(at_least);
  made.mutable_visits()->set_about(about);
  made.mutable_visits()->set_at_most(2 * about);
}

}  // namespace beatwatch
