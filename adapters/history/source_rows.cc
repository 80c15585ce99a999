#include "adapters/history/source_rows.h"

#include <algorithm>
#include <chrono>
#include <variant>

namespace beatwatch {
namespace {

constexpr duration hour_length = std::chrono::hours{1};

reporting_profile profile_of(const parameters& settings, const std::string& source) {
  const auto of = [&settings](const std::string& name) {
    return std::find_if(settings.profiles.begin(), settings.profiles.end(), [&](const auto& p) {
      return p.source == name;
    });
  };
  const auto own = of(source);
  const auto any = own != settings.profiles.end() ? own : of("");
  return any != settings.profiles.end() ? *any : reporting_profile{};
}

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

void source_rows::take(const event& heard, const parameters& settings) {
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
  const reporting_profile profile = profile_of(settings, heard.source);
  const auto [known, first] = hour.heard.try_emplace(body->device, body->observed_at);
  if (first) {
    hour.online += profile.refresh;
  } else if (body->observed_at > known->second) {
    hour.online += std::min(body->observed_at - known->second, profile.gap_limit);
    known->second = body->observed_at;
  }
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
        .number(static_cast<std::int64_t>(of.heard.size()))
        .number(of.online.count())
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
