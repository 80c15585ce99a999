#include "replay/send.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "adapters/sources/rfc3339.h"
#include "replay/event_batch.h"
#include "replay/event_numbers.h"
#include "replay/event_steps.h"
#include "replay/make_shift.h"
#include "replay/native_sender.h"
#include "replay/position_sender.h"
#include "replay/shift_units.h"

namespace beatwatch {
namespace {

using steady = std::chrono::steady_clock;

constexpr const char* clock_source = "clock";
constexpr duration silence_max{std::chrono::minutes{5}};

class shift_sender {
 public:
  shift_sender(const send_options& options, std::size_t events)
      : options_(options),
        sender_({.endpoint = options.to, .access = options.access}),
        events_(events),
        began_(steady::now()) {
    if (!options.trackers.empty()) {
      sockets_[shift_source::trackers] = std::make_unique<position_sender>(options.trackers);
    }
    if (!options.radios.empty()) {
      sockets_[shift_source::radios] = std::make_unique<position_sender>(options.radios);
    }
  }

  void send_step(const event_step& step) {
    wait_for(step.to);
    if (options_.driven) {
      advance_clock(step.to);
    }
    std::vector<event> native;
    for (const event& one : step.events) {
      const auto socket = sockets_.find(one.source);
      if (socket != sockets_.end() && std::holds_alternative<ping>(one.body)) {
        socket->second->send(std::get<ping>(one.body));
      } else {
        native.push_back(one);
      }
    }
    batches_.make(native, [this](outgoing_batch batch) { sender_.send(std::move(batch)); });
    sender_.keep_up();
    sent_ += step.events.size();
    show_progress(false);
  }

  void finish(std::optional<instant> until) {
    for (const auto& [source, socket] : sockets_) {
      socket->drain();  // before a clock that goes on would make late what was in time
    }
    if (until && options_.driven && *until > newest_step_) {
      advance_clock(*until);
    }
    sender_.drain();
    show_progress(true);
  }

  [[nodiscard]] nlohmann::ordered_json report() const {
    const std::chrono::duration<double> took = steady::now() - began_;
    nlohmann::ordered_json out;
    out["events"] = sent_;
    for (const auto& [source, socket] : sockets_) {
      out[source + " by their own socket"] = socket->sent();
      out[source + " acknowledged there"] = socket->acknowledged();
    }
    out["batches acknowledged"] = sender_.counts().batches;
    out["batches sent again"] = sender_.counts().sent - sender_.counts().batches;
    out["seconds"] = std::round(took.count() * 10) / 10;
    out["events per second"] =
        static_cast<std::uint64_t>(static_cast<double>(sent_) / took.count());
    nlohmann::ordered_json rejected = nlohmann::ordered_json::object();
    for (const auto& [reason, count] : sender_.counts().rejected) {
      rejected[reason] = count;
    }
    out["rejected"] = std::move(rejected);
    nlohmann::ordered_json taken_before = nlohmann::ordered_json::object();
    for (const auto& [source, count] : sender_.counts().taken_before) {
      if (source != clock_source) {
        taken_before[source] = count;
      }
    }
    out["taken before"] = std::move(taken_before);
    return out;
  }

 private:
  void wait_for(instant received_at) {
    if (options_.speed <= 0.0) {
      return;
    }
    first_ = first_.value_or(received_at);
    const std::chrono::duration<double> after{
        std::chrono::duration<double>{received_at - *first_}.count() / options_.speed};
    std::this_thread::sleep_until(began_ + std::chrono::duration_cast<steady::duration>(after));
  }

  // A socket of trackers knows no clock: it has to stand before anything is sent there.
  void advance_clock(instant to) {
    newest_step_ = to;
    const std::uint64_t before = std::exchange(clock_seq_, number_of_move(to));
    const event step{.received_at = to,
                     .source = clock_source,
                     .source_seq = clock_seq_,
                     .body = clock_advanced{to}};
    sender_.send(make_event_batch(std::span{&step, 1}, before));
    if (!sockets_.empty()) {
      sender_.drain();
      for (const auto& [source, socket] : sockets_) {
        socket->drain();
      }
    }
  }

  void show_progress(bool last) {
    static const bool watched = ::isatty(STDERR_FILENO) != 0;
    const auto now = steady::now();
    if (!watched || (!last && now - shown_at_ < std::chrono::milliseconds{250})) {
      return;
    }
    shown_at_ = now;
    const std::chrono::duration<double> took = now - began_;
    static_cast<void>(std::fprintf(stderr,
                                   "\rsending %3zu %%, %.0f events per second%s",
                                   100 * sent_ / std::max<std::size_t>(events_, 1),
                                   static_cast<double>(sent_) / took.count(),
                                   last ? "\n" : ""));
  }

  const send_options& options_;
  native_sender sender_;
  batch_maker batches_;
  std::map<std::string, std::unique_ptr<position_sender>> sockets_;  ///< by source
  std::size_t events_;
  std::size_t sent_ = 0;
  std::uint64_t clock_seq_ = 0;
  instant newest_step_;
  std::optional<instant> first_;
  steady::time_point began_;
  steady::time_point shown_at_;
};

// A shift has the numbers from 1, so that sending it again is harmless. Single files are sent
// because they are there now: another file of the same source is not taken for the one before.
std::vector<event> events_of(const send_options& options) {
  const bool shift = !options.folder.empty();
  event_files files = shift ? files_of_shift(options.folder) : options.files;
  files.ping_source = options.files.ping_source;
  std::vector<event> events = read_events(files);
  if (events.empty()) {
    throw std::runtime_error{"expected a folder or a file with events in it"};
  }
  if (options.units > 0) {
    events = with_units(std::move(events),
                        shift ? read_rota(options.folder) : std::vector<roster_changed>{},
                        options.units);
  }
  const instant now = std::chrono::floor<duration>(std::chrono::system_clock::now());
  number_events(events, shift ? 0 : number_before(now));
  return events;
}

}  // namespace

int send(const send_options& options) {
  const std::vector<event> events = events_of(options);
  const std::optional<instant> until = parse_rfc3339(options.until);
  if (!until && !options.until.empty()) {
    throw std::runtime_error{"--until: expected a time such as 2026-06-05T22:00:00Z, not \"" +
                             options.until + '"'};
  }
  const duration step{static_cast<std::int64_t>(options.step_s * 1e3)};
  shift_sender sender{options, events.size()};
  for (const event_step& one : cut_into_steps(events, step, silence_max)) {
    sender.send_step(one);
  }
  sender.finish(until);
  const nlohmann::ordered_json report = sender.report();
  if (options.json) {
    std::cout << report.dump() << '\n';
  } else {
    for (const auto& [key, value] : report.items()) {
      std::cout << key << ": " << value.dump() << '\n';
    }
  }
  return 0;
}

}  // namespace beatwatch
