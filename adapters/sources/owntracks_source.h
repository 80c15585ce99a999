#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "adapters/sources/position_source.h"

namespace beatwatch {

/// Locations of OwnTracks, one in each message. The peer is whom the application says it is: the
/// user of its HTTP Basic authentication, and the device. Its other messages are counted.
///   time      of the fix
///   accuracy  as stated, which is one standard deviation on both kinds of telephone
class owntracks_source : public position_source {
 public:
  std::string take(std::string_view peer,
                   std::string_view message,
                   instant received_at,
                   std::vector<ping>& pings) override;
};

/// Who speaks, by HTTP's Basic authentication (RFC 7617).
struct basic_credentials {
  std::string user;
  std::string password;
};

/// Of an Authorization header, "Basic b2ZmaWNlci0xOnNlY3JldA=="; empty when it is of another
/// scheme, is longer than 1,024 octets, is not Base64 (RFC 4648) or has no colon.
std::optional<basic_credentials> read_basic(std::string_view authorization);

}  // namespace beatwatch
