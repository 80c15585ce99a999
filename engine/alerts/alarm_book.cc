#include "engine/alerts/alarm_book.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "engine/alerts/alarm_timing.h"

namespace beatwatch {
namespace {

bool same_names(const alarm_changed& told, const alarm_cause& cause) {
  const auto same_zone = [](const zone_at_risk& a, const zone_at_risk& b) {
    return a.zone == b.zone;
  };
  const auto same_unit = [](const candidate& a, const candidate& b) { return a.unit == b.unit; };
  return std::equal(told.zones.begin(),
                    told.zones.end(),
                    cause.zones.begin(),
                    cause.zones.end(),
                    same_zone) &&
         std::equal(told.nearest.begin(),
                    told.nearest.end(),
                    cause.nearest.begin(),
                    cause.nearest.end(),
                    same_unit);
}

alarm_record record_of(const alarm_changed& told, alarm_occasion occasion, instant now) {
  alarm_record record;
  record.at = now;
  record.occasion = occasion;
  record.number = told.number;
  record.rule = told.rule;
  record.subject = told.subject;
  record.sector = told.sector;
  return record;
}

}  // namespace

// The alarm of a cause, which holds now.
alarm_book::alarm& alarm_book::found(const alarm_cause& cause, instant now) {
  alarm& of = alarms_[cause.key];
  if (!of.holds) {
    of.holds = true;
    of.holds_since = now;
  }
  alarm_changed& told = of.told;
  of.details_new = of.details_new || !same_names(told, cause) || told.incident != cause.incident;
  told.rule = cause.key.rule;
  told.subject = cause.key.rule == alarm_rule::red_time ? std::string{} : cause.key.of;
  if (told.number == 0) {
    told.sector = cause.sector;  // stays, so that it is cleared where it was annunciated
  }
  told.incident = cause.incident;
  told.devices = cause.devices;
  told.zones = cause.zones;
  told.nearest = cause.nearest;
  return of;
}

void alarm_book::judge(alarm_rule rule, const std::vector<alarm_cause>& holding, instant now) {
  std::set<alarm_key> keys;
  for (const alarm_cause& cause : holding) {
    found(cause, now);
    keys.insert(cause.key);
  }
  for (auto& [key, of] : alarms_) {
    if (key.rule == rule && of.holds && !keys.contains(key)) {
      of.holds = false;
      of.holds_since = now;
    }
  }
}

void alarm_book::strike(const alarm_cause& cause, instant now, std::vector<change>& changes) {
  alarm& of = found(cause, now);
  settle(cause.key, of, now, changes);
  of.holds = false;
  of.holds_since = now;
}

void alarm_book::advance(instant now, std::vector<change>& changes) {
  for (auto& [key, of] : alarms_) {
    settle(key, of, now, changes);
  }
  forget_normal();
}

void alarm_book::settle(const alarm_key& key,
                        alarm& of,
                        instant now,
                        std::vector<change>& changes) {
  alarm_timing timing = timing_of(key.rule);
  if (of.told.chattering && key.rule != alarm_rule::emergency) {
    timing.off_delay = std::max(timing.off_delay, chattering_within);
  }
  const duration lasted = now - of.holds_since;
  const bool shelved = of.told.state == alarm_state::shelved;
  if (of.holds && !of.stands && lasted >= timing.on_delay) {
    of.stands = true;
    if (!shelved) {
      annunciate(key, of, now, changes);
    }
  } else if (!of.holds && of.stands && lasted >= timing.off_delay) {
    of.stands = false;
    log_.add(record_of(of.told, alarm_occasion::returned, now));
    if (!shelved) {
      const bool seen = of.told.state == alarm_state::acknowledged;
      enter(of, seen ? alarm_state::normal : alarm_state::returned, now, changes);
    }
  } else if (of.stands && of.details_new && !shelved) {
    of.details_new = false;
    changes.push_back({now, of.told});
  }
  if (of.told.state == alarm_state::shelved && now >= *of.told.shelved_until) {
    unshelve(key, of, {}, now, changes);
  }
}

void alarm_book::annunciate(const alarm_key& key,
                            alarm& of,
                            instant now,
                            std::vector<change>& changes) {
  if (of.told.number == 0 || of.told.state == alarm_state::normal) {
    of.told.number = ++newest_number_;
  }
  of.told.annunciated_at = now;
  of.told.chattering =
      log_.annunciations(key.rule, key.of, now - chattering_within) + 1 >= chattering_annunciations;
  enter(of, alarm_state::unacknowledged, now, changes);
  log_.add(record_of(of.told, alarm_occasion::annunciated, now));
}

void alarm_book::take(const alarm_answered& answer, instant now, std::vector<change>& changes) {
  const auto named = std::find_if(alarms_.begin(), alarms_.end(), [&answer](const auto& known) {
    return known.second.told.number == answer.number &&
           known.second.told.state != alarm_state::normal;
  });
  if (named == alarms_.end()) {
    return;
  }
  auto& [key, of] = *named;
  switch (answer.action) {
    case alarm_action::acknowledge:
      acknowledge(of, answer.by, now, changes);
      break;
    case alarm_action::shelve:
      shelve(of, answer, now, changes);
      break;
    case alarm_action::unshelve:
      if (of.told.state == alarm_state::shelved) {
        unshelve(key, of, answer.by, now, changes);
      }
      break;
  }
  forget_normal();
}

void alarm_book::acknowledge(alarm& of,
                             const std::string& by,
                             instant now,
                             std::vector<change>& changes) {
  const bool returned = of.told.state == alarm_state::returned;
  if (!returned && of.told.state != alarm_state::unacknowledged) {
    return;
  }
  alarm_record seen = record_of(of.told, alarm_occasion::acknowledged, now);
  seen.by = by;
  log_.add(std::move(seen));
  enter(of, returned ? alarm_state::normal : alarm_state::acknowledged, now, changes);
}

void alarm_book::shelve(alarm& of,
                        const alarm_answered& answer,
                        instant now,
                        std::vector<change>& changes) {
  if (!may_be_shelved(of.told.rule) || !answer.until || *answer.until <= now) {
    return;
  }
  of.told.shelved_until = std::min(*answer.until, now + shelving_max);
  alarm_record away = record_of(of.told, alarm_occasion::shelved, now);
  away.by = answer.by;
  away.reason = answer.reason;
  away.until = of.told.shelved_until;
  log_.add(std::move(away));
  enter(of, alarm_state::shelved, now, changes);
}

void alarm_book::unshelve(const alarm_key& key,
                          alarm& of,
                          const std::string& by,
                          instant now,
                          std::vector<change>& changes) {
  of.told.shelved_until.reset();
  alarm_record back = record_of(of.told, alarm_occasion::unshelved, now);
  back.by = by;
  log_.add(std::move(back));
  if (of.stands) {
    annunciate(key, of, now, changes);
  } else {
    enter(of, alarm_state::normal, now, changes);
  }
}

void alarm_book::enter(alarm& of, alarm_state state, instant now, std::vector<change>& changes) {
  of.told.state = state;
  of.told.since = now;
  of.details_new = false;
  changes.push_back({now, of.told});
}

// What was never annunciated is forgotten when its cause is away.
void alarm_book::forget_normal() {
  std::erase_if(alarms_, [](const auto& known) {
    const alarm& of = known.second;
    return !of.stands && !of.holds && (of.told.number == 0 || of.told.state == alarm_state::normal);
  });
}

std::vector<alarm_changed> alarm_book::current() const {
  std::vector<alarm_changed> found;
  for (const auto& [key, of] : alarms_) {
    if (of.told.number != 0 && of.told.state != alarm_state::normal) {
      found.push_back(of.told);
    }
  }
  std::sort(found.begin(), found.end(), [](const alarm_changed& a, const alarm_changed& b) {
    return std::tie(a.rule, a.number) < std::tie(b.rule, b.number);
  });
  return found;
}

}  // namespace beatwatch
