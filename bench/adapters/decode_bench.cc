#include <benchmark/benchmark.h>

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "adapters/sources/crc16.h"
#include "adapters/sources/hexadecimal.h"
#include "adapters/sources/lip_decode.h"
#include "adapters/sources/nmea_decode.h"
#include "adapters/sources/nmea_source.h"
#include "adapters/sources/teltonika_decode.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

std::string sentence(const std::string& body) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const unsigned sum = nmea_checksum(body);
  return "$" + body + "*" + digits[sum / 16] + digits[sum % 16] + "\r\n";
}

std::string two_digits(int value) {
  return std::string(value < 10 ? "0" : "") + std::to_string(value);
}

std::string rmc(int second) {
  return sentence("GPRMC,1200" + two_digits(second) +
                  ".00,A,5238.21400,N,00107.98800,W,19.438,084.4,010526,,,A");
}

std::string gga(int second) {
  return sentence("GPGGA,1200" + two_digits(second) +
                  ".00,5238.21400,N,00107.98800,W,1,08,1.2,100.0,M,48.0,M,,");
}

/// One sentence after the other, RMC and GGA in turn.
void nmea_sentences(benchmark::State& state) {
  std::vector<std::string> lines;
  for (int second = 0; second < 60; ++second) {
    lines.push_back(rmc(second));
    lines.push_back(gga(second));
  }
  for (auto _ : state) {
    for (const std::string& line : lines) {
      benchmark::DoNotOptimize(decode_nmea(line));
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(lines.size()));
}
BENCHMARK(nmea_sentences);

/// 1,000 cars that send a datagram of RMC and GGA each second, named by their address; items are
/// sentences.
void nmea_datagrams_to_pings(benchmark::State& state) {
  constexpr int cars = 1'000;
  std::vector<std::string> peers;
  for (int car = 0; car < cars; ++car) {
    peers.push_back("10.0." + std::to_string(car / 250) + "." + std::to_string(car % 250) +
                    ":5017");
  }
  std::array<std::string, 60> datagrams;
  for (int second = 0; second < 60; ++second) {
    datagrams.at(static_cast<std::size_t>(second)) = rmc(second) + gga(second);
  }
  nmea_source source{{}};
  std::vector<ping> pings;
  const instant noon = std::chrono::sys_days{2026y / 5 / 1} + 12h;
  std::size_t second = 0;
  for (auto _ : state) {
    pings.clear();
    for (const std::string& peer : peers) {
      source.take(peer, datagrams.at(second % 60), noon + std::chrono::seconds{second}, pings);
    }
    ++second;
  }
  if (source.pings() != static_cast<std::uint64_t>(state.iterations()) * cars) {
    state.SkipWithError("not every datagram became a ping");
  }
  state.SetItemsProcessed(state.iterations() * cars * 2);
}
BENCHMARK(nmea_datagrams_to_pings);

/// Messages of radios that are at 64 places in turn.
void lip_reports(benchmark::State& state, std::string_view report) {
  const std::string octets = hex_to_octets(report).value();
  std::vector<std::string> messages(64, octets);
  for (std::size_t i = 0; i < messages.size(); ++i) {
    messages[i][6] = static_cast<char>(i);
  }
  for (auto _ : state) {
    for (const std::string& message : messages) {
      benchmark::DoNotOptimize(decode_lip(std::as_bytes(std::span{message}), message.size() * 8));
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(messages.size()));
}
void lip_short_reports(benchmark::State& state) { lip_reports(state, "0A0071F15A653071656820"); }
BENCHMARK(lip_short_reports);
/// Time of position, circle with altitude, velocity with direction: what a vehicle sends.
void lip_long_reports(benchmark::State& state) {
  lip_reports(state, "0A4EFDFBE97FB97FA99088C5084558804100");
}
BENCHMARK(lip_long_reports);

/// A record of five elements, as a car sends it while it drives.
constexpr std::string_view avl_record_hex =
    "0000019ECBA32FD001FFECFBA41EB263440023010F0E0057EF0503EF01F0011504014236A301100012D68700";

/// One packet of `range` records over TCP, its checksum included; items are records.
void teltonika_records(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  std::string data{"\x08", 1};
  data.push_back(static_cast<char>(count));
  for (std::size_t i = 0; i < count; ++i) {
    data += hex_to_octets(avl_record_hex).value();
  }
  data.push_back(static_cast<char>(count));
  const std::uint16_t crc = crc16_arc(std::as_bytes(std::span{data}));
  const std::array<std::uint64_t, 2> numbers{data.size(), crc};
  std::string frame(4, '\0');
  for (int shift = 24; shift >= 0; shift -= 8) {
    frame.push_back(static_cast<char>(numbers[0] >> static_cast<unsigned>(shift) & 0xFFU));
  }
  frame += data;
  for (int shift = 24; shift >= 0; shift -= 8) {
    frame.push_back(static_cast<char>(numbers[1] >> static_cast<unsigned>(shift) & 0xFFU));
  }
  std::vector<avl_record> records;
  for (auto _ : state) {
    benchmark::DoNotOptimize(decode_teltonika_tcp(std::as_bytes(std::span{frame}), records));
  }
  if (records.size() != count) {
    state.SkipWithError("the packet was refused");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(teltonika_records)->Arg(1)->Arg(20);

}  // namespace
}  // namespace beatwatch

BENCHMARK_MAIN();
