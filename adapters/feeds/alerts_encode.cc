#include "adapters/feeds/alerts_encode.h"

#include <algorithm>
#include <vector>

#include "adapters/feeds/feed_encode.h"
#include "engine/alerts/alarm_rates.h"

namespace beatwatch {
namespace {

template <typename Wire, typename T>
Wire one_up(T value) {
  return static_cast<Wire>(static_cast<int>(value) + 1);
}

void put(const alarm_record& r, bool with_operators, v1::AlarmRecord& out) {
  out.set_at_ms(instant_to_ms(r.at));
  out.set_occasion(one_up<v1::AlarmOccasion>(r.occasion));
  out.set_number(r.number);
  out.set_rule(one_up<v1::AlarmRule>(r.rule));
  out.set_subject(r.subject);
  out.set_sector(r.sector);
  if (with_operators) {
    out.set_by(r.by);
    out.set_reason(r.reason);
  }
  if (r.until) {
    out.set_until_ms(instant_to_ms(*r.until));
  }
}

}  // namespace

bool concerns(std::string_view sector, std::string_view of) {
  return sector.empty() || of.empty() || sector == of ||
         (sector.starts_with(of) && sector[of.size()] == '/');
}

void alerts_to_wire(const alerts_told& told, const v1::AlertsQuery& asked, v1::AlertsAnswer& out) {
  out.Clear();
  out.set_from_ms(instant_to_ms(told.window.from));
  out.set_to_ms(instant_to_ms(told.window.to));
  for (const alarm_changed& alarm : told.current) {
    if (concerns(alarm.sector, asked.sector())) {
      alarm_to_wire(alarm, *out.add_alarms());
    }
  }
  std::vector<alarm_record> records;
  std::copy_if(told.records.begin(),
               told.records.end(),
               std::back_inserter(records),
               [&asked](const alarm_record& r) { return concerns(r.sector, asked.sector()); });
  for (const alarm_record& r : records) {
    put(r, asked.with_operators(), *out.add_log());
  }
  for (const alarm_rate& rate : alarm_rates(records, told.window)) {
    v1::AlarmRate& to = *out.add_rates();
    to.set_sector(rate.sector);
    to.set_annunciated(rate.annunciated);
    to.set_most_in_10_min(rate.most);
    to.set_last_10_min(rate.last);
  }
  if (!asked.with_operators()) {
    return;
  }
  for (const operator_alarms& o : alarms_by_operator(records)) {
    v1::OperatorAlarms& to = *out.add_operators();
    to.set_by(o.by);
    to.set_acknowledged(o.acknowledged);
    to.set_shelved(o.shelved);
    if (o.median_to_acknowledge_ms) {
      to.set_median_to_acknowledge_ms(*o.median_to_acknowledge_ms);
    }
  }
}

}  // namespace beatwatch
