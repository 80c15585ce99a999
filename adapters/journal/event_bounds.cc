#include "adapters/journal/event_bounds.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace beatwatch {
namespace {

using fault = std::optional<event_error>;

/// Bytes of the UTF-8 sequence that `text` begins with, without overlong forms, surrogates and
/// control characters; 0: none.
std::size_t printable_sequence(std::string_view text) {
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto tail = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
  const unsigned first = at(0);
  if (first < 0x80U) {
    return first >= 0x20U && first != 0x7FU ? 1 : 0;
  }
  if (first >= 0xC2U && first <= 0xDFU) {
    return tail(1) && (first > 0xC2U || at(1) >= 0xA0U) ? 2 : 0;
  }
  if (first >= 0xE0U && first <= 0xEFU) {
    const bool overlong = first == 0xE0U && at(1) < 0xA0U;
    const bool surrogate = first == 0xEDU && at(1) >= 0xA0U;
    return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0U && first <= 0xF4U) {
    const bool overlong = first == 0xF0U && at(1) < 0x90U;
    const bool beyond = first == 0xF4U && at(1) >= 0x90U;
    return tail(1) && tail(2) && tail(3) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

bool is_hash(std::string_view word) {
  return word.size() == 64 && std::ranges::all_of(word, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

fault name(std::string_view word) { return is_name(word) ? fault{} : event_error::bad_name; }
fault name_or_empty(std::string_view word) { return word.empty() ? fault{} : name(word); }
fault names(const std::vector<std::string>& words) {
  if (words.size() > list_size_max) {
    return event_error::too_many;
  }
  return std::ranges::all_of(words, is_name) ? fault{} : event_error::bad_name;
}
fault text(std::string_view words) { return is_text(words) ? fault{} : event_error::bad_text; }
fault hash(std::string_view word) { return is_hash(word) ? fault{} : event_error::bad_hash; }
fault time(instant t) {
  return t >= earliest_instant && t <= latest_instant ? fault{} : event_error::bad_time;
}
fault times(interval i) {
  if (const auto bad = time(i.from)) {
    return bad;
  }
  if (const auto bad = time(i.to)) {
    return bad;
  }
  return i.empty() ? event_error::bad_interval : fault{};
}
fault place(position at) { return valid(at) ? fault{} : event_error::bad_position; }
fault range(bool inside) { return inside ? fault{} : event_error::out_of_range; }

template <typename T>
bool at_most(const std::optional<T>& value, std::uint64_t limit) {
  return !value || *value <= limit;
}
template <typename Enum>
bool at_most(Enum value, Enum last) {
  return value <= last;
}

/// The first of several: `a || b` of optional faults, evaluated in order.
template <typename... Faults>
fault first_of(Faults... faults) {
  fault first;
  ((first = first ? first : faults), ...);
  return first;
}

constexpr std::uint64_t intake_count_max = std::uint64_t{1} << 48U;  // totals cannot overflow
constexpr std::int64_t clock_step_ms_max = 100LL * 366 * 86'400'000;

fault fault_in(const ping& p) {
  return first_of(
      name(p.device),
      time(p.observed_at),
      place(p.at),
      range(at_most(p.accuracy_cm, accuracy_cm_max) && at_most(p.speed_cmps, speed_cmps_max) &&
            at_most(p.heading_cdeg, heading_cdeg_max) &&
            at_most(p.trigger, ping_trigger::request)));
}

fault fault_in(const device_heard& h) {
  return first_of(name(h.device),
                  h.observed_at ? time(*h.observed_at) : fault{},
                  range(at_most(h.signal, device_signal::emergency) &&
                        (!h.status_code || h.signal == device_signal::status)));
}

fault fault_in(const status_changed& s) {
  return first_of(name(s.unit),
                  range(at_most(s.status, unit_status::at_station)),
                  time(s.at),
                  name_or_empty(s.incident));
}

fault fault_in(const roster_changed& changed) {
  const roster_entry& r = changed.entry;
  return first_of(name(r.unit),
                  is_device_pattern(r.device) ? fault{} : event_error::bad_name,
                  range(at_most(r.kind, unit_kind::partner) &&
                        at_most(r.visibility, visibility_class::uniformed_foot)),
                  name_or_empty(r.person_ref),
                  names(r.skills),
                  name_or_empty(r.vehicle),
                  name_or_empty(r.home_zone),
                  times(r.duty),
                  range(at_most(r.origin, holding_origin::book_on)),
                  r.recorded_at ? time(*r.recorded_at) : fault{});
}

fault fault_in(const holding_ended& h) {
  return first_of(name(h.unit),
                  is_device_pattern(h.device) ? fault{} : event_error::bad_name,
                  range(at_most(h.origin, holding_origin::book_on)),
                  time(h.at),
                  h.recorded_at ? time(*h.recorded_at) : fault{});
}

fault fault_in(const incident_changed& changed) {
  const incident& i = changed.incident;
  return first_of(
      name(i.name),
      range(i.version >= 1 && i.version <= incident_version_max && i.grade <= 4),
      text(i.type),
      i.at ? place(*i.at) : fault{},
      range(at_most(i.place_error_m, place_error_m_max)),
      time(i.opened_at),
      i.closed_at ? time(*i.closed_at) : fault{},
      names(i.assigned),
      range(std::ranges::adjacent_find(i.assigned, std::greater_equal<>{}) == i.assigned.end()));
}

fault fault_in(const plan_changed& p) {
  return first_of(name(p.zone),
                  text(p.rule),
                  range(p.visits <= plan_visits_max && at_most(p.dose_min, plan_minutes_max) &&
                        at_most(p.max_gap_min, plan_minutes_max)),
                  text(p.owner),
                  times(p.valid),
                  range(at_most(p.state, priority_state::closed)),
                  p.agreed_at ? time(*p.agreed_at) : fault{},
                  p.review_at ? time(*p.review_at) : fault{});
}

fault fault_in(const hours_declared& h) {
  return first_of(
      name(h.zone), name(h.unit), times(h.valid), h.recorded_at ? time(*h.recorded_at) : fault{});
}

fault fault_in(const alarm_answered& a) {
  const bool shelves = a.action == alarm_action::shelve;
  return first_of(range(a.number >= 1 && at_most(a.action, alarm_action::unshelve) &&
                        a.until.has_value() == shelves && a.reason.empty() != shelves),
                  name_or_empty(a.by),
                  text(a.reason),
                  a.until ? time(*a.until) : fault{});
}

fault fault_in(const zones_activated& z) { return first_of(hash(z.hash), time(z.at)); }
fault fault_in(const roads_activated& r) { return hash(r.hash); }
fault fault_in(const intake_counted& c) {
  return first_of(name(c.reason), range(c.count <= intake_count_max));
}
fault fault_in(const clock_advanced& c) { return time(c.to); }
fault fault_in(const clock_stepped& c) {
  return range(c.by_ms >= -clock_step_ms_max && c.by_ms <= clock_step_ms_max);
}
fault fault_in(const tick& /*unused*/) { return {}; }

}  // namespace

std::string_view to_string(event_error error) {
  constexpr std::array<std::string_view, event_error_count> words{"malformed",
                                                                  "no_body",
                                                                  "bad_name",
                                                                  "bad_text",
                                                                  "bad_hash",
                                                                  "bad_time",
                                                                  "bad_interval",
                                                                  "bad_position",
                                                                  "out_of_range",
                                                                  "too_many",
                                                                  "not_for_senders",
                                                                  "sequence_not_rising"};
  return words.at(static_cast<std::size_t>(error));
}

bool is_text(std::string_view text) {
  if (text.size() > text_size_max) {
    return false;
  }
  while (!text.empty()) {
    const std::size_t size = printable_sequence(text);
    if (size == 0) {
      return false;
    }
    text.remove_prefix(size);
  }
  return true;
}

bool is_device_pattern(std::string_view word) {
  const auto slash = word.find('/');
  return slash == std::string_view::npos
             ? is_name(word)
             : is_name(word.substr(0, slash)) && is_name(word.substr(slash + 1));
}

fault fault_of(const event_body& body) {
  return std::visit([](const auto& kind) { return fault_in(kind); }, body);
}

fault fault_of(const event& e) {
  const auto bad = first_of(time(e.received_at), name(e.source));
  return bad ? bad : fault_of(e.body);
}

}  // namespace beatwatch
