#include "replay/answer_text.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "adapters/sources/rfc3339.h"

namespace beatwatch {
namespace {

std::string word_behind(std::string_view prefix, std::string_view name) {
  std::string word{name.substr(prefix.size())};
  for (char& c : word) {
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return word;
}

std::string phrase_of(v1::Gate gate) {
  switch (gate) {
    case v1::GATE_STATUS:
      return "not available";
    case v1::GATE_SKILL:
      return "without the skill";
    case v1::GATE_VEHICLE:
      return "with another vehicle";
    default:
      break;
  }
  std::string phrase = word_of(gate);
  std::replace(phrase.begin(), phrase.end(), '_', ' ');
  return phrase;
}

}  // namespace

std::string clock_text(std::int64_t at_ms) {
  constexpr std::size_t begin = std::string_view{"2026-06-05T"}.size();
  constexpr std::size_t length = std::string_view{"20:14:05"}.size();
  return format_rfc3339(ms_to_instant(at_ms)).substr(begin, length) + 'Z';
}

std::string minutes_text(std::int64_t ms) {
  constexpr std::int64_t tenth_of_minute = 6'000;
  const std::int64_t tenths = (ms + tenth_of_minute / 2) / tenth_of_minute;
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
}

std::string measure_text(const v1::PresenceMeasure& measure) {
  if (measure.at_most_ms() == 0) {
    return "0";
  }
  return minutes_text(measure.at_least_ms()) + " / " + minutes_text(measure.about_ms()) + " / " +
         minutes_text(measure.at_most_ms());
}

std::string visits_text(const v1::VisitCount& visits) {
  return std::to_string(visits.at_least()) + " / " + std::to_string(visits.about()) + " / " +
         std::to_string(visits.at_most());
}

std::string nearest_text(const v1::Suggestion& suggestion) {
  std::string text;
  for (const v1::Candidate& unit : suggestion.nearest()) {
    text += (text.empty() ? "" : ", ") + unit.unit() + ' ' + minutes_text(unit.travel_ms()) +
            " min (" + minutes_text(unit.travel_min_ms()) + '-' +
            minutes_text(unit.travel_max_ms()) + ')';
    if (!unit.by_road()) {
      text += " by line";
    }
    if (unit.equal_to_first() && text.find(',') != std::string::npos) {
      text += " =";
    }
  }
  return text.empty() ? "nobody" : text;
}

std::string passed_over_text(const v1::Suggestion& suggestion) {
  std::string text;
  for (const v1::GateCount& gate : suggestion.passed_over()) {
    if (gate.units() > 0) {
      text +=
          (text.empty() ? "" : ", ") + std::to_string(gate.units()) + ' ' + phrase_of(gate.gate());
    }
  }
  return text;
}

std::string word_of(v1::UnitStatus status) {
  return word_behind("UNIT_STATUS_", v1::UnitStatus_Name(status));
}
std::string word_of(v1::Gate gate) { return word_behind("GATE_", v1::Gate_Name(gate)); }
std::string word_of(v1::VisitState state) {
  return word_behind("VISIT_STATE_", v1::VisitState_Name(state));
}
std::string word_of(v1::UnitKind kind) {
  return word_behind("UNIT_KIND_", v1::UnitKind_Name(kind));
}
std::string word_of(v1::VisitClass visit_class) {
  return word_behind("VISIT_CLASS_", v1::VisitClass_Name(visit_class));
}
std::string word_of(v1::PassCertainty certainty) {
  return word_behind("PASS_CERTAINTY_", v1::PassCertainty_Name(certainty));
}
std::string letter_of(v1::EvidenceGrade grade) {
  return v1::EvidenceGrade_Name(grade).substr(std::string_view{"EVIDENCE_GRADE_"}.size());
}

}  // namespace beatwatch
