#include "replay/responses.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "adapters/journal/sqlite_journal_reader.h"
#include "adapters/sources/rfc3339.h"
#include "engine/figures/survival.h"
#include "replay/best_knowledge.h"
#include "replay/journal_player.h"
#include "replay/response_log.h"
#include "replay/sheet_text.h"

namespace beatwatch {
namespace {

constexpr std::size_t grades = 5;

std::optional<duration> since_opened(const call_response& r, const std::optional<instant>& at) {
  return at ? std::optional{*at - r.call.opened_at} : std::nullopt;
}

std::optional<duration> since_opened(const call_response& r, const std::optional<pressed>& at) {
  return at ? std::optional{at->at - r.call.opened_at} : std::nullopt;
}

std::string minutes_text(const std::optional<duration>& length) {
  return length ? fmt::format("{:.1f}", static_cast<double>(length->count()) / 60'000) : "?";
}

std::string button_text(const call_response& r) {
  return r.on_scene ? fmt::format("by button {} after {} min",
                                  r.on_scene->unit,
                                  minutes_text(since_opened(r, r.on_scene)))
                    : std::string{"by button nobody"};
}

std::string position_text(const call_response& r) {
  const arrival& a = r.by_position;
  if (!r.call.at) {
    return "by position not known: no place";
  }
  if (!a.no_earlier_than) {
    return "by position nobody";
  }
  return fmt::format("by position{} after at least {}, about {}, at most {} min",
                     r.about_unit.empty() ? "" : " " + r.about_unit,
                     minutes_text(since_opened(r, a.no_earlier_than)),
                     minutes_text(since_opened(r, a.about)),
                     minutes_text(since_opened(r, a.no_later_than)));
}

std::string nearest_text(const call_response& r) {
  if (r.nearest.empty()) {
    return "nearest not known";
  }
  std::string text = "nearest";
  for (const candidate& one : r.nearest) {
    text += fmt::format(" {} ({:.1f} min{})",
                        one.unit,
                        static_cast<double>(one.travel_ms) / 60'000,
                        one.by_road ? "" : ", straight");
  }
  return text + (r.nearest_was_sent ? "; was sent" : "; was not sent");
}

void print_text(std::ostream& out, const call_response& r) {
  out << fmt::format("{} grade {}{}, opened {}: {}; {}; {}\n",
                     r.call.name,
                     r.call.grade,
                     r.call.type.empty() ? "" : " " + r.call.type,
                     format_rfc3339(r.call.opened_at),
                     button_text(r),
                     position_text(r),
                     nearest_text(r));
}

nlohmann::ordered_json seconds_json(const std::optional<duration>& length) {
  return length ? nlohmann::ordered_json(static_cast<double>(length->count()) * 1e-3) : nullptr;
}

nlohmann::ordered_json button_json(const call_response& r, const std::optional<pressed>& button) {
  return button ? nlohmann::ordered_json{{"unit", button->unit},
                                         {"after_s", seconds_json(since_opened(r, button))}}
                : nlohmann::ordered_json(nullptr);
}

void print_json(std::ostream& out, const call_response& r) {
  auto nearest = nlohmann::ordered_json::array();
  for (const candidate& one : r.nearest) {
    nearest.push_back({{"unit", one.unit},
                       {"travel_s", static_cast<double>(one.travel_ms) * 1e-3},
                       {"by_road", one.by_road},
                       {"equal_to_first", one.equal_to_first}});
  }
  const arrival& a = r.by_position;
  const nlohmann::ordered_json object{
      {"incident", r.call.name},
      {"grade", r.call.grade},
      {"type", r.call.type},
      {"opened", format_rfc3339(r.call.opened_at)},
      {"assigned", button_json(r, r.assigned)},
      {"en_route", button_json(r, r.en_route)},
      {"on_scene", button_json(r, r.on_scene)},
      {"by_position",
       {{"unit", r.about_unit},
        {"at_least_s", seconds_json(since_opened(r, a.no_earlier_than))},
        {"about_s", seconds_json(since_opened(r, a.about))},
        {"at_most_s", seconds_json(since_opened(r, a.no_later_than))}}},
      {"nearest", std::move(nearest)},
      {"nearest_was_sent", r.nearest_was_sent}};
  out << object.dump() << '\n';
}

std::string seconds_cell(const std::optional<duration>& length) {
  return length ? fmt::format("{:.3f}", static_cast<double>(length->count()) * 1e-3) : "";
}

constexpr const char* csv_header =
    "\xEF\xBB\xBF"
    "incident,grade,type,opened,button_unit,button_s,position_unit,position_at_least_s,"
    "position_about_s,position_at_most_s,nearest,nearest_travel_s,nearest_was_sent\r\n";

// Quoted as RFC 4180 has it.
std::string text_cell(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : sheet_name(text)) {
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return quoted + '"';
}

void print_csv(std::ostream& out, const call_response& r) {
  const bool any = !r.nearest.empty();
  out << fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n",
                     sheet_name(r.call.name),
                     r.call.grade,
                     text_cell(r.call.type),
                     sheet_time(instant_to_ms(r.call.opened_at)),
                     r.on_scene ? sheet_name(r.on_scene->unit) : "",
                     seconds_cell(since_opened(r, r.on_scene)),
                     sheet_name(r.about_unit),
                     seconds_cell(since_opened(r, r.by_position.no_earlier_than)),
                     seconds_cell(since_opened(r, r.by_position.about)),
                     seconds_cell(since_opened(r, r.by_position.no_later_than)),
                     any ? sheet_name(r.nearest.front().unit) : "",
                     any ? seconds_cell(duration{r.nearest.front().travel_ms}) : "",
                     r.nearest_was_sent ? 1 : 0);
}

// What the medians of one grade are made of.
struct grade_lengths {
  std::uint64_t calls = 0;
  std::vector<observed_length> by_button;
  std::vector<observed_length> by_position;
};

void add_length(const call_response& r,
                const std::optional<duration>& length,
                std::vector<observed_length>& lengths) {
  if (length) {
    lengths.push_back({.length = *length, .ended = true});
  } else if (r.call.closed_at) {
    lengths.push_back({.length = *r.call.closed_at - r.call.opened_at, .ended = false});
  }
}

void print_medians(std::ostream& out, const std::array<grade_lengths, grades>& by_grade) {
  constexpr double half = 0.5;
  for (std::size_t grade = 0; grade < grades; ++grade) {
    const grade_lengths& of = by_grade.at(grade);
    if (of.calls > 0) {
      out << fmt::format(
          "grade {}: {} calls; half answered within {} min by button, {} by position"
          "\n",
          grade,
          of.calls,
          minutes_text(survival_quantile(of.by_button, half)),
          minutes_text(survival_quantile(of.by_position, half)));
    }
  }
}

}  // namespace

int responses(const responses_options& options, std::ostream& out) {
  sqlite_journal_reader journal{options.journal};
  std::optional<best_knowledge> rearranged;
  if (options.best_knowledge) {
    rearranged.emplace(journal);
  }
  journal_reader& played = rearranged ? static_cast<journal_reader&>(*rearranged) : journal;
  journal_player player{played, options.journal};
  std::array<grade_lengths, grades> by_grade;
  out << (options.csv ? csv_header : "");
  response_log log{
      options.radius_m, [&](const call_response& r) {
        options.json ? print_json(out, r) : options.csv ? print_csv(out, r) : print_text(out, r);
        grade_lengths& of = by_grade.at(r.call.grade);
        ++of.calls;
        add_length(r, since_opened(r, r.on_scene), of.by_button);
        if (r.call.at) {
          add_length(r, since_opened(r, r.by_position.about), of.by_position);
        }
      }};
  const replay_result result = player.play(
      {}, [&](const played_row& each) { log.take(each.row.events, each.changes, each.settings); });
  log.finish();
  if (result.events == 0 && !result.fault) {
    throw std::runtime_error{options.journal.string() + ": no journal, or an empty one"};
  }
  if (!options.json && !options.csv) {
    print_medians(out, by_grade);
  }
  return result.fault ? 1 : 0;
}

}  // namespace beatwatch
