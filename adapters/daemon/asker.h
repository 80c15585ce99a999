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
};

/// Where an answer goes.
using reply_to = std::function<void(const v1::Reply&)>;

}  // namespace beatwatch
