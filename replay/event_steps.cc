#include "replay/event_steps.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"
#include "replay/event_batch.h"

namespace beatwatch {
namespace {

constexpr std::size_t batch_events_max = 500;

instant end_of_step(instant received_at, duration step) {
  const std::int64_t ms = instant_to_ms(received_at);
  const std::int64_t steps = ms / step.count() + (ms % step.count() > 0 ? 1 : 0);
  return ms_to_instant(steps * step.count());
}

}  // namespace

std::vector<event_step> cut_into_steps(std::span<const event> events,
                                       duration step,
                                       duration silence_max) {
  check(step > duration{0} && silence_max >= step, "a step takes time");
  std::vector<event_step> steps;
  for (std::size_t first = 0; first < events.size();) {
    const instant to = end_of_step(events[first].received_at, step);
    std::size_t last = first;
    while (last < events.size() && events[last].received_at <= to) {
      ++last;
    }
    while (!steps.empty() && to - steps.back().to > silence_max) {
      steps.push_back({.to = steps.back().to + silence_max, .events = {}});
    }
    steps.push_back({.to = to, .events = events.subspan(first, last - first)});
    first = last;
  }
  return steps;
}

void batch_maker::make(std::span<const event> events,
                       const std::function<void(outgoing_batch)>& send) {
  std::map<std::string, std::vector<event>> by_source;
  for (const event& one : events) {
    by_source[one.source].push_back(one);
  }
  for (const auto& [source, all] : by_source) {
    std::uint64_t& previous = previous_seq_[source];
    for (std::size_t first = 0; first < all.size(); first += batch_events_max) {
      const std::size_t count = std::min(batch_events_max, all.size() - first);
      send(make_event_batch(std::span{all}.subspan(first, count), previous));
      previous = all[first + count - 1].source_seq;
    }
  }
}

}  // namespace beatwatch
