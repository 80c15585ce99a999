#include "adapters/feeds/sources_encode.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace beatwatch {
namespace {

v1::RefreshVerdict verdict_to_wire(refresh_verdict verdict) {
  return static_cast<v1::RefreshVerdict>(static_cast<int>(verdict) + 1);
}

v1::DeviceHealth health_to_wire(device_health health) {
  return static_cast<v1::DeviceHealth>(static_cast<int>(health) + 1);
}

void put_delay(const quantile_sketch& delay, v1::ReportSummary& out) {
  if (const auto lower = delay.quantile(50)) {
    out.set_delay_lower_ms(lower->count());
    out.set_delay_median_ms(delay.quantile(500)->count());
    out.set_delay_p95_ms(delay.quantile(950)->count());
  }
}

void put_refresh(const quantile_sketch& refresh, v1::ReportSummary& out) {
  if (const auto median = refresh.quantile(500)) {
    out.set_refresh_median_ms(median->count());
    out.set_refresh_p95_ms(refresh.quantile(950)->count());
  }
}

void put(const report_tally& tally, interval window, v1::ReportSummary& out) {
  out.set_from_ms(instant_to_ms(window.from));
  out.set_to_ms(instant_to_ms(window.to));
  out.set_messages(tally.messages);
  out.set_fixes(tally.fixes);
  out.set_without_fix(tally.without_fix);
  put_delay(tally.delay, out);
  put_refresh(tally.refresh, out);
  for (std::size_t i = 0; i < tally.triggers.size(); ++i) {
    if (tally.triggers[i] > 0) {
      v1::TriggerCount& count = *out.add_triggers();
      count.set_trigger(static_cast<v1::PingTrigger>(i));
      count.set_count(tally.triggers[i]);
    }
  }
  for (std::size_t i = 0; i < tally.rejects.size(); ++i) {
    if (tally.rejects[i] > 0) {
      v1::RejectCount& count = *out.add_rejects();
      count.set_reason(std::string{to_string(static_cast<ping_reject>(i))});
      count.set_count(tally.rejects[i]);
    }
  }
}

void put(const device_report& device, interval window, v1::DeviceReport& out) {
  out.set_device(device.device);
  out.set_unit(device.unit);
  out.set_health(health_to_wire(device.health));
  out.set_last_heard_at_ms(instant_to_ms(device.last_heard_at));
  if (device.last_fix_at) {
    out.set_last_fix_at_ms(instant_to_ms(*device.last_fix_at));
  }
  put(device.tally, window, *out.mutable_summary());
  out.set_refresh(verdict_to_wire(device.refresh));
}

// Counted of a source of which nothing came just then.
bool is_of_nothing(std::string_view reason) {
  constexpr std::array<std::string_view, 3> of_nothing{
      "poll_failed", "timed_out", "too_many_connections"};
  return std::find(of_nothing.begin(), of_nothing.end(), reason) != of_nothing.end();
}

std::optional<instant> last_unused_at(const source_report& source) {
  std::optional<instant> last;
  for (const reject_total& each : source.totals) {
    if (!is_of_nothing(each.reason)) {
      last = std::max(last, std::optional{each.last_at});
    }
  }
  return last;
}

v1::SourceState state_of(const source_report& source,
                         std::optional<instant> last_unused,
                         instant now) {
  if (!source.configured && !source.last_heard_at) {
    return v1::SOURCE_STATE_UNSPECIFIED;
  }
  const auto is_of_late = [&](std::optional<instant> at) {
    return at && now - *at <= source.silence_max;
  };
  if (is_of_late(last_unused) && !is_of_late(source.last_heard_at)) {
    return v1::SOURCE_STATE_UNREADABLE;
  }
  if (!source.last_heard_at) {
    return last_unused ? v1::SOURCE_STATE_SILENT : v1::SOURCE_STATE_NEVER_HEARD;
  }
  return source.silent ? v1::SOURCE_STATE_SILENT : v1::SOURCE_STATE_HEARD;
}

void put(const source_report& source, instant now, v1::SourceReport& out) {
  out.set_source(source.source);
  out.set_silent(source.silent);
  const std::optional<instant> last_unused = last_unused_at(source);
  out.set_state(state_of(source, last_unused, now));
  if (last_unused) {
    out.set_last_unused_at_ms(instant_to_ms(*last_unused));
  }
  if (source.last_heard_at) {
    out.set_last_heard_at_ms(instant_to_ms(*source.last_heard_at));
  }
  if (source.positioned + source.no_fix + source.silent_devices > 0) {
    out.set_refresh_promised_ms(source.refresh_promised.count());
    out.set_refresh(verdict_to_wire(source.refresh));
    put(source.tally, source.window, *out.mutable_summary());
  }
  out.set_positioned(source.positioned);
  out.set_no_fix(source.no_fix);
  out.set_silent_devices(source.silent_devices);
  for (const reject_total& each : source.totals) {
    v1::RejectCount& total = *out.add_totals();
    total.set_reason(each.reason);
    total.set_count(each.total);
  }
  for (const device_report& each : source.devices) {
    put(each, source.window, *out.add_devices());
  }
}

}  // namespace

void source_reports_to_wire(std::span<const source_report> reports,
                            instant now,
                            v1::SourcesAnswer& out) {
  out.Clear();
  out.set_engine_now_ms(instant_to_ms(now));
  for (const source_report& each : reports) {
    put(each, now, *out.add_sources());
  }
}

}  // namespace beatwatch
