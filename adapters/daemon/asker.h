#pragma once
#include <functional>
#include <string>

#include "adapters/access/account.h"
#include "adapters/records/look.h"
#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

/// Who asks, and by which way.
struct asker {
  const account* who = nullptr;  ///< null: whoever is on this machine, who may ask anything
  look_way way = look_way::query;

  [[nodiscard]] std::string name() const { return who == nullptr ? std::string{} : who->name; }
  [[nodiscard]] bool may(access_right right) const {
    return who == nullptr || beatwatch::may(*who, right);
  }
};

/// Of the sectors asked for those within the area of who asks.
inline std::string sector_for(const asker& who, const std::string& asked) {
  return who.who == nullptr || within_area(who.who->area, asked) ? asked : who.who->area;
}

/// Where an answer goes.
using reply_to = std::function<void(const v1::Reply&)>;

}  // namespace beatwatch
