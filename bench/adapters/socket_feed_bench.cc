// From socket to feed: a real beatwatchd (wall clock, journal on disk, 1,000 zones) takes 600 and
// 30,000 pings per second on the native channel, in batches every 10 ms from units that report
// every 5 s, and feeds 1 and 10 subscribers of everything. Beside it, in the same run, libzmq alone
// with as many bytes. Printed: processor time of the server per ping, time from sending a batch to
// receiving what it moved (p50, p99, max), pings without a message at the worst subscriber, and
// whether all was acknowledged. Argument: seconds per case, 10 when absent.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>
#include <zmq.hpp>
#include <zmq_addon.hpp>

#include "beatwatch/v1/event.pb.h"
#include "beatwatch/v1/feed.pb.h"
#include "bench/adapters/raw_relay.h"
#include "engine/base/check.h"
#include "tests/support/daemon_process.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

constexpr auto slot_length = 10ms;
constexpr std::size_t slots_per_refresh = 500;
constexpr auto patience_at_end = 5s;

/// One case: what is sent and who listens.
struct load {
  std::size_t pings_per_second = 0;
  std::size_t subscribers = 0;
  std::size_t slots = 0;
  [[nodiscard]] std::size_t pings_per_slot() const { return pings_per_second / 100; }
  [[nodiscard]] std::size_t pings() const { return pings_per_slot() * slots; }
};

/// How one server is spoken to.
struct dialect {
  const char* name = nullptr;
  std::function<std::string(const load&, std::size_t slot)> make_batch;
  /// The slot in which the ping behind a message was sent; none: it is about something else.
  std::function<std::int64_t(const std::string& topic, const zmq::message_t& body)> slot_of;
  std::string subscription;
  /// True when the answers say that this batch is safe.
  std::function<bool(const zmq::message_t& answer)> acknowledges_all;
};

