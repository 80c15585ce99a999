#include "replay/check_setup.h"

#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "adapters/sources/rfc3339.h"
#include "replay/file_findings.h"
#include "replay/json_line.h"
#include "replay/query_client.h"

namespace beatwatch {
namespace {

void print_file(const file_findings& found) {
  for (const std::string& remark : found.remarks) {
    std::cout << remark << '\n';
  }
  if (found.mistakes.empty()) {
    std::cout << found.file.string() << ": " << found.what << ", good";
    if (found.rows > 0) {
      std::cout << ", " << found.rows << (found.what == "roads" ? " edges" : " rows");
    }
    std::cout << '\n';
  }
  for (const std::string& mistake : found.mistakes) {
    std::cerr << mistake << '\n';
  }
}

void print_json(const file_findings& found) {
  const nlohmann::ordered_json out{{"file", found.file.string()},
                                   {"what", found.what},
                                   {"good", found.mistakes.empty()},
                                   {"rows", found.rows},
                                   {"mistakes", found.mistakes},
                                   {"remarks", found.remarks}};
  std::cout << out.dump() << '\n';
}

// What the roster may have wrong; a row of it with an earlier `from` mends it back to there.
std::string doubt_text(const v1::HolderDoubted& doubt) {
  const std::string since = " since " + format_rfc3339(ms_to_instant(doubt.since_ms()));
  const std::string held = doubt.device() + ", held by " + doubt.unit();
  switch (doubt.doubt()) {
    case v1::HOLDER_DOUBT_NO_CALL_SIGN:
      return "moving, but no call sign: " + doubt.device() + since +
             (doubt.moves_with().empty() ? "" : ", with " + doubt.moves_with());
    case v1::HOLDER_DOUBT_SWAPPED:
      return "swapped: " + held + ", with " + doubt.swapped_with() + since + ": moves with " +
             doubt.moves_with();
    default:
      return "not where its unit is: " + held + since + ": moves with " + doubt.moves_with();
  }
}

void print_status(const v1::StatusAnswer& status) {
  std::cout << "server's time: " << format_rfc3339(ms_to_instant(status.engine_now_ms()))
            << (status.driven_clock() ? ", driven: not what happens now" : "") << '\n'
            << "journal: "
            << (status.journal_writable() ? std::string{"writable"}
                                          : "NOT WRITABLE, " + status.journal_trouble())
            << '\n'
            << "events on disk: " << status.events_durable() << '\n'
            << "feed messages: " << status.feed_number() << '\n'
            << "digest: " << status.digest() << '\n'
            << "run: " << status.run().run() << ", build " << status.run().build() << '\n'
            << "  parameters " << status.run().parameters_hash() << '\n'
            << "  zones      " << status.run().zone_set_hash() << '\n'
            << "  roads      " << status.run().roads_hash() << '\n';
  for (const v1::SourceCounted& counter : status.counters()) {
    std::cout << counter.source() << ": " << counter.reason() << ' ' << counter.total() << '\n';
  }
  for (const std::string& device : status.unknown_devices()) {
    std::cout << "unknown device: " << device << '\n';
  }
  for (const v1::HolderDoubted& doubt : status.doubts()) {
    std::cout << doubt_text(doubt) << '\n';
  }
}

}  // namespace

int check_setup(const check_setup_options& options) {
  if (options.files.empty() && options.status.empty()) {
    throw std::runtime_error{"expected files to check, or --status with a server's query socket"};
  }
  bool good = true;
  for (const std::filesystem::path& file : options.files) {
    for (const file_findings& found : look_at_file(file, options.zone_name)) {
      good = good && found.mistakes.empty();
      options.json ? print_json(found) : print_file(found);
    }
  }
  if (!options.status.empty()) {
    query_client client{options.status, options.access};
    const v1::StatusAnswer status = client.status();
    if (options.json) {
      std::cout << json_line(status) << '\n';
    } else {
      print_status(status);
    }
  }
  return good ? 0 : 2;
}

}  // namespace beatwatch
