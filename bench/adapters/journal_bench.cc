// The journal, and beside it in the same run what it is made of: Protocol Buffers' generated code
// for the coding of events, SQLite alone for the same rows prebuilt, and a bare write with
// fdatasync for the latency of a commit. Pings of 3,000 units, one `unit_moved` for each; fixed
// seed.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "adapters/journal/event_to_wire.h"
#include "adapters/journal/journal_codec.h"
#include "adapters/journal/journal_day.h"
#include "adapters/journal/journal_file_reader.h"
#include "adapters/journal/journal_file_writer.h"
#include "adapters/journal/sqlite_journal_reader.h"
#include "adapters/journal/sqlite_journal_writer.h"
#include "adapters/journal/wire_to_event.h"
#include "engine/base/check.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using steady = std::chrono::steady_clock;

constexpr std::size_t units = 3'000;
constexpr std::size_t batch_size = 256;
constexpr instant begin = ms_to_instant(1'750'000'000'000);

struct load {
  std::vector<event> events;
  std::vector<change> changes;
};

/// Units that walk at random over a county, 600 pings per second.
load make_load(std::size_t count) {
  std::mt19937_64 random{1};
  const auto step = [&] { return static_cast<std::int32_t>(random() % 2'001) - 1'000; };
  std::vector<position> at(units, position{.lat_e7 = 526'000'000, .lon_e7 = -11'000'000});
  load made;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t unit = i % units;
    at[unit].lat_e7 += step();
    at[unit].lon_e7 += step();
    const instant received_at = begin + duration{i * 1'000 / 600};
    ping p{.device = "GD" + std::to_string(1'000 + unit),
           .observed_at = received_at - duration{random() % 2'000},
           .at = at[unit]};
    p.speed_cmps = static_cast<std::uint32_t>(random() % 2'000);
    p.heading_cdeg = static_cast<std::uint16_t>(random() % 36'000);
    p.ignition = true;
    made.changes.push_back({received_at,
                            unit_moved{.unit = p.device,
                                       .device = "trackers/" + p.device,
                                       .observed_at = p.observed_at,
                                       .at = p.at,
                                       .speed_cmps = p.speed_cmps,
                                       .heading_cdeg = p.heading_cdeg,
                                       .error_cm = 1'500,
                                       .rostered = true}});
    made.events.push_back({received_at, "trackers", i + 1, std::move(p)});
  }
  return made;
}

const load& million() {
  static const load made = make_load(1'000'000);
  return made;
}

void count_events(benchmark::State& state, std::size_t per_iteration) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(per_iteration));
}

void encode_pings(benchmark::State& state) {
  const auto events = std::span{million().events}.first(100'000);
  event_codec codec;
  std::vector<std::byte> batch;
  for (auto _ : state) {
    batch.clear();
    for (const event& e : events) {
      codec.append(e, batch);
    }
    benchmark::DoNotOptimize(batch.data());
  }
  count_events(state, events.size());
  state.counters["bytes_per_event"] =
      static_cast<double>(batch.size()) / static_cast<double>(events.size());
}

void encode_pings_by_generated_code(benchmark::State& state) {
  const auto events = std::span{million().events}.first(100'000);
  v1::Event message;
  std::string bytes;
  for (auto _ : state) {
    for (const event& e : events) {
      bytes.clear();
      event_to_wire(e, message);
      check(message.AppendToString(&bytes), "an event can be serialised");
    }
    benchmark::DoNotOptimize(bytes.data());
  }
  count_events(state, events.size());
}

void decode_pings(benchmark::State& state) {
  const auto events = std::span{million().events}.first(100'000);
  event_codec codec;
  std::vector<std::byte> batch;
  for (const event& e : events) {
    codec.append(e, batch);
  }
  for (auto _ : state) {
    const auto decoded = codec.decode_batch(batch, events.size());
    check(decoded && decoded->size() == events.size(), "what was encoded is decoded");
  }
  count_events(state, events.size());
}

void decode_pings_by_generated_code(benchmark::State& state) {
  const auto events = std::span{million().events}.first(100'000);
  std::vector<std::string> encoded;
  v1::Event message;
  for (const event& e : events) {
    event_to_wire(e, message);
    encoded.push_back(message.SerializeAsString());
  }
  for (auto _ : state) {
    std::vector<event> decoded;
    for (const auto& bytes : encoded) {
      event e;
      check(message.ParseFromString(bytes) && !wire_to_event(message, e) && !fault_of(e),
            "what was encoded is decoded");
      decoded.push_back(std::move(e));
    }
    benchmark::DoNotOptimize(decoded.data());
  }
  count_events(state, events.size());
}

journal_options options_for(const std::filesystem::path& folder) {
  return {.folder = folder, .run = {.build = "bench", .started_at = begin}};
}

/// As fast as the queue takes them. `commits` counts transactions.
void write_million(const std::filesystem::path& folder, std::atomic<std::int64_t>& commits) {
  sqlite_journal_writer writer{options_for(folder), [&](const journal_progress&) { ++commits; }};
  const load& all = million();
  for (std::size_t from = 0; from < all.events.size(); from += batch_size) {
    const std::size_t count = std::min(batch_size, all.events.size() - from);
    while (!writer.append(std::span{all.events}.subspan(from, count))) {
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    writer.seal(std::span{all.changes}.subspan(from, count));
  }
  check(writer.flush(duration{600'000}), "the disk takes a million events in ten minutes");
}

void write_to_journal(benchmark::State& state) {
  million();
  std::atomic<std::int64_t> commits = 0;
  std::uintmax_t file_bytes = 0;
  for (auto _ : state) {
    const temporary_folder folder;
    write_million(folder.path(), commits);
    file_bytes = std::filesystem::file_size(folder / journal_file_name(day_of(begin)));
  }
  count_events(state, million().events.size());
  state.counters["commits"] =
      static_cast<double>(commits) / static_cast<double>(state.iterations());
  state.counters["file_bytes_per_event"] = static_cast<double>(file_bytes) / 1e6;
}

/// The rows of the journal above, packed and digested already, in as many transactions.
void write_rows_by_sqlite_alone(benchmark::State& state) {
  std::vector<stored_batch> rows;
  std::atomic<std::int64_t> commits = 0;
  {
    const temporary_folder folder;
    write_million(folder.path(), commits);
    journal_file_reader file{folder / journal_file_name(day_of(begin))};
    while (auto row = file.batch_after(rows.empty() ? 0 : rows.back().after.events)) {
      rows.push_back(std::move(*row));
    }
  }
  const std::size_t rows_per_commit = std::max<std::size_t>(1, rows.size() / commits);
  for (auto _ : state) {
    const temporary_folder folder;
    journal_file_writer file{folder / "rows", {}};
    for (std::size_t i = 0; i < rows.size();) {
      auto transaction = file.begin();
      for (const std::size_t end = std::min(rows.size(), i + rows_per_commit); i < end; ++i) {
        file.put(rows[i]);
      }
      transaction.commit();
    }
  }
  count_events(state, million().events.size());
  state.counters["rows"] = static_cast<double>(rows.size());
}

void read_journal(benchmark::State& state) {
  const temporary_folder folder;
  std::atomic<std::int64_t> commits = 0;
  write_million(folder.path(), commits);
  for (auto _ : state) {
    sqlite_journal_reader reader{folder.path()};
    journal_row row;
    std::size_t events = 0;
    while (reader.next(row)) {
      events += row.events.size();
    }
    check(events == million().events.size(), "every event is read again");
  }
  count_events(state, million().events.size());
}

void report_latencies(benchmark::State& state, std::vector<double>& ms) {
  std::ranges::sort(ms);
  const auto at = [&](double share) {
    return ms[static_cast<std::size_t>(share * static_cast<double>(ms.size() - 1))];
  };
  state.counters["p50_ms"] = at(0.5);
  state.counters["p99_ms"] = at(0.99);
  state.counters["max_ms"] = at(1.0);
}

/// From `append` to the call that says it is on disk, at a steady rate for three seconds.
void append_to_durable(benchmark::State& state) {
  const auto per_second = static_cast<std::size_t>(state.range(0));
  const std::size_t per_batch = std::max<std::size_t>(1, per_second / 1'000);
  const load& all = million();
  std::vector<double> latencies_ms;
  for (auto _ : state) {
    const temporary_folder folder;
    std::mutex mutex;
    std::deque<std::pair<std::uint64_t, steady::time_point>> appended;
    sqlite_journal_writer writer{
        options_for(folder.path()), [&](const journal_progress& progress) {
          const std::lock_guard lock{mutex};
          for (; !appended.empty() && appended.front().first <= progress.events;
               appended.pop_front()) {
            latencies_ms.push_back(
                std::chrono::duration<double, std::milli>(steady::now() - appended.front().second)
                    .count());
          }
        }};
    const auto start = steady::now();
    for (std::size_t from = 0; from < 3 * per_second; from += per_batch) {
      std::this_thread::sleep_until(start +
                                    std::chrono::microseconds{from * 1'000'000 / per_second});
      {
        const std::lock_guard lock{mutex};
        appended.emplace_back(from + per_batch, steady::now());
      }
      check(writer.append(std::span{all.events}.subspan(from, per_batch)), "the queue has room");
      writer.seal(std::span{all.changes}.subspan(from, per_batch));
    }
    check(writer.flush(duration{60'000}), "the disk takes the rest");
  }
  report_latencies(state, latencies_ms);
}

/// What the disk itself takes: 8 KiB appended and synced, 200 times per second.
void bare_write_and_sync(benchmark::State& state) {
  std::vector<double> latencies_ms;
  for (auto _ : state) {
    const temporary_folder folder;
    const int file = ::open((folder / "file").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    check(file >= 0, "a file can be made");
    const std::vector<char> page(8'192, 'x');
    const auto start = steady::now();
    for (int i = 0; i < 600; ++i) {
      std::this_thread::sleep_until(start + std::chrono::milliseconds{5 * i});
      const auto before = steady::now();
      check(::write(file, page.data(), page.size()) == 8'192 && ::fdatasync(file) == 0,
            "the disk takes a page");
      latencies_ms.push_back(
          std::chrono::duration<double, std::milli>(steady::now() - before).count());
    }
    ::close(file);
  }
  report_latencies(state, latencies_ms);
}

BENCHMARK(encode_pings)->Unit(benchmark::kMillisecond);
BENCHMARK(encode_pings_by_generated_code)->Unit(benchmark::kMillisecond);
BENCHMARK(decode_pings)->Unit(benchmark::kMillisecond);
BENCHMARK(decode_pings_by_generated_code)->Unit(benchmark::kMillisecond);
BENCHMARK(write_to_journal)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);
BENCHMARK(write_rows_by_sqlite_alone)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);
BENCHMARK(read_journal)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(append_to_durable)->Arg(600)->Arg(30'000)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(bare_write_and_sync)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace beatwatch

BENCHMARK_MAIN();
