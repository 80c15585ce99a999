#pragma once
#include <string>
#include <utility>

#include "adapters/feeds/feed_item.h"

namespace beatwatch {

/// One message of the feed for the windows that are open: as it came until the first of them asks,
/// as JSON from then on. What nobody looks at is never written out. Of one thread.
class live_item {
 public:
  explicit live_item(feed_item item) : item_(std::move(item)) {}

  /// Without its body.
  [[nodiscard]] const feed_item& item() const { return item_; }
  [[nodiscard]] const std::string& json() const;

 private:
  mutable feed_item item_;
  mutable std::string json_;  ///< empty: the body has it still
};

}  // namespace beatwatch
