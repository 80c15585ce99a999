#include "adapters/feeds/residents_sentence.h"

#include <cstdint>

namespace beatwatch {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t half_hour_ms = 30 * minute_ms;
constexpr std::int64_t hours_from_ms = 3 * half_hour_ms;

enum class rounding { down, nearest, up };

std::int64_t rounded(std::int64_t ms, std::int64_t unit_ms, rounding how) {
  const std::int64_t add = how == rounding::down ? 0
                           : how == rounding::up ? unit_ms - 1
                                                 : unit_ms / 2;
  return (ms + add) / unit_ms;
}

// "6 1/2", "1/2", "12".
std::string halves_text(std::int64_t halves) {
  if (halves % 2 == 0) {
    return std::to_string(halves / 2);
  }
  return halves == 1 ? "1/2" : std::to_string(halves / 2) + " 1/2";
}

std::string counted(const std::string& number, const char* one, const char* many) {
  return number + ' ' + (number == "1" || number == "1/2" ? one : many);
}

// With its unit, in hours or minutes.
std::string time_text(std::int64_t ms, bool in_hours, rounding how) {
  return in_hours ? counted(halves_text(rounded(ms, half_hour_ms, how)), "hour", "hours")
                  : counted(std::to_string(rounded(ms, minute_ms, how)), "minute", "minutes");
}

// Without it.
std::string estimate_text(std::int64_t ms, bool in_hours) {
  return in_hours ? halves_text(rounded(ms, half_hour_ms, rounding::nearest))
                  : std::to_string(rounded(ms, minute_ms, rounding::nearest));
}

std::string times_text(std::uint32_t visits) {
  return visits == 1 ? "once" : visits == 2 ? "twice" : std::to_string(visits) + " times";
}

std::string presence_text(const v1::PresenceAnswer& answer) {
  const v1::PresenceMeasure& presence = answer.presence();
  const bool in_hours = presence.about_ms() >= hours_from_ms;
  const std::string least = time_text(presence.at_least_ms(), in_hours, rounding::down);
  const std::string best = estimate_text(presence.about_ms(), in_hours);
  if (!answer.has_visits()) {
    return "We were here at least " + least + "; best estimate " + best + '.';
  }
  const v1::VisitCount& visits = answer.visits();
  const std::string estimate =
      "best estimate " + std::to_string(visits.about()) + " and " + best + '.';
  if (visits.at_least() == 0) {
    return "We cannot prove a visit; best estimate " + times_text(visits.about()) + " and " +
           time_text(presence.about_ms(), in_hours, rounding::nearest) + '.';
  }
  return "We were here at least " + times_text(visits.at_least()) + ", at least " + least + "; " +
         estimate;
}

}  // namespace

std::string residents_sentence(const v1::PresenceAnswer& answer) {
  const v1::PresenceMeasure& presence = answer.presence();
  const std::int64_t unknown_ms = presence.unknown_ms();
  std::string text = presence.about_ms() == 0 ? "As far as our radios tell, we were not here."
                                              : presence_text(answer);
  if (unknown_ms > 0) {
    text += " For " + time_text(unknown_ms, unknown_ms >= hours_from_ms, rounding::up) +
            " our radios were out of touch; not counted.";
  }
  return text;
}

}  // namespace beatwatch
