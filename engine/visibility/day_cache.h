#pragma once
#include "engine/model/policing_day.h"

namespace beatwatch {

/// `policing_day` that remembers its last answer: neighbours in time mostly share a day.
class day_cache {
 public:
  explicit day_cache(const parameters& settings) : settings_(&settings) {}
  interval operator()(instant t) {
    if (!last_.contains(t)) {
      last_ = policing_day(*settings_, t);
    }
    return last_;
  }

 private:
  const parameters* settings_;
  interval last_;
};

}  // namespace beatwatch
