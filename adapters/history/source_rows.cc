#include "adapters/history/source_rows.h"

#include <algorithm>
#include <chrono>
#include <variant>

namespace beatwatch {
namespace {

constexpr duration hour_length = std::chrono::hours{1};

}  // namespace

source_rows::source_rows(sqlite_database& file)
    : health_(file, "source_health"), totals_(file, "source_totals") {}

// Only forward: of a batch over the hour, events come before what they changed.
void source_rows::go_to(instant now) {
  if (const instant hour = std::chrono::floor<std::chrono::hours>(now); hour > hour_) {
    finish();
    hour_ = hour;
  }
}

void source_rows::take(const event& heard) {
  const auto* const body = std::get_if<ping>(&heard.body);
  if (body == nullptr) {
    return;
  }
  go_to(heard.received_at);
  const std::int64_t delay_ms = (heard.received_at - body->observed_at).count();
  hour_of_pings& hour = by_source_[heard.source];
  hour.delay_max_ms = hour.pings == 0 ? delay_ms : std::max(hour.delay_max_ms, delay_ms);
  hour.delay_sum_ms += delay_ms;
  ++hour.pings;
}

void source_rows::take(const source_counted& counted, instant told_at) {
  go_to(told_at);
  by_reason_[{counted.source, counted.reason}] = counted.total;
}

void source_rows::finish() {
  for (const auto& [source, of] : by_source_) {
    health_.none()
        .text(source)
        .number(instant_to_ms(hour_))
        .number(instant_to_ms(hour_ + hour_length))
        .number(of.pings)
        .number(of.delay_sum_ms / of.pings)
        .number(of.delay_max_ms)
        .time(hour_)
        .time(hour_ + hour_length)
        .run();
  }
  for (const auto& [name, total] : by_reason_) {
    totals_.none()
        .text(name.first)
        .text(name.second)
        .number(instant_to_ms(hour_))
        .number(instant_to_ms(hour_ + hour_length))
        .number(static_cast<std::int64_t>(total))
        .time(hour_)
        .time(hour_ + hour_length)
        .run();
  }
  by_source_.clear();
  by_reason_.clear();
}

}  // namespace beatwatch
