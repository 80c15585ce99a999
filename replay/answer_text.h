#pragma once
#include <cstdint>
#include <string>

#include "beatwatch/v1/feed.pb.h"

namespace beatwatch {

// What a terminal shows of the feed and of answers. Times are UTC, durations in minutes.

/// "20:14:05Z" of an instant in milliseconds.
std::string clock_text(std::int64_t at_ms);

/// Minutes with one decimal: "12.5".
std::string minutes_text(std::int64_t ms);

/// "12.0 / 14.5 / 19.2": at least, about, at most; "0" for nothing at all.
std::string measure_text(const v1::PresenceMeasure& measure);

/// "2 / 2 / 3": at least, about, at most.
std::string visits_text(const v1::VisitCount& visits);

/// "CAR-03 2.1 min (1.8-2.6), CAR-07 2.3 min =, ...", the sign for units as good as the first one,
/// "by line" for those that no road serves; "nobody" without any.
std::string nearest_text(const v1::Suggestion& suggestion);

/// Those passed over, by reason: "8 not available, 4 slower"; empty when there are none.
std::string passed_over_text(const v1::Suggestion& suggestion);

/// The word of an enumeration's value without its prefix, in lower case: "on_scene".
std::string word_of(v1::UnitStatus status);
std::string word_of(v1::Gate gate);
std::string word_of(v1::VisitState state);
std::string word_of(v1::VisitClass visit_class);
std::string word_of(v1::UnitKind kind);
std::string word_of(v1::PassCertainty certainty);
/// "A", "B" or "C".
std::string letter_of(v1::EvidenceGrade grade);

}  // namespace beatwatch
