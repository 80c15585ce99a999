#pragma once
#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "adapters/daemon/record_answers.h"
#include "adapters/records/look.h"
#include "engine/base/units.h"

namespace beatwatch {

/// Who follows live positions by the feed, as it goes on record: when a subscription begins, and
/// anew for each hour that it lasts. A subscription ends without a name, so a client counts as
/// following a prefix until nobody does. What the disk refuses is owed, and goes on record once it
/// takes it. Of the engine's thread.
class feed_looks {
 public:
  static constexpr std::size_t owed_max = 100'000;  ///< beyond, looks are lost, and that is logged

  /// `records` outlives it.
  explicit feed_looks(record_answers& records) : records_(records) {}

  /// A subscription; one that is not allowed sees nothing, and neither does one to topics that say
  /// of no unit where it is.
  void begin(std::string_view client, std::string_view prefix, bool allowed, instant at);
  /// Once for each subscription.
  void end(std::string_view prefix);
  /// To be called once a second.
  void go_on(instant now);

 private:
  struct followed {
    std::size_t subscriptions = 0;
    std::map<std::string, instant, std::less<>> on_record_until;  ///< by client
  };

  void owe(look seen);
  void pay();
  void note(bool taken);

  record_answers& records_;
  std::map<std::string, followed, std::less<>> followed_;  ///< by prefix
  std::deque<look> owed_;                                  ///< in order
  bool paying_ = false;
  bool refused_ = false;
};

}  // namespace beatwatch
