#include "replay/alerts_text.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "adapters/sources/rfc3339.h"

namespace beatwatch {
namespace {

std::string time_text(std::int64_t ms) { return format_rfc3339(ms_to_instant(ms)); }

std::string_view word_of(v1::AlarmRule rule) {
  constexpr std::array<std::string_view, 5> words{
      "?", "emergency", "unit silent", "source stale", "red time"};
  return words.at(static_cast<std::size_t>(rule));
}

std::string_view word_of(v1::AlarmState state) {
  constexpr std::array<std::string_view, 6> words{
      "?", "unacknowledged", "acknowledged", "returned to normal", "shelved", "normal"};
  return words.at(static_cast<std::size_t>(state));
}

std::string_view word_of(v1::AlarmOccasion occasion) {
  constexpr std::array<std::string_view, 6> words{
      "?", "annunciated", "acknowledged", "returned to normal", "shelved", "unshelved"};
  return words.at(static_cast<std::size_t>(occasion));
}

std::string_view sector_text(const std::string& sector) {
  return sector.empty() ? std::string_view{"everybody"} : std::string_view{sector};
}

std::string red_time_words(const v1::AlarmChanged& alarm) {
  std::string text;
  for (const v1::ZoneAtRisk& z : alarm.zones()) {
    text += fmt::format("{}{} misses {} min, leave by {}",
                        text.empty() ? "" : "; ",
                        z.zone(),
                        (z.missing_ms() + 59'999) / 60'000,
                        time_text(z.leave_by_ms()));
  }
  std::string units;
  for (const v1::Candidate& c : alarm.nearest()) {
    units += fmt::format(
        "{}{} in {} min", units.empty() ? "" : ", ", c.unit(), (c.travel_ms() + 59'999) / 60'000);
  }
  return text + (units.empty() ? "" : "; nearest free: " + units);
}

std::string line_of(const v1::AlarmChanged& alarm) {
  std::string line = fmt::format("{:>5}  {}  {:<18} {:<20} {}",
                                 alarm.number(),
                                 time_text(alarm.annunciated_at_ms()),
                                 word_of(alarm.state()),
                                 sector_text(alarm.sector()),
                                 alarm_words(alarm));
  line += alarm.has_shelved_until_ms()
              ? fmt::format("; until {}", time_text(alarm.shelved_until_ms()))
              : "";
  line += alarm.chattering() ? "; chattering" : "";
  return line + "\n";
}

std::string line_of(const v1::AlarmRecord& r) {
  std::string line = fmt::format("{}  {:>5}  {:<18} {:<13} {} {}",
                                 time_text(r.at_ms()),
                                 r.number(),
                                 word_of(r.occasion()),
                                 word_of(r.rule()),
                                 sector_text(r.sector()),
                                 r.subject());
  line += r.by().empty() ? "" : ", by " + r.by();
  line += r.reason().empty() ? "" : ": " + r.reason();
  return line + "\n";
}

}  // namespace

std::string alarm_words(const v1::AlarmChanged& alarm) {
  switch (alarm.rule()) {
    case v1::ALARM_RULE_EMERGENCY:
      return fmt::format("{} pressed the emergency button", alarm.subject());
    case v1::ALARM_RULE_UNIT_SILENT:
      return fmt::format(
          "{} is silent{}",
          alarm.subject(),
          alarm.incident().empty() ? ", and committed" : ", sent to " + alarm.incident());
    case v1::ALARM_RULE_SOURCE_STALE:
      return fmt::format("nothing is heard of {}, {} devices", alarm.subject(), alarm.devices());
    case v1::ALARM_RULE_RED_TIME:
      return red_time_words(alarm);
    default:
      return {};
  }
}

std::string alerts_text(const v1::AlertsAnswer& answer) {
  std::string text = answer.alarms().empty() ? "no alarms\n" : "";
  for (const v1::AlarmChanged& alarm : answer.alarms()) {
    text += line_of(alarm);
  }
  text += fmt::format("\nfrom {} to {}\n", time_text(answer.from_ms()), time_text(answer.to_ms()));
  text += fmt::format(
      "{:<28} {:>8} {:>16} {:>12}\n", "sector", "alarms", "most in 10 min", "last 10 min");
  for (const v1::AlarmRate& rate : answer.rates()) {
    text += fmt::format("{:<28} {:>8} {:>16} {:>12}\n",
                        sector_text(rate.sector()),
                        rate.annunciated(),
                        rate.most_in_10_min(),
                        rate.last_10_min());
  }
  if (!answer.operators().empty()) {
    text += fmt::format(
        "\n{:<28} {:>12} {:>8} {:>16}\n", "operator", "acknowledged", "shelved", "median after");
  }
  for (const v1::OperatorAlarms& o : answer.operators()) {
    text += fmt::format("{:<28} {:>12} {:>8} {:>16}\n",
                        o.by().empty() ? "(this machine)" : o.by(),
                        o.acknowledged(),
                        o.shelved(),
                        o.has_median_to_acknowledge_ms()
                            ? fmt::format("{} s", (o.median_to_acknowledge_ms() + 500) / 1000)
                            : "-");
  }
  text += answer.log().empty() ? "" : "\n";
  for (const v1::AlarmRecord& r : answer.log()) {
    text += line_of(r);
  }
  return text;
}

}  // namespace beatwatch
