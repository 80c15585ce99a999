#include "replay/sources.h"

#include <iostream>
#include <stdexcept>

#include "adapters/feeds/sources_encode.h"
#include "adapters/journal/sqlite_journal_reader.h"
#include "replay/journal_player.h"
#include "replay/json_line.h"
#include "replay/progress_line.h"
#include "replay/query_client.h"
#include "replay/sources_text.h"

namespace beatwatch {
namespace {

v1::SourcesAnswer at_the_end_of(const sources_options& options) {
  sqlite_journal_reader journal{options.journal};
  journal_player player{journal, options.journal};
  progress_line line;
  const replay_result result = player.play([&](const replay_result& so_far) { line.show(so_far); });
  line.finish();
  if (player.engine() == nullptr) {
    throw std::runtime_error{options.journal.string() + ": no journal, or an empty one"};
  }
  v1::SourcesAnswer answer;
  source_reports_to_wire(
      player.engine()->source_reports(options.source, options.devices), result.to, answer);
  return answer;
}

v1::SourcesAnswer of_a_server(const sources_options& options) {
  v1::SourcesQuery query;
  query.set_source(options.source);
  query.set_with_devices(options.devices);
  return query_client{options.server, options.access}.sources(query);
}

}  // namespace

int sources(const sources_options& options) {
  const v1::SourcesAnswer answer =
      options.journal.empty() ? of_a_server(options) : at_the_end_of(options);
  if (!options.source.empty() && answer.sources().empty()) {
    throw std::runtime_error{options.source +
                             ": no such source: it is not configured, and nothing was heard of it"};
  }
  std::cout << (options.json ? json_line(answer) + "\n" : sources_text(answer));
  return 0;
}

}  // namespace beatwatch
