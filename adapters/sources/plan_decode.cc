#include "adapters/sources/plan_decode.h"

#include "adapters/journal/event_bounds.h"
#include "adapters/sources/csv_rows.h"

namespace beatwatch {
namespace {

enum column : std::size_t {
  zone,
  rule,
  visits,
  dose_min,
  max_gap_min,
  owner,
  from,
  to,
  state,
  agreed,
  review
};

plan_changed read_row(csv_fields& row) {
  return {.zone = row.name(zone),
          .rule = row.text(rule),
          .visits = row.whole_or_empty(visits, 0, plan_visits_max).value_or(0),
          .dose_min = row.whole_or_empty(dose_min, 0, plan_minutes_max),
          .max_gap_min = row.whole_or_empty(max_gap_min, 0, plan_minutes_max),
          .owner = row.text(owner),
          .valid = row.times(from, to),
          .state = row.text(state).empty() ? priority_state::none
                                           : row.word(state, priority_state::closed),
          .agreed_at = row.time_or_empty(agreed),
          .review_at = row.time_or_empty(review)};
}

}  // namespace

expected<std::vector<plan_changed>, file_errors> decode_plan(std::istream& in,
                                                             const csv_input& input) {
  return read_csv_rows<plan_changed>(in,
                                     input,
                                     {{"zone"},
                                      {"rule"},
                                      {"visits"},
                                      {"dose_min"},
                                      {"max_gap_min"},
                                      {"owner"},
                                      {"from"},
                                      {"to"},
                                      {.name = "state", .required = false},
                                      {.name = "agreed", .required = false},
                                      {.name = "review", .required = false}},
                                     read_row);
}

}  // namespace beatwatch
