#include "replay/mended_records.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>
#include <variant>

#include "adapters/daemon/position_sources.h"
#include "adapters/daemon/table_mappers.h"
#include "adapters/sources/hexadecimal.h"
#include "adapters/sources/record_json.h"
#include "adapters/sources/rfc3339.h"
#include "adapters/sources/teltonika_source.h"

namespace beatwatch {
namespace {

using json = nlohmann::ordered_json;

std::string text_of(const json& line, const char* key) {
  const auto found = line.find(key);
  return found != line.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

const source_config* find_source(const std::vector<source_config>& sources,
                                 const std::string& name) {
  const auto found = std::find_if(
      sources.begin(), sources.end(), [&name](const auto& source) { return source.name == name; });
  return found == sources.end() ? nullptr : &*found;
}

struct record_to_decode {
  std::string peer;
  std::string device;
  std::string octets;
  instant received_at;
};

// What the socket's decoder makes of it; otherwise the first reason why nothing came of it.
struct decoded_record {
  std::vector<event_body> events;
  std::string reason;
};

void take_from(position_source& source, std::vector<ping>& pings, decoded_record& decoded) {
  for (ping& each : pings) {
    decoded.events.emplace_back(std::move(each));
  }
  for (device_heard& each : source.heard()) {
    decoded.events.emplace_back(std::move(each));
  }
  const auto counts = source.counts().take_new();
  decoded.reason = counts.empty() ? "nothing" : counts.front().reason;
}

decoded_record decode(const position_socket& socket, const record_to_decode& record) {
  decoded_record decoded;
  std::vector<ping> pings;
  if (socket.format == position_format::teltonika && socket.tcp) {
    teltonika_source trackers;
    teltonika_stream stream{trackers, record.peer};
    // A tracker says who it is before its packets.
    const std::string identity =
        std::string{'\0', static_cast<char>(record.device.size())} + record.device;
    (void)stream.take(identity, record.received_at, pings);
    (void)stream.take(record.octets, record.received_at, pings);
    take_from(trackers, pings, decoded);
  } else {
    const auto source = make_position_source(socket);
    (void)source->take(record.peer, record.octets, record.received_at, pings);
    take_from(*source, pings, decoded);
  }
  return decoded;
}

decoded_record decode(const json_socket& lines, const record_to_decode& record) {
  decoded_record decoded;
  mapped_row row = map_json_record(live_mappers(lines.map), read_json_record(record.octets));
  for (mapped_event& each : row.events) {
    decoded.events.push_back(std::move(each.body));
  }
  if (!row.faults.empty()) {
    decoded.reason = fmt::format("{}: {}", row.faults[0].column, row.faults[0].message);
  }
  return decoded;
}

// Its number there is its mark: it is known here when it comes again under a new one.
decoded_record decode(const polled_source& /*table*/, const record_to_decode& /*record*/) {
  return {.events = {}, .reason = "mend it where it was asked for, under a mark that is new"};
}

template <typename Kind>
decoded_record decode(const Kind& /*kind*/, const record_to_decode& /*record*/) {
  return {.events = {}, .reason = "nothing of such a source is kept here"};
}

}  // namespace

mended_records::mended_records(std::filesystem::path file,
                               const std::vector<source_config>& sources)
    : file_(std::move(file)) {
  std::ifstream in(file_, std::ios::binary);
  if (!in) {
    throw std::runtime_error(file_.string() + ": cannot be read");
  }
  for (std::string line; std::getline(in, line);) {
    lines_.push_back(line);
    if (!line.empty()) {
      read_line(line, sources);
    }
  }
}

void mended_records::fail(const std::string& what) const {
  throw std::runtime_error(fmt::format("{}:{}: {}", file_.string(), lines_.size(), what));
}

void mended_records::read_line(const std::string& text, const std::vector<source_config>& sources) {
  const json line = json::parse(text, nullptr, false);
  if (!line.is_object()) {
    fail("expected a JSON object");
  }
  if (line.contains("sent")) {
    ++sent_before_;
    return;
  }
  const std::string source = text_of(line, "source");
  const source_config* const found = find_source(sources, source);
  if (found == nullptr) {
    fail("source: expected a source of the configuration, not \"" + source + '"');
  }
  const auto at = parse_rfc3339(text_of(line, "at"));
  if (!at) {
    fail("at: expected a time such as 2026-06-05T22:00:00Z");
  }
  const auto octets =
      line.contains("hex") ? hex_to_octets(text_of(line, "hex")) : text_of(line, "text");
  if (!octets) {
    fail("hex: expected two hexadecimal digits for each octet");
  }
  const record_to_decode record{.peer = text_of(line, "peer"),
                                .device = text_of(line, "device"),
                                .octets = *octets,
                                .received_at = *at};
  decoded_record decoded =
      std::visit([&record](const auto& kind) { return decode(kind, record); }, found->kind);
  if (decoded.events.empty()) {
    mistakes_.push_back(fmt::format("{}:{}: {}", file_.string(), lines_.size(), decoded.reason));
    return;
  }
  usable_.push_back(lines_.size() - 1);
  auto& of_source = events_[source];
  std::move(decoded.events.begin(), decoded.events.end(), std::back_inserter(of_source));
}

void mended_records::mark_sent(instant at) const {
  std::vector<std::string> marked = lines_;
  for (const std::size_t place : usable_) {
    json line = json::parse(marked[place]);
    line["sent"] = format_rfc3339(at);
    marked[place] = record_line(line);
  }
  const std::filesystem::path fresh = file_.string() + ".new";
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  for (const std::string& line : marked) {
    out << line << '\n';
  }
  out.close();
  if (!out) {
    throw std::runtime_error(fresh.string() + ": cannot be written");
  }
  std::filesystem::rename(fresh, file_);
}

}  // namespace beatwatch
