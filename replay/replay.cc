#include "replay/replay.h"

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "adapters/journal/sqlite_journal_reader.h"
#include "adapters/sources/rfc3339.h"
#include "replay/journal_player.h"

namespace beatwatch {
namespace {

using steady = std::chrono::steady_clock;

class progress_line {
 public:
  void show(const replay_result& so_far) {
    const auto now = steady::now();
    if (watched_ && now - shown_at_ > std::chrono::milliseconds{250}) {
      shown_at_ = now;
      shown_ = true;
      const std::chrono::duration<double> took = now - began_;
      static_cast<void>(std::fprintf(stderr,
                                     "\rreplaying, at %s, %.0f events per second",
                                     format_rfc3339(so_far.to).c_str(),
                                     static_cast<double>(so_far.events) / took.count()));
    }
  }
  void finish() const {
    if (shown_) {
      static_cast<void>(std::fputc('\n', stderr));
    }
  }

 private:
  bool watched_ = ::isatty(STDERR_FILENO) != 0;
  bool shown_ = false;
  steady::time_point began_ = steady::now();
  steady::time_point shown_at_ = began_;
};

nlohmann::ordered_json report_of(const replay_result& result) {
  nlohmann::ordered_json out;
  out["events"] = result.events;
  out["rows"] = result.rows;
  out["changes"] = result.changes;
  out["from"] = format_rfc3339(result.from);
  out["to"] = format_rfc3339(result.to);
  out["digest live"] = to_hex(result.on_record);
  out["digest replayed"] = to_hex(result.recomputed);
  out["equal"] = result.equal();
  if (result.difference) {
    out["first row that differs"] = {
        {"first event", result.difference->first_event},
        {"events", result.difference->events},
        {"received at", format_rfc3339(result.difference->received_at)}};
  }
  if (result.fault) {
    out["reading stopped"] = {{"file", result.fault->file},
                              {"first event", result.fault->first_event},
                              {"what", result.fault->what},
                              {"torn tail", result.fault->at_tail},
                              {"events lost", result.fault->events_lost}};
  }
  return out;
}

}  // namespace

int replay(const replay_options& options) {
  sqlite_journal_reader journal{options.journal};
  journal_player player{journal, options.journal};
  progress_line line;
  const replay_result result = player.play([&](const replay_result& so_far) { line.show(so_far); });
  line.finish();
  if (result.events == 0 && !result.fault) {
    throw std::runtime_error{options.journal.string() + ": no journal, or an empty one"};
  }
  const nlohmann::ordered_json report = report_of(result);
  if (options.json) {
    std::cout << report.dump() << '\n';
  } else {
    for (const auto& [key, value] : report.items()) {
      std::cout << key << ": " << (value.is_string() ? value.get<std::string>() : value.dump())
                << '\n';
    }
  }
  return result.equal() && !result.fault ? 0 : 1;
}

}  // namespace beatwatch
