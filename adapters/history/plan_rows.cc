#include "adapters/history/plan_rows.h"

namespace beatwatch {
namespace {

template <typename T>
std::optional<std::int64_t> number_of(const std::optional<T>& value) {
  return value ? std::optional{static_cast<std::int64_t>(*value)} : std::nullopt;
}

std::optional<std::int64_t> ms_of(const std::optional<instant>& value) {
  return value ? std::optional{instant_to_ms(*value)} : std::nullopt;
}

}  // namespace

void plan_rows::take(const plan_changed& plan, instant told_at) {
  rows_.none()
      .text(plan.zone)
      .text(plan.rule)
      .number(plan.visits)
      .number(number_of(plan.dose_min))
      .number(number_of(plan.max_gap_min))
      .text(plan.owner)
      .text(to_string(plan.state))
      .number(instant_to_ms(plan.valid.from))
      .number(instant_to_ms(plan.valid.to))
      .number(ms_of(plan.agreed_at))
      .number(ms_of(plan.review_at))
      .number(instant_to_ms(told_at))
      .time(plan.valid.from)
      .time(plan.valid.to)
      .time(plan.agreed_at)
      .time(plan.review_at);
  rows_.run();
}

}  // namespace beatwatch
