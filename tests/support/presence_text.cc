#include "tests/support/presence_text.h"

namespace beatwatch {
namespace {

void add(std::string& text, const char* name, std::int64_t value) {
  text += std::string{" "} + name + "=" + std::to_string(value);
}

void add(std::string& text, const presence_measure& m) {
  add(text, "at_least", m.at_least_ms);
  add(text, "about", m.about_ms);
  add(text, "at_most", m.at_most_ms);
  add(text, "unknown", m.unknown_ms);
}

}  // namespace

std::string presence_text(const engine& e, const std::string& zone, interval window) {
  const auto answer = e.presence(zone, window);
  if (!answer) {
    return zone + " is not known";
  }
  std::string text = zone;
  add(text, answer->presence);
  text += "\n  red";
  add(text, answer->red);
  text += "\n  officers";
  add(text, answer->officers.value());
  if (answer->visits) {
    text += "\n  visits";
    add(text, "at_least", answer->visits->at_least);
    add(text, "about", answer->visits->about);
    add(text, "at_most", answer->visits->at_most);
  }
  for (const visit_changed& v : answer->visit_list) {
    text += "\n  " + v.unit;
    add(text, "from", instant_to_ms(v.span.from));
    add(text, "to", instant_to_ms(v.span.to));
    add(text, v.inside);
    add(text, "pings", v.pings);
    add(text, v.attributes.off_station);
    add(text, "dwell_at_least", v.attributes.dwell_at_least_ms);
    add(text, "dwell_about", v.attributes.dwell_about_ms);
    add(text, "on_foot", v.attributes.on_foot_ms);
    add(text, "stopped", v.attributes.stopped_ms);
    add(text, "driving", v.attributes.driving_ms);
    add(text, "unallocated", v.attributes.unallocated_ms);
    add(text, "committed", v.attributes.committed_ms);
    add(text, "at_station", v.attributes.at_station_ms);
    add(text, "grade", v.attributes.incident_grade);
    add(text, "officers", v.attributes.officers);
    text += " " + std::string{to_string(v.attributes.visibility)};
  }
  return text;
}

std::string passes_text(const engine& e, const std::string& gate, interval window) {
  const auto answer = e.gate_passes(gate, window);
  if (!answer) {
    return gate + " is not known";
  }
  std::string text = gate;
  for (const gate_passed& pass : answer->passes) {
    text += "\n  " + pass.unit + (pass.left_to_right ? " left to right " : " right to left ") +
            std::string{to_string(pass.certainty)};
    add(text, "about", instant_to_ms(pass.at));
    add(text, "from", instant_to_ms(pass.possible.from));
    add(text, "to", instant_to_ms(pass.possible.to));
  }
  return text;
}

}  // namespace beatwatch
