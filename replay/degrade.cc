#include "replay/degrade.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "replay/heading.h"
#include "replay/street_network.h"

namespace beatwatch {
namespace {

struct habit {
  std::int64_t refresh_ms;
  std::int64_t parked_refresh_ms;  // with the ignition off
  double noise_m;                  // one standard deviation per axis, in the open
  double memory;                   // correlation of the error after one second
  bool keeps_what_it_cannot_send;
  double lost_singly;
  double duplicated;
  double delay_mean_ms;
  std::int64_t delay_min_ms;
};

constexpr habit tracker_habit{.refresh_ms = 5'000,
                              .parked_refresh_ms = 60'000,
                              .noise_m = 3.5,
                              .memory = 0.97,
                              .keeps_what_it_cannot_send = true,
                              .lost_singly = 0.0,
                              .duplicated = 0.006,
                              .delay_mean_ms = 450.0,
                              .delay_min_ms = 250};
constexpr habit radio_habit{.refresh_ms = 30'000,
                            .parked_refresh_ms = 30'000,
                            .noise_m = 4.5,
                            .memory = 0.99,
                            .keeps_what_it_cannot_send = false,
                            .lost_singly = 0.015,
                            .duplicated = 0.01,
                            .delay_mean_ms = 1'400.0,
                            .delay_min_ms = 600};

constexpr double within_limit = 0.97;  // leaves room for rounding to whole units
constexpr double late = 0.01;          // share that waits in a queue, so that others overtake it
constexpr double hole_every_s = 3'000.0;
constexpr double long_hole = 0.06;
constexpr double heading_from_mps = 1.0;
constexpr std::uint32_t accuracy_cm_max = 10'000'000;

struct hole {
  std::int64_t from_ms = 0;
  std::int64_t to_ms = 0;
};

struct fix_time {
  std::int64_t ms = 0;  // since the shift began
  ping_trigger trigger = ping_trigger::interval;
};

class device_channel {
 public:
  device_channel(device_kind kind,
                 const std::string& device,
                 const carrier_track& carrier,
                 instant began,
                 const local_plane& plane,
                 const channel_faults& faults,
                 random_stream random)
      : kind_(kind),
        habit_(kind == device_kind::car_tracker ? tracker_habit : radio_habit),
        device_(device),
        carrier_(carrier),
        began_(began),
        plane_(plane),
        faults_(faults),
        random_(random) {
    habit_.duplicated += faults.duplicated;
    late_ += faults.overtaken;
  }

