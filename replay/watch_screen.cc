#include "replay/watch_screen.h"

#include <ostream>

#include "replay/answer_text.h"

namespace beatwatch {

watch_screen::watch_screen(std::ostream& out, int board_every_min, std::size_t rows)
    : out_(out), board_every_ms_(std::int64_t{board_every_min} * 60'000), rows_(rows) {}

void watch_screen::begin(const std::string& prefix) {
  if (prefix.starts_with("presence/")) {
    board_.clear();
  } else if (prefix.starts_with("incident/")) {
    incidents_.clear();
  }
}

void watch_screen::take(const v1::FeedMessage& message, bool fresh) {
  if (message.has_presence_changed()) {
    board_.take(message.presence_changed());
  } else if (message.has_incident_updated()) {
    take_incident(message.incident_updated().incident(), message.at_ms(), fresh);
  } else if (message.has_suggestion_made() && fresh) {
    take_suggestion(message.suggestion_made().suggestion(), message.at_ms());
  }
  if (fresh) {
    show_board_when_due(message.at_ms());
  }
}

void watch_screen::take_incident(const v1::Incident& incident, std::int64_t at_ms, bool fresh) {
  std::string sent;
  for (const std::string& unit : incident.assigned()) {
    sent += (sent.empty() ? "" : ", ") + unit;
  }
  const auto known = incidents_.find(incident.name());
  if (fresh && known != incidents_.end() &&
      incident.assigned_size() > known->second.assigned_size()) {
    out_ << clock_text(at_ms) << "  " << incident.name() << " sent: " << sent << '\n';
  }
  if (fresh && incident.has_closed_at_ms()) {
    out_ << clock_text(at_ms) << "  " << incident.name() << " closed\n";
    incidents_.erase(incident.name());
    return;
  }
  incidents_[incident.name()] = incident;
}

void watch_screen::take_suggestion(const v1::Suggestion& suggestion, std::int64_t at_ms) {
  if (suggestion.incident().empty()) {
    return;  // an answer to somebody's question
  }
  out_ << clock_text(at_ms) << "  " << suggestion.incident();
  if (const auto known = incidents_.find(suggestion.incident()); known != incidents_.end()) {
    out_ << ", grade " << known->second.grade() << ", " << known->second.type();
  }
  out_ << "\n           nearest: " << nearest_text(suggestion) << '\n';
  if (const std::string gates = passed_over_text(suggestion); !gates.empty()) {
    out_ << "           passed over: " << gates << '\n';
  }
}

void watch_screen::take(const v1::Heartbeat& heartbeat) {
  if (heartbeat.driven_clock() && !driven_said_) {
    out_ << "DRIVEN CLOCK: a past or simulated shift, not what happens now\n";
    driven_said_ = true;
  }
  if (heartbeat.journal_writable() == journal_trouble_said_) {
    journal_trouble_said_ = !heartbeat.journal_writable();
    out_ << (journal_trouble_said_ ? "JOURNAL NOT WRITABLE: nothing is acknowledged or published\n"
                                   : "journal writable again\n");
  }
  show_board_when_due(heartbeat.engine_now_ms());
}

void watch_screen::show_board_when_due(std::int64_t now_ms) {
  if (now_ms < next_board_ms_ || board_.size() == 0) {
    return;
  }
  if (next_board_ms_ != 0) {
    show_board(now_ms);
  }
  next_board_ms_ = now_ms - now_ms % board_every_ms_ + board_every_ms_;
}

void watch_screen::show_board(std::int64_t now_ms) {
  out_ << "\n-- presence at " << clock_text(now_ms) << ", longest without a visit first\n"
       << board_.due_first(now_ms, rows_) << '\n';
  out_.flush();
}

}  // namespace beatwatch
