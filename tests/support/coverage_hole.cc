#include "tests/support/coverage_hole.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <ctime>
#include <fstream>
#include <memory>
#include <thread>
#include <utility>
#include <zmq.hpp>

#include "adapters/journal/sqlite_journal_reader.h"
#include "engine/base/check.h"
#include "engine/change.h"
#include "replay/journal_player.h"
#include "replay/position_sender.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

constexpr instant began = ms_to_instant(1'795'183'200'000);  // 2026-11-20T14:00:00Z
constexpr auto step = 30s;
constexpr auto car_refresh = 5s;
constexpr auto radio_refresh = 30s;
constexpr auto until_settled = 150min;
constexpr std::int64_t south_e7 = 525'600'000;
constexpr std::int64_t west_e7 = -12'500'000;

void write_zones(const std::filesystem::path& file, std::size_t count) {
  std::ofstream out(file);
  out << R"({"type":"FeatureCollection","features":[)";
  for (std::size_t i = 0; i < count; ++i) {
    const double west = -1.25 + static_cast<double>(i % 40) * 0.006;
    const double south = 52.56 + static_cast<double>(i / 40) * 0.0072;
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

void write_config(const std::filesystem::path& folder, const std::string& radios_by) {
  std::ofstream(folder / "beatwatch.toml") << R"([server]
ingest = "tcp://127.0.0.1:*"
feed = "tcp://127.0.0.1:*"
query = "tcp://127.0.0.1:*"
[clock]
kind = "driven"
start = 2026-11-20T14:00:00Z
time_zone = "Europe/London"
[journal]
folder = "journal"
[sources.clock]
kind = "native"
[sources.cad]
kind = "native"
[sources.cars]
kind = "teltonika_tcp"
bind = "127.0.0.1:0"
refresh_s = 5
rest_evidence = "ignition"
[sources.radios]
kind = ")" << radios_by << R"("
bind = "127.0.0.1:0"
refresh_s = 30
time_error_ms = 1000
[zones]
file = "zones.geojson"
[presence]
origin_lat_deg = 52.65
origin_lon_deg = -1.13
[feed]
queued_messages = 1000000
)";
}

/// To and fro along a street of `length` at `speed`, both in the same unit per second.
std::int64_t to_and_fro(std::int64_t s, std::int64_t speed, std::int64_t length) {
  const std::int64_t gone = s * speed % (2 * length);
  return std::min(gone, 2 * length - gone);
}

struct device_fleet {
  std::size_t count = 0;
  bool cars = false;
  std::uint64_t first_name = 0;
  std::chrono::milliseconds refresh{0};

  [[nodiscard]] std::string name(std::size_t i) const { return std::to_string(first_name + i); }
  [[nodiscard]] std::string unit(std::size_t i) const {
    return (cars ? "CAR-" : "FOOT-") + std::to_string(i);
  }
  /// Reports are spread over the refresh.
  [[nodiscard]] std::chrono::milliseconds phase(std::size_t i) const {
    return refresh * static_cast<std::int64_t>(i) / static_cast<std::int64_t>(count);
  }

  /// The report of device `i` that was made so long after the beginning.
  [[nodiscard]] ping report(std::size_t i, std::chrono::milliseconds since) const {
    const std::int64_t s = since.count() / 1'000;
    const auto place = static_cast<std::int64_t>(i);
    ping made;
    made.device = name(i);
    made.observed_at = began + since;
    made.at = {.lat_e7 = static_cast<std::int32_t>(south_e7 + place * 7'919 % 1'700 * 1'000),
               .lon_e7 = static_cast<std::int32_t>(west_e7 + place * 104'729 % 2'300 * 1'000)};
    made.trigger = ping_trigger::interval;
    if (cars) {
      // Half of the time it stands.
      const bool stands = s / 300 % 2 == 1;
      const std::int64_t driven_s = s / 600 * 300 + (stands ? 300 : s % 600);
      made.at.lat_e7 += static_cast<std::int32_t>(to_and_fro(driven_s, 720, 54'000));
      made.ignition = !stands;
      made.moving = !stands;
      made.speed_cmps = stands ? 0U : 800U;
    } else {
      made.at.lon_e7 += static_cast<std::int32_t>(to_and_fro(s, 180, 60'000));
      made.accuracy_cm = 400;
    }
    return made;
  }

  /// All reports of [from, to), by time.
  [[nodiscard]] std::vector<ping> reports(std::chrono::milliseconds from,
                                          std::chrono::milliseconds to) const {
    std::vector<ping> all;
    for (std::int64_t round = from / refresh; round * refresh < to; ++round) {
      for (std::size_t i = 0; i < count; ++i) {
        const std::chrono::milliseconds since = round * refresh + phase(i);
        if (from <= since && since < to) {
          all.push_back(report(i, since));
        }
      }
    }
    return all;
  }
};

double cpu_seconds(pid_t pid) {
  clockid_t clock{};
  timespec used{};
  check(::clock_getcpuclockid(pid, &clock) == 0 && ::clock_gettime(clock, &used) == 0,
        "the processor time of a child can be read");
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

/// When each live ping was sent, and what the feed says of it.
class live_watch {
 public:
  live_watch(const std::string& feed, std::vector<ping> live)
      : live_(std::move(live)), sent_(live_.size()), socket_(context_, zmq::socket_type::sub) {
    for (std::size_t i = 0; i < live_.size(); ++i) {
      places_[{"cars/" + live_[i].device, instant_to_ms(live_[i].observed_at)}] = i;
    }
    socket_.set(zmq::sockopt::rcvhwm, 0);
    socket_.set(zmq::sockopt::rcvtimeo, 50);
    socket_.set(zmq::sockopt::linger, 0);
    socket_.set(zmq::sockopt::subscribe, "unit/");
    socket_.set(zmq::sockopt::subscribe, "heartbeat/unit/");
    socket_.connect(feed);
    zmq::message_t frame;
    for (int i = 0; i < 600 && !socket_.recv(frame); ++i) {
    }
    thread_ = std::thread([this] { listen(); });
  }
  ~live_watch() { stop(); }
  live_watch(const live_watch&) = delete;
  live_watch& operator=(const live_watch&) = delete;

  void is_sent(std::size_t place) { sent_[place].since = steady::now().time_since_epoch(); }
  [[nodiscard]] const std::vector<ping>& live() const { return live_; }
  [[nodiscard]] std::size_t told() const { return told_; }

  void stop() {
    stopping_ = true;
    if (thread_.joinable()) {
      thread_.join();
    }
  }

  /// After `stop`.
  void add_to(coverage_hole_outcome& outcome) const {
    outcome.live = live_.size();
    for (const one_ping& each : sent_) {
      outcome.live_missed += each.times == 0 ? 1 : 0;
      outcome.live_doubled += each.times > 1 ? 1 : 0;
      if (each.times > 0) {
        outcome.live_ms.push_back(each.took_ms);
      }
    }
  }

 private:
  struct one_ping {
    std::atomic<steady::duration> since{};
    float took_ms = 0;
    int times = 0;
  };

  void listen() {
    zmq::message_t topic;
    zmq::message_t body;
    v1::FeedMessage message;
    while (!stopping_) {
      if (!socket_.recv(topic) || !socket_.recv(body)) {
        continue;
      }
      if (topic.to_string_view().starts_with("heartbeat/") ||
          !message.ParseFromArray(body.data(), static_cast<int>(body.size())) ||
          !message.has_unit_moved()) {
        continue;
      }
      const auto found =
          places_.find({message.unit_moved().device(), message.unit_moved().observed_at_ms()});
      if (found == places_.end()) {
        continue;
      }
      one_ping& of = sent_[found->second];
      if (of.times++ == 0) {
        of.took_ms = std::chrono::duration<float, std::milli>{steady::now().time_since_epoch() -
                                                              of.since.load()}
                         .count();
        ++told_;
      }
    }
  }

  std::vector<ping> live_;
  std::vector<one_ping> sent_;
  std::map<std::pair<std::string, std::int64_t>, std::size_t> places_;
  std::atomic<std::size_t> told_ = 0;
  std::atomic<bool> stopping_ = false;
  zmq::context_t context_;
  zmq::socket_t socket_;
  std::thread thread_;
};

class hole_run {
 public:
  hole_run(const coverage_hole& hole, bool silenced)
      : hole_(hole),
        silenced_(silenced),
        cars_{hole.cars, true, 990'000'000'000'000, car_refresh},
        radios_{hole.radios, false, 1'000'000, radio_refresh} {
    if (hole.radios_by.starts_with("teltonika")) {
      radios_.first_name = 980'000'000'000'000;
    }
    write_zones(folder_ / "zones.geojson", hole.zones);
    write_config(folder_.path(), hole.radios_by);
    daemon_ = std::make_unique<daemon_process>(folder_ / "beatwatch.toml");
    const daemon_endpoints& at = daemon_->endpoints();
    clock_ = std::make_unique<test_sender>("clock", at.ingest);
    car_sender_ = std::make_unique<position_sender>("teltonika_tcp://" + at.tcp.at("cars"));
    radio_sender_ = std::make_unique<position_sender>(hole.radios_by + "://" + at.tcp.at("radios"));
  }

  coverage_hole_outcome play() {
    send_roster();
    const auto hole_from = hole_.before;
    const auto hole_to = hole_.before + hole_.silent;
    const auto backlog_to = hole_to + hole_.backlog;
    play_quickly(0s, hole_from, true);
    play_quickly(hole_from, hole_to, !silenced_);
    play_backlog(hole_to, backlog_to);
    play_quickly(backlog_to, backlog_to + hole_.after, true);
    drain();
    advance(backlog_to + hole_.after);
    for (auto more = 5min; more <= until_settled; more += 5min) {
      advance(backlog_to + hole_.after + more);
    }
    conclude();
    return std::move(outcome_);
  }

 private:
  void send_roster() {
    const interval duty{began - 24h, began + 24h};
    test_sender cad("cad", daemon_->endpoints().ingest);
    for (const device_fleet* fleet : {&cars_, &radios_}) {
      std::vector<event_body> rows;
      for (std::size_t i = 0; i < fleet->count; ++i) {
        rows.emplace_back(
            roster_changed{.entry = {.unit = fleet->unit(i),
                                     .device = (fleet->cars ? "cars/" : "radios/") + fleet->name(i),
                                     .kind = fleet->cars ? unit_kind::car : unit_kind::foot,
                                     .duty = duty}});
      }
      cad.send(rows);
    }
    check(cad.drain(), "the roster is on disk");
  }

  void advance(std::chrono::seconds to) {
    clock_->send(clock_advanced{.to = began + to});
    check(clock_->drain(), "the clock goes on");
  }

  void send_car(const ping& report) {
    car_sender_->send(report);
    ++outcome_.car_pings;
  }
  void send_radio(const ping& report) {
    radio_sender_->send(report);
    ++outcome_.radio_pings;
  }
  void drain() {
    car_sender_->drain();
    radio_sender_->drain();
    wait_until_read();
  }

  // What was sent without an answer is somewhere between the sockets.
  void wait_until_read() {
    test_asker asker(daemon_->endpoints().query);
    std::uint64_t before = 0;
    for (int unchanged = 0; unchanged < 3;) {
      const std::uint64_t now = asker.status().events_durable();
      unchanged = now == before ? unchanged + 1 : 0;
      before = now;
      std::this_thread::sleep_for(50ms);
    }
  }

  // A step at a time, as fast as it is taken.
  void play_quickly(std::chrono::seconds from, std::chrono::seconds to, bool with_radios) {
    for (auto at = from; at < to; at += step) {
      advance(at);
      for (const ping& report : cars_.reports(at, std::min(at + step, to))) {
        send_car(report);
      }
      if (with_radios) {
        for (const ping& report : radios_.reports(at, std::min(at + step, to))) {
          send_radio(report);
        }
      }
      car_sender_->drain();
      radio_sender_->drain();
    }
  }

  /// What the radios send in the time of the backlog, in the order in which they do: each its
  /// oldest record first, beside what they report live.
  [[nodiscard]] std::vector<ping> radio_records(std::chrono::seconds from,
                                                std::chrono::seconds to) {
    std::vector<ping> kept;
    if (silenced_) {
      for (const ping& report : radios_.reports(from - hole_.silent, from)) {
        kept.push_back(report);
        if (kept.size() % hole_.sent_twice_every == 0) {
          kept.push_back(report);
          ++outcome_.repeated;
        }
      }
    }
    const std::vector<ping> live = radios_.reports(from, to);
    kept.insert(kept.end(), live.begin(), live.end());
    return kept;
  }

  void play_backlog(std::chrono::seconds from, std::chrono::seconds to) {
    live_watch watch(daemon_->endpoints().feed, cars_.reports(from, to));
    const std::vector<ping> records = radio_records(from, to);
    drain();
    advance(from);
    const double cpu_before = cpu_seconds(daemon_->pid());
    const auto start = steady::now();
    std::jthread backlog([&] {
      for (std::size_t i = 0; i < records.size(); ++i) {
        std::this_thread::sleep_until(
            start +
            std::chrono::duration_cast<steady::duration>(
                (to - from) * (static_cast<double>(i) / static_cast<double>(records.size()))));
        send_radio(records[i]);
      }
      radio_sender_->drain();
    });
    auto clock_at = from;
    for (std::size_t i = 0; i < watch.live().size(); ++i) {
      const ping& report = watch.live()[i];
      const auto since_from = report.observed_at - began - from;
      std::this_thread::sleep_until(start + since_from);
      if (report.observed_at - began >= clock_at + 1s) {
        clock_at += 1s;
        clock_->send(clock_advanced{.to = began + clock_at});
      }
      watch.is_sent(i);
      send_car(report);
    }
    backlog.join();
    outcome_.server_cpu_s = cpu_seconds(daemon_->pid()) - cpu_before;
    check(clock_->drain(), "the clock went on");
    drain();
    for (int i = 0; i < 100 && watch.told() < watch.live().size(); ++i) {
      std::this_thread::sleep_for(50ms);
    }
    watch.stop();
    watch.add_to(outcome_);
  }

  void conclude() {
    outcome_.car_pings_acknowledged = car_sender_->acknowledged();
    outcome_.radio_pings_acknowledged = radio_sender_->acknowledged();
    test_asker asker(daemon_->endpoints().query);
    outcome_.state_digest = asker.state_digest();
    const v1::StatusAnswer status = asker.status();
    for (const auto& each : status.counters()) {
      outcome_.counters[each.source() + " " + each.reason()] = each.total();
    }
    check(daemon_->stop() == 0, "the server ends in order");
    sqlite_journal_reader journal(folder_ / "journal");
    journal_player player(journal, folder_ / "journal");
    const auto count = [this](const played_row& row) {
      for (const event& each : row.row.events) {
        if (std::holds_alternative<ping>(each.body)) {
          ++outcome_.journalled[each.source];
        }
      }
      for (const change& each : row.changes) {
        if (const auto* rejected = std::get_if<ping_rejected>(&each.body)) {
          ++outcome_.rejected[std::string{to_string(rejected->reason)}];
        } else if (const auto* visit = std::get_if<visit_changed>(&each.body)) {
          outcome_.visits_settled += visit->state == visit_state::settled ? 1 : 0;
        }
      }
    };
    const replay_result result = player.play([](const replay_result&) {}, count);
    outcome_.replay_equal = result.equal() && !result.fault;
  }

  coverage_hole hole_;
  bool silenced_;
  device_fleet cars_;
  device_fleet radios_;
  temporary_folder folder_;
  std::unique_ptr<daemon_process> daemon_;
  std::unique_ptr<test_sender> clock_;
  std::unique_ptr<position_sender> car_sender_;
  std::unique_ptr<position_sender> radio_sender_;
  coverage_hole_outcome outcome_;
};

}  // namespace

coverage_hole_outcome play_coverage_hole(const coverage_hole& hole, bool silenced) {
  return hole_run(hole, silenced).play();
}

float quantile(std::vector<float> values, double share) {
  if (values.empty()) {
    return 0;
  }
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(
                                        std::ceil(share * static_cast<double>(values.size() - 1)));
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

}  // namespace beatwatch
