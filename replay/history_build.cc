#include "replay/history_build.h"

#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>

#include <chrono>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>

#include "adapters/history/history_file.h"
#include "adapters/history/history_retention.h"
#include "adapters/history/history_writer.h"
#include "adapters/history/row_digest.h"
#include "adapters/journal/parameters_codec.h"
#include "adapters/journal/sqlite_journal_reader.h"
#include "adapters/records/audit_log.h"
#include "adapters/sources/hexadecimal.h"
#include "adapters/sources/rfc3339.h"
#include "replay/best_knowledge.h"
#include "replay/journal_player.h"
#include "replay/progress_line.h"
#include "replay/report_lines.h"

namespace beatwatch {
namespace {

// The file while it is being made; removed unless it was put in place.
class partial_file {
 public:
  explicit partial_file(const std::filesystem::path& target)
      : target_(target), path_(target.string() + ".partial") {
    std::filesystem::remove(path_);
  }
  partial_file(const partial_file&) = delete;
  partial_file& operator=(const partial_file&) = delete;
  ~partial_file() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  // On disk before it has its name.
  void put_in_place() const {
    const int descriptor = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!synced) {
      throw std::runtime_error{path_.string() + ": cannot be put on disk"};
    }
    std::filesystem::rename(path_, target_);
  }

 private:
  std::filesystem::path target_;
  std::filesystem::path path_;
};

// The fact that tells one kind of history from the other.
constexpr const char* knowledge_fact = "knowledge";

const char* knowledge_name(history_writer::knowledge made_of) {
  return made_of == history_writer::knowledge::best ? "best" : "as told";
}

sqlite_database begin_file(const std::filesystem::path& target,
                           const std::filesystem::path& partial,
                           history_writer::knowledge made_of) {
  sqlite_database fresh = create_history(partial);
  if (std::filesystem::exists(target)) {
    sqlite_database present = open_history(target, sqlite_database::access::read);
    const auto known = history_fact(present, knowledge_fact);
    if (known && *known != knowledge_name(made_of)) {
      throw std::runtime_error{target.string() + ": is a history of what was known \"" + *known +
                               "\", not \"" + knowledge_name(made_of) + '"'};
    }
    copy_database(present, partial);
  }
  return fresh;
}

std::int64_t count(sqlite_database& file, const char* table) {
  sqlite_statement row{file, ("SELECT count(*) FROM " + std::string{table}).c_str()};
  row.step();
  return row.integer(0);
}

void note_origin(sqlite_database& file,
                 history_writer::knowledge made_of,
                 const journal_player& player,
                 const replay_result& result) {
  set_history_fact(file, knowledge_fact, knowledge_name(made_of));
  if (!history_fact(file, "journal_from")) {
    set_history_fact(file, "journal_from", format_rfc3339(result.from));
  }
  set_history_fact(file, "journal_to", format_rfc3339(result.to));
  set_history_fact(file, "changes_digest", to_hex(result.recomputed));
  set_history_fact(file, "parameters_hash", player.parameters_hash());
  set_history_fact(file, "parameters", octets_to_hex(parameters_to_bytes(player.settings())));
}

nlohmann::ordered_json report_of(sqlite_database& file,
                                 const journal_player& player,
                                 const replay_result& result) {
  nlohmann::ordered_json out;
  out["events"] = result.events;
  out["from"] = format_rfc3339(result.from);
  out["to"] = format_rfc3339(result.to);
  if (player.began_at()) {
    out["from the checkpoint after event"] = player.began_at()->after_event;
  }
  out["settled until"] = format_rfc3339(ms_to_instant(settled_until_ms(file)));
  for (const char* const layer : {"zones", "visits", "presence", "trails", "incidents"}) {
    out[layer] = count(file, layer);
  }
  out["visit revisions"] = count(file, "visit_revisions");
  out["digest of the journal's changes"] = to_hex(result.recomputed);
  out["digest of rows"] = to_hex(history_digest(file));
  if (result.fault) {
    out["reading stopped"] = {{"file", result.fault->file}, {"what", result.fault->what}};
  }
  return out;
}

// Fills the file from the journal, in one transaction.
replay_result fill(sqlite_database& file,
                   history_writer::knowledge made_of,
                   journal_player& player) {
  sqlite_transaction all{file};
  std::unique_ptr<history_writer> writer;
  progress_line line;
  const auto begin = [&](const played_row& first) {
    const auto& from = player.began_at();
    writer = std::make_unique<history_writer>(
        file, first.row.events.front().received_at, made_of, [&player](const std::string& hash) {
          return player.find_zones(hash);
        });
    if (from) {
      writer->begin_with(
          player.find_zones(from->zones_in_force), from->zone_sets, from->at, first.settings);
    }
  };
  const replay_result result =
      player.play([&](const replay_result& so_far) { line.show(so_far); },
                  [&](const played_row& played) {
                    if (writer == nullptr) {
                      begin(played);
                    }
                    writer->take(played.row.events, played.changes, played.engine, played.settings);
                  });
  line.finish();
  if (writer != nullptr) {
    writer->finish(*player.engine(), player.settings());
    repeat_prunings(file);
    note_origin(file, made_of, player, result);
  }
  all.commit();
  return result;
}

void check_result(const replay_result& result, const std::filesystem::path& journal) {
  if (result.events == 0) {
    throw std::runtime_error{journal.string() + ": " +
                             (result.fault ? result.fault->what : "no journal, or an empty one")};
  }
  if (result.difference) {
    throw std::runtime_error{journal.string() + ": what event " +
                             std::to_string(result.difference->first_event) +
                             " changes is not what is on record; no history is made of it"};
  }
}

// Whoever has the file sees where every unit was.
void record_copy(const history_build_options& options, const replay_result& result) {
  const passwd* user = ::getpwuid(::getuid());
  audit_log{audit_log::beside(options.journal)}.record(
      {.at = std::chrono::time_point_cast<duration>(std::chrono::system_clock::now()),
       .who = user == nullptr ? std::to_string(::getuid()) : std::string{user->pw_name},
       .way = look_way::copy,
       .unit = {},
       .window = {result.from, result.to},
       .what = options.file.string()});
}

}  // namespace

int history_build(const history_build_options& options) {
  sqlite_journal_reader journal{options.journal};
  std::optional<best_knowledge> rearranged;
  if (options.best_knowledge) {
    rearranged.emplace(journal);
  }
  journal_reader& played = rearranged ? static_cast<journal_reader&>(*rearranged) : journal;
  const auto made_of =
      options.best_knowledge ? history_writer::knowledge::best : history_writer::knowledge::as_told;
  journal_player player{played, options.journal};
  const partial_file partial{options.file};
  replay_result result;
  {
    sqlite_database file = begin_file(options.file, partial.path(), made_of);
    result = fill(file, made_of, player);
    check_result(result, options.journal);
    print_report(report_of(file, player, result), options.json);
  }
  record_copy(options, result);
  partial.put_in_place();
  return result.fault ? 1 : 0;
}

}  // namespace beatwatch
