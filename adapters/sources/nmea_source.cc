#include "adapters/sources/nmea_source.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "adapters/sources/nmea_decode.h"
#include "adapters/sources/nmea_epoch.h"
#include "adapters/sources/nmea_tag_block.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

// At most twice as many are kept, about 400 bytes each; the whole country has 150,000 units.
constexpr std::size_t devices_remembered = 200'000;
constexpr duration rmc_expected_again = 60s;

/// Takes the first line off `text`, without its end. (`find_first_of` calls a function for each
/// character.)
std::string_view take_line(std::string_view& text) {
  const auto* const stop =
      std::find_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; });
  const auto end = static_cast<std::size_t>(stop - text.begin());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

nmea_source::nmea_source(nmea_source_settings settings)
    : settings_(std::move(settings)), devices_(devices_remembered) {}

std::string nmea_source::take(std::string_view peer,
                              std::string_view datagram,
                              instant received_at,
                              std::vector<ping>& pings) {
  read_lines(peer, datagram, received_at);
  const nmea_grouping grouping = group_by_epoch(parts_);
  for (const nmea_group& group : grouping.groups) {
    auto reported = report(group, received_at);
    if (reported) {
      pings.push_back(std::move(*reported));
      ++pings_;
      merged_ += group.parts.size() - 1;
      continue;
    }
    for (const nmea_part* part : group.parts) {
      counts_.count(reported.error(), peer, part->line, received_at, group.device);
    }
    hear(reported.error(), std::string{group.device});
  }
  for (const nmea_part* part : grouping.motion) {
    counts_.count(intake_reason::no_position, peer, part->line, received_at, part->device);
  }
  return {};
}

void nmea_source::read_lines(std::string_view peer,
                             std::string_view datagram,
                             instant received_at) {
  parts_.clear();
  device_of_peer_.reset();
  while (!datagram.empty()) {
    const std::string_view line = take_line(datagram);
    if (line.empty()) {
      continue;
    }
    ++lines_;
    if (const auto reason = read_line(peer, line)) {
      counts_.count(*reason, peer, line, received_at);
    }
  }
}

std::optional<intake_reason> nmea_source::read_line(std::string_view peer, std::string_view line) {
  const auto tagged = decode_tag_block(line);
  if (!tagged) {
    return reason_of(tagged.error());
  }
  const auto message = decode_nmea(tagged->sentence);
  if (!message) {
    return reason_of(message.error());
  }
  std::string_view device = tagged->source;
  if (device.empty()) {
    if (!device_of_peer_) {
      device_of_peer_ = device_of_peer(settings_.peers, peer);
    }
    device = *device_of_peer_;
  }
  if (!is_name(device)) {
    return intake_reason::bad_device_name;
  }
  parts_.push_back({.device = device, .line = line, .message = *message});
  return std::nullopt;
}

expected<ping, intake_reason> nmea_source::report(const nmea_group& group, instant received_at) {
  device_memory& memory = devices_.use(group.device);
  const bool by_rmc = group.epoch.rmc != nullptr;
  if (by_rmc) {
    memory.rmc_received_at = received_at;
  } else if (memory.rmc_received_at && received_at - *memory.rmc_received_at < rmc_expected_again) {
    return unexpected{intake_reason::covered_by_rmc};
  }
  auto report = nmea_epoch_to_ping(group.epoch, received_at, settings_.mend_week_rollover);
  if (!report) {
    return report;
  }
  for (const auto& earlier : memory.reported) {
    if (earlier && earlier->observed_at == report->observed_at) {
      const bool conflicting = earlier->by_rmc == by_rmc && earlier->at != report->at;
      return unexpected{conflicting ? intake_reason::conflicting_epoch : intake_reason::same_epoch};
    }
  }
  memory.reported.at(memory.next) = {
      .observed_at = report->observed_at, .at = report->at, .by_rmc = by_rmc};
  memory.next = (memory.next + 1) % memory.reported.size();
  report->device = group.device;
  return report;
}

}  // namespace beatwatch
