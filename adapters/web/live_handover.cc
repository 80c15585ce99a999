#include "adapters/web/live_handover.h"

#include <utility>

namespace beatwatch {

void live_handover::release(const std::vector<feed_item>& items) {
  if (behind_) {
    return;
  }
  if (waiting_ + items.size() > items_on_the_way_) {
    behind_ = true;
    parts_.on_behind();
    // Runs when all that waits before it has been taken.
    asio::post(parts_.windows, [this] { asio::post(parts_.engine, [this] { start_anew(); }); });
    return;
  }
  waiting_ += items.size();
  asio::post(parts_.windows, [this, items = items]() mutable {
    const std::size_t taken = items.size();
    parts_.events.take(std::move(items));
    waiting_ -= taken;
  });
}

void live_handover::start_anew() {
  behind_ = false;
  asio::post(parts_.windows, [this, now = parts_.released] { parts_.events.restore(now); });
}

}  // namespace beatwatch
