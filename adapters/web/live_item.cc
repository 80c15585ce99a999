#include "adapters/web/live_item.h"

#include "adapters/web/feed_json.h"

namespace beatwatch {

const std::string& live_item::json() const {
  if (json_.empty()) {
    json_ = item_to_json(item_);
    std::string{}.swap(item_.body);
  }
  return json_;
}

}  // namespace beatwatch
