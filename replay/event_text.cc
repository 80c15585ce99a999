#include "replay/event_text.h"

#include <fmt/format.h>

#include "adapters/sources/rfc3339.h"
#include "engine/base/overloaded.h"

namespace beatwatch {
namespace {

std::string place_text(position at) {
  return fmt::format("{:.7f},{:.7f}", at.lat_e7 * 1e-7, at.lon_e7 * 1e-7);
}

std::string text_of(const ping& p) {
  std::string text = fmt::format(
      "ping of {} at {}, {}", p.device, format_rfc3339(p.observed_at), place_text(p.at));
  text += p.accuracy_cm ? fmt::format(", accuracy {:.2f} m", *p.accuracy_cm * 1e-2) : "";
  text += p.speed_cmps ? fmt::format(", {:.2f} m/s", *p.speed_cmps * 1e-2) : "";
  return text;
}

std::string text_of(const incident_changed& changed) {
  const incident& i = changed.incident;
  std::string text = fmt::format("incident {} version {}, grade {}", i.name, i.version, i.grade);
  text += i.type.empty() ? "" : fmt::format(", {}", i.type);
  text += i.at ? ", at " + place_text(*i.at) : ", no place";
  text += i.place_error_m ? fmt::format(" within {} m", *i.place_error_m) : "";
  text += ", opened " + format_rfc3339(i.opened_at);
  text += i.closed_at ? ", closed " + format_rfc3339(*i.closed_at) : "";
  text += i.assigned.empty() ? "" : fmt::format(", assigned {}", fmt::join(i.assigned, ";"));
  return text;
}

std::string text_of(const status_changed& s) {
  return fmt::format("{} {} at {}{}",
                     s.unit,
                     to_string(s.status),
                     format_rfc3339(s.at),
                     s.incident.empty() ? "" : ", incident " + s.incident);
}

std::string text_of(const roster_changed& changed) {
  const roster_entry& e = changed.entry;
  return fmt::format("{} holds {} from {} to {}, {} by {}",
                     e.unit,
                     e.device,
                     format_rfc3339(e.duty.from),
                     format_rfc3339(e.duty.to),
                     to_string(e.kind),
                     to_string(e.origin));
}

std::string text_of(const holding_ended& h) {
  return fmt::format("{} no longer holds {} at {}", h.unit, h.device, format_rfc3339(h.at));
}

}  // namespace

std::string event_text(const event_body& body) {
  return std::visit(overloaded{[](const ping& p) { return text_of(p); },
                               [](const incident_changed& i) { return text_of(i); },
                               [](const status_changed& s) { return text_of(s); },
                               [](const roster_changed& r) { return text_of(r); },
                               [](const holding_ended& h) { return text_of(h); },
                               [&body](const auto&) { return event_kind(body); }},
                    body);
}

std::string event_kind(const event_body& body) {
  return std::visit(overloaded{[](const ping&) { return "ping"; },
                               [](const incident_changed&) { return "incident"; },
                               [](const status_changed&) { return "status"; },
                               [](const roster_changed&) { return "roster"; },
                               [](const holding_ended&) { return "book_off"; },
                               [](const auto&) { return "other"; }},
                    body);
}

}  // namespace beatwatch