  degradation run(interval switched_on, std::vector<degraded_ping>& out) {
    const std::int64_t from_ms = (switched_on.from - began_).count();
    const std::int64_t to_ms = std::min((switched_on.to - began_).count(),
                                        static_cast<std::int64_t>(carrier_.at.size() - 1) * 1'000);
    draw_holes(to_ms);
    for (const fix_time& fix : fix_times(from_ms, to_ms)) {
      send(fix, out);
    }
    return counts_;
  }

 private:
  void draw_holes(std::int64_t to_ms) {
    double at_s = random_.exponential() * hole_every_s;
    while (at_s * 1e3 < static_cast<double>(to_ms)) {
      double length_s = 20.0 + std::min(70.0 * random_.exponential(), 400.0);
      if (random_.chance(long_hole)) {
        length_s *= 12.0;
      }
      holes_.push_back({static_cast<std::int64_t>(at_s * 1e3),
                        static_cast<std::int64_t>((at_s + length_s) * 1e3)});
      at_s += length_s + random_.exponential() * hole_every_s;
    }
  }

  std::vector<fix_time> fix_times(std::int64_t from_ms, std::int64_t to_ms) {
    std::vector<fix_time> times;
    std::int64_t due_ms = from_ms + random_.between(std::int64_t{0}, habit_.refresh_ms - 1);
    for (std::int64_t second = from_ms / 1'000; second * 1'000 < to_ms; ++second) {
      const auto index = static_cast<std::size_t>(second);
      const std::int64_t now_ms = second * 1'000;
      const bool parked = carrier_.vehicle && !carrier_.ignition[index];
      if (carrier_.vehicle && now_ms > from_ms &&
          carrier_.ignition[index] != carrier_.ignition[index - 1]) {
        times.push_back({now_ms, ping_trigger::power});
        due_ms = now_ms + habit_.refresh_ms;
      }
      while (due_ms < now_ms + 1'000) {
        if (due_ms > now_ms && due_ms < to_ms) {
          times.push_back({due_ms, ping_trigger::interval});
        }
        due_ms += (parked ? habit_.parked_refresh_ms : habit_.refresh_ms) +
                  random_.between(std::int64_t{-40}, std::int64_t{40});
      }
    }
    return times;
  }

  // The error follows its own second-by-second memory, whether or not the device reports.
  void age_error(std::int64_t to_second) {
    const double fresh = std::sqrt(1.0 - habit_.memory * habit_.memory);
    for (; error_second_ < to_second; ++error_second_) {
      east_ = habit_.memory * east_ + fresh * random_.bell();
      north_ = habit_.memory * north_ + fresh * random_.bell();
    }
  }

  plane_point blurred(plane_point truth, double noise_m, double limit_m) const {
    double east_m = east_ * noise_m;
    double north_m = north_ * noise_m;
    const double error_m = std::sqrt(east_m * east_m + north_m * north_m);
    if (error_m > within_limit * limit_m) {
      east_m *= within_limit * limit_m / error_m;
      north_m *= within_limit * limit_m / error_m;
    }
    return {truth.x_mm + static_cast<std::int32_t>(std::lround(east_m * 1e3)),
            truth.y_mm + static_cast<std::int32_t>(std::lround(north_m * 1e3))};
  }

  ping observe(const fix_time& fix) {
    const duration since_start{fix.ms};
    const auto second = static_cast<std::size_t>(fix.ms / 1'000);
    age_error(fix.ms / 1'000);
    ping seen;
    seen.device = device_;
    seen.observed_at = began_ + since_start;
    seen.trigger = fix.trigger;
    double noise_m = habit_.noise_m;
    double limit_m = simulated_fix_error_m;
    if (kind_ == device_kind::radio) {
      if (carrier_.indoors[second] != was_indoors_) {
        was_indoors_ = carrier_.indoors[second];
        indoor_noise_m_ = random_.between(12.0, 45.0);
      }
      if (was_indoors_) {
        noise_m = indoor_noise_m_;
      }
      const double stated_m = noise_m * random_.between(0.9, 1.2);
      seen.accuracy_cm = static_cast<std::uint32_t>(std::lround(stated_m * 10.0)) * 10;
      limit_m = std::max(limit_m, simulated_accuracy_factor * *seen.accuracy_cm * 1e-2);
    } else {
      seen.ignition = carrier_.ignition[second];
      seen.moving = carrier_.ignition[second];
    }
    seen.at = plane_.unproject(blurred(carrier_.at_time(since_start), noise_m, limit_m));
    if (covered_by(faults_.no_fix, seen.observed_at) != nullptr) {
      seen.at = last_fix_.value_or(seen.at);
      seen.accuracy_cm = accuracy_cm_max;
      return seen;
    }
    last_fix_ = seen.at;
    add_motion(since_start, seen);
    return seen;
  }

  void add_motion(duration since_start, ping& seen) {
    const double true_mps = carrier_.speed_mps(since_start);
    const double seen_mps = true_mps > 0.0 ? std::max(0.0, true_mps + 0.15 * random_.bell()) : 0.0;
    seen.speed_cmps = static_cast<std::uint32_t>(std::lround(seen_mps * 10.0)) * 10;
    if (true_mps >= heading_from_mps) {
      const auto second = static_cast<std::size_t>(since_start.count() / 1'000);
      seen.heading_cdeg = heading_cdeg(carrier_.at[second], carrier_.at[second + 1]);
    }
  }

  void send(const fix_time& fix, std::vector<degraded_ping>& out) {
    const ping seen = observe(fix);
    ++counts_.observed;
    std::int64_t delay_ms = habit_.delay_min_ms +
                            static_cast<std::int64_t>(random_.exponential() * habit_.delay_mean_ms);
    if (random_.chance(late_)) {
      delay_ms += random_.between(std::int64_t{5'000}, std::int64_t{60'000});
    }
    const auto in_hole = std::find_if(holes_.begin(), holes_.end(), [&](const hole& h) {
      return h.from_ms <= fix.ms && fix.ms < h.to_ms;
    });
    if (const interval* dead = covered_by(faults_.dead, seen.observed_at)) {
      ++counts_.stored;
      delay_ms = sent_afterwards_ms((dead->to - seen.observed_at).count());
    } else if (in_hole != holes_.end()) {
      if (!habit_.keeps_what_it_cannot_send) {
        ++counts_.lost;
        return;
      }
      ++counts_.stored;
      delay_ms = sent_afterwards_ms(in_hole->to_ms - fix.ms);
    } else if (random_.chance(habit_.lost_singly)) {
      ++counts_.lost;
      return;
    }
    out.push_back({.received_at = seen.observed_at + duration{delay_ms}, .body = seen});
    if (random_.chance(habit_.duplicated)) {
      ++counts_.duplicated;
      const duration again{delay_ms + random_.between(std::int64_t{200}, std::int64_t{5'000})};
      out.push_back({.received_at = seen.observed_at + again, .body = seen});
    }
  }

  static const interval* covered_by(const std::vector<interval>& times, instant at) {
    const auto found = std::find_if(times.begin(), times.end(), [at](const interval& time) {
      return time.from <= at && at < time.to;
    });
    return found != times.end() ? &*found : nullptr;
  }

  // Newest first, some forty a second.
  static std::int64_t sent_afterwards_ms(std::int64_t before_end_ms) {
    return before_end_ms + 2'000 + before_end_ms / 200;
  }

  device_kind kind_;
  habit habit_;
  double late_ = late;
  const std::string& device_;
  const carrier_track& carrier_;
  instant began_;
  const local_plane& plane_;
  const channel_faults& faults_;
  random_stream random_;
  std::vector<hole> holes_;
  degradation counts_;
  std::int64_t error_second_ = 0;
  double east_ = 0.0;  // standard deviations
  double north_ = 0.0;
  bool was_indoors_ = false;
  double indoor_noise_m_ = 0.0;
  std::optional<position> last_fix_;
};

}  // namespace

degradation& degradation::operator+=(const degradation& other) {
  observed += other.observed;
  lost += other.lost;
  duplicated += other.duplicated;
  stored += other.stored;
  return *this;
}

degradation degrade(device_kind kind,
                    const std::string& device,
                    const carrier_track& carrier,
                    instant began,
                    interval switched_on,
                    const local_plane& plane,
                    const channel_faults& faults,
                    random_stream random,
                    std::vector<degraded_ping>& out) {
  return device_channel{kind, device, carrier, began, plane, faults, random}.run(switched_on, out);
}

}  // namespace beatwatch
