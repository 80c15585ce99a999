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
  }
  return text;
}

}  // namespace beatwatch
