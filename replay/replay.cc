#include "replay/replay.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "adapters/journal/sqlite_journal_reader.h"
#include "adapters/maps/zone_set_file.h"
#include "adapters/sources/rfc3339.h"
#include "replay/best_knowledge.h"
#include "replay/journal_player.h"
#include "replay/progress_line.h"
#include "replay/report_lines.h"

namespace beatwatch {
namespace {

void add_best_knowledge(const best_knowledge& rearranged, nlohmann::ordered_json& out) {
  using std::chrono::ceil, std::chrono::seconds;
  out["pings more than ten minutes late"] = rearranged.late_pings();
  out["longest delay in seconds"] = ceil<seconds>(rearranged.longest_delay()).count();
}

void add_comparison(const replay_result& result, nlohmann::ordered_json& out) {
  out["digest live"] = to_hex(result.on_record.value_or(digest{}));
  out["digest replayed"] = to_hex(result.recomputed);
  out["equal"] = result.equal();
  if (result.difference) {
    out["first row that differs"] = {
        {"first event", result.difference->first_event},
        {"events", result.difference->events},
        {"received at", format_rfc3339(result.difference->received_at)}};
  }
}

nlohmann::ordered_json report_of(const replay_result& result,
                                 const best_knowledge* rearranged,
                                 bool other_zones) {
  nlohmann::ordered_json out;
  out["events"] = result.events;
  out["rows"] = result.rows;
  out["changes"] = result.changes;
  out["from"] = format_rfc3339(result.from);
  out["to"] = format_rfc3339(result.to);
  if (rearranged != nullptr) {
    add_best_knowledge(*rearranged, out);
  }
  if (other_zones) {
    if (result.on_record) {
      out["digest live"] = to_hex(*result.on_record);
    }
    out["digest with other zones"] = to_hex(result.recomputed);
  } else if (rearranged != nullptr) {
    out["digest of best knowledge"] = to_hex(result.recomputed);
  } else {
    add_comparison(result, out);
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
  std::optional<best_knowledge> rearranged;
  if (options.best_knowledge) {
    rearranged.emplace(journal);
  }
  journal_reader& played = rearranged ? static_cast<journal_reader&>(*rearranged) : journal;
  journal_player player{played, options.journal};
  const bool other_zones = !options.zones.empty();
  if (other_zones) {
    const prepared_zones set = read_zone_set(options.zones);
    player.use_zones(set.zones, set.plane);
  }
  progress_line line;
  const replay_result result = player.play([&](const replay_result& so_far) { line.show(so_far); });
  line.finish();
  if (result.events == 0 && !result.fault) {
    throw std::runtime_error{options.journal.string() + ": no journal, or an empty one"};
  }
  print_report(report_of(result, rearranged ? &*rearranged : nullptr, other_zones), options.json);
  const bool as_it_was = !rearranged && !other_zones;
  return (result.equal() || !as_it_was) && !result.fault ? 0 : 1;
}

}  // namespace beatwatch