double cpu_seconds(pid_t pid) {
  clockid_t clock{};
  timespec used{};
  check(::clock_getcpuclockid(pid, &clock) == 0 && ::clock_gettime(clock, &used) == 0,
        "the processor time of a child can be read");
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

class listener {
 public:
  listener(const std::string& feed, const dialect& how, const std::vector<steady::time_point>& sent)
      : how_(how), sent_(sent), socket_(context_, zmq::socket_type::sub) {
    socket_.set(zmq::sockopt::rcvhwm, 0);
    socket_.set(zmq::sockopt::rcvtimeo, 100);
    socket_.set(zmq::sockopt::linger, 0);
    socket_.set(zmq::sockopt::subscribe, how.subscription);
    socket_.connect(feed);
  }

  void start() {
    thread_ = std::thread([this] { listen(); });
  }
  void stop() {
    stopping_ = true;
    thread_.join();
  }
  [[nodiscard]] std::size_t taken() const { return taken_; }
  [[nodiscard]] std::vector<float>& latencies_ms() { return latencies_ms_; }

 private:
  void listen() {
    zmq::message_t topic;
    zmq::message_t body;
    while (!stopping_) {
      if (!socket_.recv(topic) || !socket_.recv(body)) {
        continue;
      }
      const std::int64_t slot = how_.slot_of(topic.to_string(), body);
      if (slot >= 0) {
        const std::chrono::duration<float, std::milli> since =
            steady::now() - sent_[static_cast<std::size_t>(slot)];
        latencies_ms_.push_back(since.count());
        ++taken_;
      }
    }
  }

  const dialect& how_;
  const std::vector<steady::time_point>& sent_;
  zmq::context_t context_;
  zmq::socket_t socket_;
  std::thread thread_;
  std::atomic<bool> stopping_ = false;
  std::atomic<std::size_t> taken_ = 0;
  std::vector<float> latencies_ms_;
};

float quantile(std::vector<float>& values, double q) {
  if (values.empty()) {
    return 0;
  }
  const auto nth =
      values.begin() + static_cast<std::ptrdiff_t>(q * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

void measure(const dialect& how,
             const load& what,
             pid_t server,
             const std::string& ingest,
             const std::string& feed) {
  std::vector<steady::time_point> sent(what.slots);
  std::vector<std::unique_ptr<listener>> listeners;
  for (std::size_t i = 0; i < what.subscribers; ++i) {
    listeners.push_back(std::make_unique<listener>(feed, how, sent));
  }
  std::this_thread::sleep_for(500ms);  // subscriptions reach the server
  for (const auto& one : listeners) {
    one->start();
  }
  zmq::context_t context;
  zmq::socket_t socket(context, zmq::socket_type::dealer);
  socket.set(zmq::sockopt::sndhwm, 0);
  socket.set(zmq::sockopt::linger, 0);
  socket.connect(ingest);
  bool safe = false;
  const auto take_answers = [&] {
    std::vector<zmq::message_t> frames;
    while (zmq::recv_multipart(socket, std::back_inserter(frames), zmq::recv_flags::dontwait)) {
      safe = how.acknowledges_all(frames.back());
      frames.clear();
    }
  };

  const double cpu_before = cpu_seconds(server);
  const auto began = steady::now();
  for (std::size_t slot = 0; slot < what.slots; ++slot) {
    const std::string batch = how.make_batch(what, slot);
    std::this_thread::sleep_until(began + slot * slot_length);
    sent[slot] = steady::now();
    socket.send(zmq::message_t{}, zmq::send_flags::sndmore);
    socket.send(zmq::buffer(batch), zmq::send_flags::none);
    take_answers();
  }
  const auto all_taken = [&] {
    return std::all_of(listeners.begin(), listeners.end(), [&](const auto& one) {
      return one->taken() >= what.pings();
    });
  };
  const auto until = steady::now() + patience_at_end;
  while ((!all_taken() || !safe) && steady::now() < until) {
    std::this_thread::sleep_for(10ms);
    take_answers();
  }
  const double cpu = cpu_seconds(server) - cpu_before;
  std::size_t fewest = what.pings();
  std::vector<float> latencies;
  for (const auto& one : listeners) {
    one->stop();
    fewest = std::min(fewest, one->taken());
    latencies.insert(latencies.end(), one->latencies_ms().begin(), one->latencies_ms().end());
  }
  std::printf(
      "%-11s %6zu pings/s %2zu subscribers: %6.2f us CPU per ping, p50 %7.2f ms, "
      "p99 %7.2f ms, max %7.2f ms, %zu of %zu pings missed, %s\n",
      how.name,
      what.pings_per_second,
      what.subscribers,
      cpu * 1e6 / static_cast<double>(what.pings()),
      static_cast<double>(quantile(latencies, 0.5)),
      static_cast<double>(quantile(latencies, 0.99)),
      static_cast<double>(quantile(latencies, 1.0)),
      what.pings() - fewest,
      what.pings(),
      safe ? "all acknowledged" : "NOT all acknowledged");
  static_cast<void>(std::fflush(stdout));
}

// Where unit `unit` is in its `round`: on a grid over the zones, 10 m further each time.
struct spot {
  std::int32_t lat_e7 = 0;
  std::int32_t lon_e7 = 0;
};
spot spot_of(std::size_t unit, std::size_t round) {
  return {
      .lat_e7 = 525'600'000 + static_cast<std::int32_t>(unit * 7919 % 1'800 * 1000 + round * 900),
      .lon_e7 = -12'500'000 + static_cast<std::int32_t>(unit * 104'729 % 2'400 * 1000)};
}

std::size_t unit_at(const load& what, std::size_t slot, std::size_t i) {
  return slot % slots_per_refresh * what.pings_per_slot() + i;
}

/// A beatwatchd with 1,000 zones in a folder of its own.
class server_under_load {
 public:
  server_under_load() {
    write_zones();
    std::ofstream(folder_ / "beatwatch.toml") << R"([server]
ingest = "tcp://127.0.0.1:*"
feed = "tcp://127.0.0.1:*"
query = "tcp://127.0.0.1:*"
[journal]
folder = "journal"
[sources.radios]
kind = "native"
[zones]
file = "zones.geojson"
[presence]
origin_lat_deg = 52.65
origin_lon_deg = -1.13
[clock]
time_zone = "Europe/London"
[feed]
queued_messages = 1000000
)";
    process_ = std::make_unique<daemon_process>(folder_ / "beatwatch.toml");
  }
  [[nodiscard]] daemon_process& process() { return *process_; }

 private:
  void write_zones() const {
    std::ofstream out(folder_ / "zones.geojson");
    out << R"({"type":"FeatureCollection","features":[)";
    for (int i = 0; i < 1000; ++i) {
      const double west = -1.25 + i % 40 * 0.006;
      const double south = 52.56 + i / 40 * 0.0072;
      const auto corner = [](double lon, double lat) {
        return "[" + std::to_string(lon) + "," + std::to_string(lat) + "]";
      };
      out << (i == 0 ? "" : ",") << R"({"type":"Feature","properties":{"name":"Z)" << i
          << R"("},"geometry":{"type":"Polygon","coordinates":[[)" << corner(west, south) << ','
          << corner(west + 0.005, south) << ',' << corner(west + 0.005, south + 0.006) << ','
          << corner(west, south + 0.006) << ',' << corner(west, south) << "]]}}";
    }
    out << "]}";
  }

  temporary_folder folder_;
  std::unique_ptr<daemon_process> process_;
};

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

dialect beatwatch_dialect(std::int64_t first_slot_ms) {
  return {
      .name = "beatwatchd",
      .make_batch =
          [first_slot_ms](const load& what, std::size_t slot) {
            v1::EventBatch batch;
            batch.set_source("radios");
            for (std::size_t i = 0; i < what.pings_per_slot(); ++i) {
              const std::size_t unit = unit_at(what, slot, i);
              const spot at = spot_of(unit, slot / slots_per_refresh);
              v1::Event& event = *batch.add_events();
              event.set_source_seq(slot * what.pings_per_slot() + i + 1);
              event.mutable_ping()->set_device("R" + std::to_string(unit));
              event.mutable_ping()->set_observed_at_ms(first_slot_ms +
                                                       static_cast<std::int64_t>(slot) * 10);
              event.mutable_ping()->set_lat_e7(at.lat_e7);
              event.mutable_ping()->set_lon_e7(at.lon_e7);
            }
            return batch.SerializeAsString();
          },
      .slot_of = [first_slot_ms](const std::string&, const zmq::message_t& body) -> std::int64_t {
        v1::FeedMessage message;
        return message.ParseFromArray(body.data(), static_cast<int>(body.size())) &&
                       message.has_unit_moved()
                   ? (message.unit_moved().observed_at_ms() - first_slot_ms) / 10
                   : -1;
      },
      .subscription = "unit/",
      .acknowledges_all = {}};
}

void measure_beatwatchd(const load& what) {
  server_under_load server;
  dialect how = beatwatch_dialect(now_ms());
  how.acknowledges_all = [&what](const zmq::message_t& answer) {
    v1::IngestReply reply;
    return reply.ParseFromArray(answer.data(), static_cast<int>(answer.size())) &&
           reply.acknowledged_seq() == what.pings();
  };
  const daemon_endpoints& at = server.process().endpoints();
  measure(how, what, server.process().pid(), at.ingest, at.feed);
}

void measure_libzmq(const load& what) {
  const raw_relay relay;
  std::size_t answers = 0;
  const dialect how{
      .name = "libzmq",
      .make_batch =
          [](const load& of, std::size_t slot) {
            std::string batch(of.pings_per_slot() * raw_relay::record_size, '\0');
            for (std::size_t i = 0; i < of.pings_per_slot(); ++i) {
              char* record = batch.data() + i * raw_relay::record_size;
              const std::string topic =
                  "unit/radios/R" + std::to_string(unit_at(of, slot, i)) + "/";
              std::memcpy(record, topic.data(), topic.size());
              std::memcpy(record + raw_relay::topic_size, &slot, sizeof slot);
            }
            return batch;
          },
      .slot_of =
          [](const std::string&, const zmq::message_t& body) {
            std::int64_t slot = 0;
            std::memcpy(&slot, body.data<char>() + raw_relay::topic_size, sizeof slot);
            return slot;
          },
      .subscription = "unit/",
      .acknowledges_all = [&](const zmq::message_t&) { return ++answers == what.slots; }};
  measure(how, what, relay.pid(), relay.ingest(), relay.feed());
}

}  // namespace
}  // namespace beatwatch

int main(int argc, char** argv) {
  const int seconds = argc > 1 ? std::atoi(argv[1]) : 10;
  if (seconds < 1) {
    static_cast<void>(std::fprintf(stderr, "expected the seconds of a case\n"));
    return 2;
  }
  for (const std::size_t rate : {600U, 30'000U}) {
    for (const std::size_t subscribers : {1U, 10U}) {
      const beatwatch::load what{.pings_per_second = rate,
                                 .subscribers = subscribers,
                                 .slots = static_cast<std::size_t>(seconds) * 100};
      beatwatch::measure_libzmq(what);
      beatwatch::measure_beatwatchd(what);
    }
  }
  return 0;
}
