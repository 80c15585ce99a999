#pragma once
#include <string>

#include "adapters/access/account.h"
#include "adapters/daemon/asker.h"
#include "adapters/daemon/engine_loop.h"
#include "adapters/daemon/zone_activations.h"
#include "adapters/feeds/situation.h"
#include "adapters/journal/journal_writer.h"
#include "beatwatch/v1/query.pb.h"
#include "engine/engine.h"

namespace beatwatch {

/// What requests are judged by and where their events go; all of it outlives them.
struct event_requests_parts {
  engine_loop& events;
  const beatwatch::engine& engine;
  const journal_writer& journal;
  const situation& released;  ///< as published
  zone_activations& zones;
};

/// What somebody asks to happen: each becomes an event, and is taken only while the disk takes it
/// too. The reply is an error, to be given at once, or to be given when the event is on disk.
class event_requests {
 public:
  explicit event_requests(event_requests_parts parts) : parts_(parts) {}

  [[nodiscard]] v1::Reply activate_zones(const asker& who, const v1::Request& request);
  [[nodiscard]] v1::Reply answer_alarm(const asker& who, const v1::Request& request);
  /// Somebody sends a unit to an incident, where command and control does not tell who is sent. The
  /// event's source says who it was; the reply is empty.
  [[nodiscard]] v1::Reply choose(const account& who,
                                 const std::string& incident,
                                 const std::string& unit);

 private:
  [[nodiscard]] bool refuses(v1::Reply& reply) const;

  event_requests_parts parts_;
};

}  // namespace beatwatch
