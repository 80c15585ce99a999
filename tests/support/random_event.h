#pragma once
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "engine/change.h"
#include "engine/event.h"

namespace beatwatch {

/// Valid events and plausible changes, equal for equal seeds.
class random_events {
 public:
  explicit random_events(std::uint64_t seed) : random_(seed) {}

  /// An event of any kind, one in two a ping.
  event any();
  event any_ping();
  /// `count` of them, received one after the other from `from` on, at most `step_max` apart.
  std::vector<event> batch(std::size_t count, instant from, duration step_max = duration{20});
  /// A change for each event of a batch.
  std::vector<change> changes_of(const std::vector<event>& batch);

  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

 private:
  bool coin() { return below(2) == 0; }
  instant time();
  interval times();
  position place();
  std::string name();
  std::string name_or_empty();
  std::vector<std::string> names();
  std::string text();
  std::string hash();
  ping a_ping();
  incident an_incident();
  event_body a_body();

  std::mt19937_64 random_;
};

}  // namespace beatwatch
