#include "adapters/history/health_rows.h"

#include <string_view>

namespace beatwatch {

void health_rows::take(const source_health_changed& changed, instant told_at) {
  rows_.none()
      .text(changed.source)
      .text("")
      .text(changed.silent ? "silent" : "heard")
      .number(instant_to_ms(changed.last_heard_at))
      .none()
      .number(instant_to_ms(told_at))
      .time(changed.last_heard_at)
      .none()
      .time(told_at)
      .run();
}

void health_rows::take(const device_health_changed& changed, instant told_at) {
  const std::string_view name = changed.device;
  const std::size_t slash = name.find('/');
  rows_.none()
      .text(name.substr(0, slash))
      .text(name.substr(slash + 1))
      .text(to_string(changed.health))
      .number(instant_to_ms(changed.last_heard_at))
      .number(changed.last_fix_at ? std::optional{instant_to_ms(*changed.last_fix_at)}
                                  : std::nullopt)
      .number(instant_to_ms(told_at))
      .time(changed.last_heard_at)
      .time(changed.last_fix_at)
      .time(told_at)
      .run();
}

}  // namespace beatwatch
