#include <benchmark/benchmark.h>

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "adapters/sources/nmea_decode.h"
#include "adapters/sources/nmea_source.h"

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
void decode_sentences(benchmark::State& state) {
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
BENCHMARK(decode_sentences);

/// 1,000 cars that send a datagram of RMC and GGA each second, named by their address; items are
/// sentences.
void datagrams_to_pings(benchmark::State& state) {
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
BENCHMARK(datagrams_to_pings);

}  // namespace
}  // namespace beatwatch

BENCHMARK_MAIN();
