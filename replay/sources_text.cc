#include "replay/sources_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace beatwatch {
namespace {

constexpr std::string_view none = "-";
constexpr std::int64_t second_ms = 1'000;
constexpr std::int64_t minute_ms = 60 * second_ms;
constexpr std::int64_t hour_ms = 60 * minute_ms;

// "350 ms", "12.5 s", "4.0 min", "2.1 h".
std::string span_text(std::int64_t ms) {
  const std::int64_t size = std::abs(ms);
  const auto in = [ms](std::int64_t unit_ms, std::string_view unit) {
    return fmt::format("{:.1f} {}", static_cast<double>(ms) / static_cast<double>(unit_ms), unit);
  };
  if (size < second_ms) {
    return fmt::format("{} ms", ms);
  }
  return size < 2 * minute_ms ? in(second_ms, "s")
                              : (size < 2 * hour_ms ? in(minute_ms, "min") : in(hour_ms, "h"));
}

std::string ago_text(bool known, std::int64_t now_ms, std::int64_t at_ms) {
  return known ? span_text(std::max<std::int64_t>(0, now_ms - at_ms)) + " ago" : std::string{none};
}

// By how much the clock is certainly ahead; a lower edge above zero may be a slow network as well.
std::string clock_text(const v1::ReportSummary& s) {
  if (!s.has_delay_lower_ms()) {
    return std::string{none};
  }
  return s.delay_lower_ms() < 0 ? span_text(-s.delay_lower_ms()) + " ahead"
                                : "at most " + span_text(s.delay_lower_ms()) + " behind";
}

std::string word_of(v1::RefreshVerdict verdict) {
  constexpr std::array<std::string_view, 5> words{
      none, "too few", "better", "as promised", "worse"};
  return std::string{words.at(static_cast<std::size_t>(verdict))};
}

std::string word_of(v1::DeviceHealth health) {
  constexpr std::array<std::string_view, 4> words{none, "positioned", "no fix, alive", "silent"};
  return std::string{words.at(static_cast<std::size_t>(health))};
}

std::string word_of(v1::SourceState state) {
  constexpr std::array<std::string_view, 5> words{
      none, "never heard", "heard", "UNREADABLE", "SILENT"};
  return std::string{words.at(static_cast<std::size_t>(state))};
}

std::string trigger_text(const v1::ReportSummary& s) {
  constexpr std::array<std::string_view, 7> words{
      "not said", "interval", "distance", "status", "emergency", "power", "request"};
  std::string text;
  for (const v1::TriggerCount& count : s.triggers()) {
    text += fmt::format("{}{} {}",
                        text.empty() ? "" : ", ",
                        words.at(static_cast<std::size_t>(count.trigger())),
                        count.count());
  }
  return text.empty() ? std::string{none} : text;
}

template <typename Counts>
std::string rejects_text(const Counts& counts) {
  std::string text;
  for (const v1::RejectCount& count : counts) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count.reason(), count.count());
  }
  return text;
}

using row = std::vector<std::string>;

// Columns as wide as what stands in them.
std::string table_text(const std::vector<row>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const row& each : rows) {
    for (std::size_t i = 0; i < each.size(); ++i) {
      widths[i] = std::max(widths[i], each[i].size());
    }
  }
  std::string text;
  for (const row& each : rows) {
    for (std::size_t i = 0; i + 1 < each.size(); ++i) {
      text += fmt::format("{:<{}}  ", each[i], widths[i]);
    }
    text += each.back() + "\n";
  }
  return text;
}

// What device and source have in common.
row summary_columns(const v1::ReportSummary& s, v1::RefreshVerdict refresh) {
  const double minutes = static_cast<double>(s.to_ms() - s.from_ms()) / minute_ms;
  const auto quantiles = [](bool known, std::int64_t median, std::int64_t p95) {
    return known ? span_text(median) + " / " + span_text(p95) : std::string{none};
  };
  return {minutes > 0 ? fmt::format("{:.1f}", s.messages() / minutes) : std::string{none},
          quantiles(s.has_delay_median_ms(), s.delay_median_ms(), s.delay_p95_ms()),
          clock_text(s),
          quantiles(s.has_refresh_median_ms(), s.refresh_median_ms(), s.refresh_p95_ms()),
          word_of(refresh),
          trigger_text(s)};
}

const row summary_heads{
    "per minute", "delay median / 95 %", "clock", "refresh median / 95 %", "promise", "triggers"};

row joined(row first, const row& rest) {
  first.insert(first.end(), rest.begin(), rest.end());
  return first;
}

std::string sources_table(const v1::SourcesAnswer& answer) {
  std::vector<row> rows{
      joined({"source", "state", "last heard", "last unused", "devices", "no fix", "silent"},
             summary_heads)};
  for (const v1::SourceReport& s : answer.sources()) {
    rows.push_back(
        joined({s.source(),
                word_of(s.state()),
                ago_text(s.has_last_heard_at_ms(), answer.engine_now_ms(), s.last_heard_at_ms()),
                ago_text(s.has_last_unused_at_ms(), answer.engine_now_ms(), s.last_unused_at_ms()),
                std::to_string(s.positioned() + s.no_fix() + s.silent_devices()),
                std::to_string(s.no_fix()),
                std::to_string(s.silent_devices())},
               summary_columns(s.summary(), s.refresh())));
  }
  return table_text(rows);
}

std::string devices_table(const v1::SourcesAnswer& answer) {
  std::vector<row> rows{joined(
      joined({"device", "unit", "state", "last heard", "last fix"}, summary_heads), {"rejected"})};
  for (const v1::SourceReport& s : answer.sources()) {
    for (const v1::DeviceReport& d : s.devices()) {
      rows.push_back(joined(
          joined({d.device(),
                  d.unit().empty() ? std::string{none} : d.unit(),
                  word_of(d.health()),
                  ago_text(true, answer.engine_now_ms(), d.last_heard_at_ms()),
                  ago_text(d.has_last_fix_at_ms(), answer.engine_now_ms(), d.last_fix_at_ms())},
                 summary_columns(d.summary(), d.refresh())),
          {rejects_text(d.summary().rejects())}));
    }
  }
  return rows.size() > 1 ? "\n" + table_text(rows) : std::string{};
}

}  // namespace

std::string sources_text(const v1::SourcesAnswer& answer) {
  if (answer.sources().empty()) {
    return "nothing was heard of any source\n";
  }
  std::string text = sources_table(answer);
  for (const v1::SourceReport& s : answer.sources()) {
    if (!s.totals().empty()) {
      text += fmt::format(
          "{}: not used since the journal began: {}\n", s.source(), rejects_text(s.totals()));
    }
  }
  return text + devices_table(answer);
}

}  // namespace beatwatch
