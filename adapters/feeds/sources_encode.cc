#include "adapters/feeds/sources_encode.h"

#include <string>

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

void put(const source_report& source, v1::SourceReport& out) {
  out.set_source(source.source);
  out.set_silent(source.silent);
  if (source.last_heard_at) {
    out.set_last_heard_at_ms(instant_to_ms(*source.last_heard_at));
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
    put(each, *out.add_sources());
  }
}

}  // namespace beatwatch
