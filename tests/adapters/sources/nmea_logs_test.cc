#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "adapters/sources/nmea_decode.h"
#include "adapters/sources/nmea_source.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr std::array<const char*, 11> receivers{"beidou-bd",
                                                "bt451",
                                                "bundg_zeus_9",
                                                "garmin48",
                                                "iTrek",
                                                "mt3339",
                                                "myguide-3100",
                                                "neo-m8n",
                                                "nl2008u",
                                                "nmea-fuzzy-cases",
                                                "telit-he910"};

std::vector<std::string> lines_of(const std::string& receiver) {
  std::ifstream file(BEATWATCH_SHARED_DIR "/data/nmea-logs/" + receiver + ".nmea");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    lines.push_back(line + "\n");
  }
  return lines;
}

std::optional<instant> time_of(const std::string& line) {
  const auto message = decode_nmea(line);
  const auto* const rmc = message ? std::get_if<nmea_rmc>(&message->body) : nullptr;
  if (rmc == nullptr || !rmc->time || !rmc->date) {
    return std::nullopt;
  }
  return *rmc->date + rmc->time->since_midnight();
}

/// Each datagram one line, or all lines up to an RMC.
enum class packing { lines, bursts };

/// The receivers' own clock stands in for the time of reception: half a second late, never back.
std::vector<instant> replay(const std::vector<std::string>& lines,
                            packing packed,
                            nmea_source& source) {
  const auto dated = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
    return time_of(line).has_value();
  });
  instant received_at = time_of(*dated).value();
  std::vector<ping> pings;
  std::string datagram;
  for (const std::string& line : lines) {
    datagram += line;
    received_at = std::max(received_at, time_of(line).value_or(received_at - 500ms) + 500ms);
    if (packed == packing::lines || line.find("RMC") != std::string::npos ||
        &line == &lines.back()) {
      source.take("10.0.0.7:5017", datagram, received_at, pings);
      datagram.clear();
    }
  }
  EXPECT_EQ(source.pings(), pings.size());
  std::vector<instant> instants(pings.size());
  std::transform(
      pings.begin(), pings.end(), instants.begin(), [](const ping& p) { return p.observed_at; });
  std::sort(instants.begin(), instants.end());
  return instants;
}

/// When a valid RMC says that the receiver was somewhere, each instant once.
std::vector<instant> instants_of_rmc(const std::vector<std::string>& lines) {
  std::vector<instant> instants;
  for (const std::string& line : lines) {
    const auto message = decode_nmea(line);
    const auto* const rmc = message ? std::get_if<nmea_rmc>(&message->body) : nullptr;
    if (rmc != nullptr && position_valid(*rmc)) {
      instants.push_back(time_of(line).value());
    }
  }
  std::sort(instants.begin(), instants.end());
  instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
  return instants;
}

std::uint64_t print_counts(const std::string& title, nmea_source& source) {
  std::cout << std::setw(25) << std::left << title << " lines " << source.lines() << ", pings "
            << source.pings() << ", merged " << source.merged();
  std::uint64_t counted = 0;
  for (const intake_counted& reason : source.counts().take_new()) {
    std::cout << ", " << reason.reason << ' ' << reason.count;
    counted += reason.count;
  }
  std::cout << '\n';
  return counted;
}

class receiver_log : public testing::TestWithParam<const char*> {};

TEST_P(receiver_log, decodes_with_every_line_accounted_for) {
  const std::string receiver = GetParam();
  const std::vector<std::string> lines = lines_of(receiver);
  if (lines.empty()) {
    GTEST_SKIP() << "no receiver logs beside the tree";
  }
  for (const packing packed : {packing::lines, packing::bursts}) {
    nmea_source source{{}};
    const std::vector<instant> expected = instants_of_rmc(lines);
    std::vector<instant> ours = replay(lines, packed, source);
    // A GGA before the first RMC stands for itself.
    ours.erase(ours.begin(), std::lower_bound(ours.begin(), ours.end(), expected.front()));
    EXPECT_EQ(ours, expected);
    const std::uint64_t counted =
        print_counts(receiver + (packed == packing::lines ? ", lines" : ", bursts"), source);
    EXPECT_EQ(source.lines(), lines.size());
    EXPECT_EQ(source.lines(), source.pings() + source.merged() + counted);

    const auto total = [&](intake_reason reason) { return source.counts().total(reason); };
    // The only damage in these files: a space before a sentence, a checksum of one digit.
    EXPECT_EQ(total(intake_reason::no_start_delimiter), receiver == "beidou-bd" ? 1 : 0);
    EXPECT_EQ(total(intake_reason::bad_checksum_field), receiver == "garmin48" ? 1 : 0);
    EXPECT_EQ(counted,
              total(intake_reason::no_start_delimiter) + total(intake_reason::bad_checksum_field) +
                  total(intake_reason::unsupported_sentence) + total(intake_reason::no_fix) +
                  total(intake_reason::no_position) + total(intake_reason::covered_by_rmc) +
                  total(intake_reason::same_epoch));
  }
}

INSTANTIATE_TEST_SUITE_P(of, receiver_log, testing::ValuesIn(receivers), [](const auto& tested) {
  std::string name = tested.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace beatwatch
