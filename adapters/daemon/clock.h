#pragma once
#include <functional>
#include <optional>

#include "engine/base/units.h"

namespace beatwatch {

/// Where the engine's time comes from. It never goes back, over restarts too.
class clock_port {
 public:
  clock_port() = default;
  clock_port(const clock_port&) = delete;
  clock_port& operator=(const clock_port&) = delete;
  virtual ~clock_port() = default;

  [[nodiscard]] virtual instant now() const = 0;

  /// True when `clock_advanced` events move it; ticks then belong to its steps, not to a timer.
  [[nodiscard]] virtual bool driven() const = 0;
  /// False, and nothing happens, when it is not driven or would go back.
  [[nodiscard]] virtual bool advance(instant to) = 0;

  /// By how much the system clock has stepped since the last call; empty: it has not.
  [[nodiscard]] virtual std::optional<duration> take_step() = 0;
  /// System clock minus this one: zero unless it stepped; zero when driven.
  [[nodiscard]] virtual duration behind() const = 0;
};

/// Two clocks read at one moment.
struct clock_reading {
  instant system;   ///< UTC, may be set at any time
  duration steady;  ///< since some fixed moment, also while the machine sleeps
};
[[nodiscard]] clock_reading read_clocks();

/// The system clock as it was at the start, going on steadily from there. A step of the system
/// clock is noticed and told, never followed: a wrong hour set by mistake would otherwise make all
/// pings late for good. A restart takes the new time over.
class wall_clock : public clock_port {
 public:
  static constexpr duration smallest_step{100};

  /// Starts no earlier than `not_before`, the last instant on record.
  explicit wall_clock(instant not_before, std::function<clock_reading()> read = read_clocks);

  [[nodiscard]] instant now() const override;
  [[nodiscard]] bool driven() const override { return false; }
  [[nodiscard]] bool advance(instant /*to*/) override { return false; }
  [[nodiscard]] std::optional<duration> take_step() override;
  [[nodiscard]] duration behind() const override;

 private:
  std::function<clock_reading()> read_;
  clock_reading started_;
  instant began_at_;  ///< this clock's time at `started_`
  duration told_{0};  ///< sum of the steps told
};

/// Stands still until it is moved.
class driven_clock : public clock_port {
 public:
  explicit driven_clock(instant start) : now_(start) {}

  [[nodiscard]] instant now() const override { return now_; }
  [[nodiscard]] bool driven() const override { return true; }
  [[nodiscard]] bool advance(instant to) override;
  [[nodiscard]] std::optional<duration> take_step() override { return std::nullopt; }
  [[nodiscard]] duration behind() const override { return duration{0}; }

 private:
  instant now_;
};

}  // namespace beatwatch
