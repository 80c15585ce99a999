#pragma once
#include <atomic>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "adapters/feeds/feed_item.h"
#include "adapters/feeds/situation.h"
#include "adapters/transport/asio.h"
#include "adapters/web/live_events.h"

namespace beatwatch {

/// Takes what is published from the engine's thread to that of the windows, and never holds more
/// than a bounded number of messages on the way. When the windows' thread is that far behind, what
/// comes next is left out; once it has taken what waits it starts anew from what holds then, and
/// every window with it, as one that is slow itself does. Both loops and all parts outlive it; what
/// it has posted must not run after it.
class live_handover {
 public:
  struct parts {
    asio::io_context& engine;
    asio::io_context& windows;
    live_events& events;  ///< of the windows' thread
    /// What holds; of the engine's thread. It has what was released by the next turn of `engine`.
    const situation& released;
    std::function<void()> on_behind;  ///< on the engine's thread, each time it begins to leave out
  };

  explicit live_handover(parts of, std::size_t items_on_the_way = 20'000)
      : parts_(std::move(of)), items_on_the_way_(items_on_the_way) {}

  /// On the engine's thread.
  void release(const std::vector<feed_item>& items);

 private:
  void start_anew();

  parts parts_;
  std::size_t items_on_the_way_;
  std::atomic<std::size_t> waiting_ = 0;
  bool behind_ = false;  ///< of the engine's thread
};

}  // namespace beatwatch
