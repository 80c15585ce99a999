#include "replay/send_rejects.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "adapters/daemon/config.h"
#include "replay/event_batch.h"
#include "replay/event_numbers.h"
#include "replay/mended_records.h"
#include "replay/native_sender.h"
#include "replay/report_lines.h"

namespace beatwatch {
namespace {

constexpr int bad_input = 2;
constexpr std::size_t batch_events_max = 256;

void send_source(const std::string& source,
                 const std::vector<event_body>& bodies,
                 instant now,
                 native_sender& sender) {
  std::uint64_t number = number_before(now);
  std::uint64_t previous = 0;
  for (std::size_t first = 0; first < bodies.size(); first += batch_events_max) {
    std::vector<event> batch;
    for (std::size_t i = first; i < std::min(first + batch_events_max, bodies.size()); ++i) {
      batch.push_back(
          {.received_at = now, .source = source, .source_seq = ++number, .body = bodies[i]});
    }
    sender.send(make_event_batch(batch, previous));
    previous = number;
  }
  sender.drain();
}

}  // namespace

int send_rejects(const send_rejects_options& options) {
  const config settings = read_config(options.config);
  const mended_records records(options.file, settings.sources);
  for (const std::string& mistake : records.mistakes()) {
    std::cerr << mistake << '\n';
  }
  const instant now = std::chrono::floor<duration>(std::chrono::system_clock::now());
  native_sender sender{{.endpoint = options.to, .access = options.access}};
  std::size_t events = 0;
  for (const auto& [source, bodies] : records.events()) {
    send_source(source, bodies, now, sender);
    events += bodies.size();
  }
  if (records.usable() > 0) {
    records.mark_sent(now);
  }
  nlohmann::ordered_json report;
  report["records sent"] = records.usable();
  report["events"] = events;
  report["sent before"] = records.sent_before();
  report["still not usable"] = records.mistakes().size();
  print_report(report, options.json);
  return records.mistakes().empty() ? 0 : bad_input;
}

}  // namespace beatwatch
