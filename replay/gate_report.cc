#include "replay/gate_report.h"

#include "adapters/sources/rfc3339.h"
#include "replay/answer_text.h"
#include "replay/sheet_text.h"

namespace beatwatch {
namespace {

const char* direction_of(const v1::GatePassed& pass) {
  return pass.left_to_right() ? "left to right" : "right to left";
}

}  // namespace

std::string gate_text(const v1::GateAnswer& answer) {
  std::string text = answer.gate() + " from " + format_rfc3339(ms_to_instant(answer.from_ms())) +
                     " to " + format_rfc3339(ms_to_instant(answer.to_ms())) +
                     "\npasses, at least / about / at most\n  left to right: " +
                     visits_text(answer.left_to_right()) +
                     "\n  right to left: " + visits_text(answer.right_to_left()) + '\n';
  for (const v1::GatePassed& pass : answer.passes()) {
    text += "  " + clock_text(pass.at_ms()) + " (" + clock_text(pass.from_ms()) + " - " +
            clock_text(pass.to_ms()) + ")  " + pass.unit() + "  " + direction_of(pass) + "  " +
            word_of(pass.certainty()) + ", " + word_of(pass.state()) + '\n';
  }
  return text;
}

std::string gate_csv(const v1::GateAnswer& answer) {
  std::string text =
      "\xEF\xBB\xBFgate,unit,direction,about_utc,from_utc,to_utc,certainty,state\r\n";
  for (const v1::GatePassed& pass : answer.passes()) {
    text += sheet_name(pass.gate()) + ',' + sheet_name(pass.unit()) + ',' + direction_of(pass) +
            ',' + sheet_time(pass.at_ms()) + ',' + sheet_time(pass.from_ms()) + ',' +
            sheet_time(pass.to_ms()) + ',' + word_of(pass.certainty()) + ',' +
            word_of(pass.state()) + "\r\n";
  }
  return text;
}

}  // namespace beatwatch
