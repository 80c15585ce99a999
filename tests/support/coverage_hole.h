#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace beatwatch {

/// Cars that report all the time, and radios that are silent for a while and then send what they
/// kept, beside the cars' live stream and their own.
struct coverage_hole {
  std::size_t cars = 500;             ///< a report every 5 s, as Teltonika trackers over TCP
  std::size_t radios = 400;           ///< a report every 30 s
  std::string radios_by = "lip_tcp";  ///< a kind of source that `position_sender` speaks
  std::size_t zones = 1'000;
  std::chrono::seconds before{std::chrono::minutes{10}};  ///< whole multiples of 30 s, as the next
  std::chrono::seconds silent{std::chrono::hours{1}};
  std::chrono::seconds backlog{std::chrono::minutes{1}};  ///< in which it is sent, in real time
  std::chrono::seconds after{std::chrono::minutes{5}};
  /// Every so many records of the backlog one is sent twice, as after a connection that broke.
  std::size_t sent_twice_every = 20;
};

/// What became of it.
struct coverage_hole_outcome {
  std::size_t car_pings = 0;
  std::size_t car_pings_acknowledged = 0;
  std::size_t radio_pings = 0;  ///< the repeated ones as well
  std::size_t radio_pings_acknowledged = 0;
  std::size_t repeated = 0;
  std::map<std::string, std::size_t> journalled;  ///< pings by source
  std::map<std::string, std::size_t> rejected;    ///< pings by reason, as the engine judged them
  std::map<std::string, std::uint64_t> counters;  ///< of the server, "source reason"
  std::size_t live = 0;                           ///< pings of cars in the time of the backlog
  std::size_t live_missed = 0;                    ///< of them, without a message in the feed
  std::size_t live_doubled = 0;                   ///< of them, with more than one
  std::vector<float> live_ms;  ///< from before a live ping was sent until it was read in the feed
  double server_cpu_s = 0.0;   ///< in the time of the backlog
  std::size_t visits_settled = 0;
  std::string state_digest;   ///< of visits, presence and units, once all has settled
  bool replay_equal = false;  ///< the journal played again gives the digest of the live server
};

/// Plays it through a `beatwatchd` of its own with a driven clock. Not `silenced`: nobody is ever
/// silent, and all pings come at their time.
coverage_hole_outcome play_coverage_hole(const coverage_hole& hole, bool silenced);

/// The value at this share of them, in rising order; 0 for none.
float quantile(std::vector<float> values, double share);

}  // namespace beatwatch
