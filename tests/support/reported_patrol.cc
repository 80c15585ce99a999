#include "tests/support/reported_patrol.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "replay/heading.h"
#include "replay/random.h"

namespace beatwatch {
namespace {

// Share of the error that is still there a second later.
constexpr double memory = 0.98;

class slow_noise {
 public:
  slow_noise(double deviation_m, random_stream& random)
      : deviation_m_(deviation_m), random_(random), east_(random.bell()), north_(random.bell()) {}

  void age(std::int64_t seconds) {
    const double fresh = std::sqrt(1.0 - memory * memory);
    for (; seconds > 0; --seconds) {
      east_ = memory * east_ + fresh * random_.bell();
      north_ = memory * north_ + fresh * random_.bell();
    }
  }

  [[nodiscard]] plane_point blur(plane_point truth) const {
    const double error_m = std::sqrt(east_ * east_ + north_ * north_) * deviation_m_;
    constexpr double within_limit = 0.97;  // leaves room for rounding to whole units
    const double kept = std::min(1.0, within_limit * reported_error_max_m / error_m);
    const auto mm = [&](double deviations) {
      return static_cast<std::int32_t>(std::lround(deviations * deviation_m_ * kept * 1e3));
    };
    return {truth.x_mm + mm(east_), truth.y_mm + mm(north_)};
  }

 private:
  double deviation_m_;
  random_stream& random_;
  double east_;  // in standard deviations
  double north_;
};

}  // namespace

std::vector<ping> pings_of(const carrier_track& carrier,
                           const std::string& device,
                           instant began,
                           const local_plane& plane,
                           const reporting& how) {
  random_stream random{how.seed, 1};
  slow_noise noise{how.noise_m, random};
  const auto end_ms = static_cast<std::int64_t>(carrier.at.size() - 1) * 1'000;
  std::vector<ping> pings;
  std::int64_t aged_s = 0;
  const auto add = [&](std::int64_t ms, ping_trigger trigger) {
    noise.age(ms / 1'000 - aged_s);
    aged_s = ms / 1'000;
    ping p;
    p.device = device;
    p.observed_at = began + duration{ms};
    p.at = plane.unproject(noise.blur(carrier.at_time(duration{ms})));
    p.trigger = trigger;
    if (how.evidence && carrier.vehicle) {
      p.ignition = carrier.ignition[static_cast<std::size_t>(ms / 1'000)];
    }
    if (how.motion) {
      const auto second = static_cast<std::size_t>(ms / 1'000);
      const double mps = carrier.speed_mps(duration{ms});
      p.speed_cmps = static_cast<std::uint32_t>(std::lround(mps * 100.0));
      if (mps > 0.0) {
        p.heading_cdeg = heading_cdeg(carrier.at[second], carrier.at[second + 1]);
      }
    }
    pings.push_back(std::move(p));
  };
  std::int64_t due_ms = random.between(std::int64_t{0}, how.refresh.count() - 1);
  for (std::int64_t second = 0; second * 1'000 < end_ms; ++second) {
    const auto index = static_cast<std::size_t>(second);
    const std::int64_t now_ms = second * 1'000;
    // A tracker that tells of the ignition tells of each change of it.
    const bool turned = how.evidence && carrier.vehicle && second > 0 &&
                        carrier.ignition[index] != carrier.ignition[index - 1];
    if (turned) {
      add(now_ms, ping_trigger::power);
    }
    for (; due_ms < now_ms + 1'000; due_ms += how.refresh.count()) {
      if (due_ms < end_ms && !(turned && due_ms == now_ms)) {
        add(due_ms, ping_trigger::interval);
      }
    }
  }
  return pings;
}

engine engine_for(const std::shared_ptr<const zone_set>& zones,
                  const local_plane& plane,
                  const reporting& how,
                  instant began,
                  const std::shared_ptr<const road_graph>& roads) {
  parameters settings;
  settings.plane = plane.origin();
  settings.clock.changes = {{.from = {}, .offset_s = 0}};
  settings.horizon = std::chrono::hours{12};  // answers exact to the millisecond
  reporting_profile profile;
  profile.source = "avl";
  profile.refresh = how.refresh;
  profile.gap_limit = std::max<duration>(std::chrono::seconds{120}, 3 * how.refresh);
  profile.merge_gap = std::max<duration>(std::chrono::seconds{120}, 2 * how.refresh);
  profile.fix_error = metres{reported_error_max_m};
  profile.rest = how.evidence ? rest_evidence::ignition : rest_evidence::none;
  settings.profiles = {profile};
  engine e{std::move(settings)};
  e.offer(zones);
  const event activated{began, "zones", 0, zones_activated{zones->hash, began}};
  std::vector<change> changes;
  e.apply({&activated, 1}, changes);
  if (roads != nullptr) {
    e.offer(roads);
    const event known{began, "roads", 0, roads_activated{roads->hash()}};
    e.apply({&known, 1}, changes);
  }
  return e;
}

void put_on_duty(
    engine& e, const std::string& unit, const std::string& device, unit_kind kind, interval duty) {
  roster_entry entry;
  entry.unit = unit;
  entry.device = device;
  entry.kind = kind;
  entry.duty = duty;
  const event rostered{duty.from, "rota", 0, roster_changed{entry}};
  std::vector<change> changes;
  e.apply({&rostered, 1}, changes);
}

void play_pings(engine& e, std::vector<ping> pings) {
  std::stable_sort(pings.begin(), pings.end(), [](const ping& a, const ping& b) {
    return a.observed_at < b.observed_at;
  });
  std::vector<change> changes;
  for (ping& p : pings) {
    for (auto due = e.next_deadline(); due && *due < p.observed_at; due = e.next_deadline()) {
      const event t{*due, "clock", 0, tick{}};
      e.apply({&t, 1}, changes);
    }
    const event heard{p.observed_at, "avl", 0, std::move(p)};
    e.apply({&heard, 1}, changes);
    changes.clear();
  }
}

}  // namespace beatwatch
