#pragma once
#include <algorithm>
#include <chrono>

namespace beatwatch {

/// So much per second, and in a burst as much as a second brings.
class rate_limit {
 public:
  using clock = std::chrono::steady_clock;

  /// What one peer has spent that time has not paid back yet.
  struct account {
    double owed = 0;
    clock::time_point at;
  };

  explicit rate_limit(double per_s) : per_s_(per_s) {}

  /// Spends, unless that would be too much: false.
  [[nodiscard]] bool admits(account& of, double amount, clock::time_point now) const {
    pay_back(of, now);
    if (of.owed + amount > per_s_) {
      return false;
    }
    of.owed += amount;
    return true;
  }

  /// Spends in any case; how long to wait before the next time.
  [[nodiscard]] clock::duration spend(account& of, double amount, clock::time_point now) const {
    pay_back(of, now);
    of.owed += amount;
    const std::chrono::duration<double> wait{std::max(0.0, of.owed - per_s_) / per_s_};
    return std::chrono::duration_cast<clock::duration>(wait);
  }

 private:
  void pay_back(account& of, clock::time_point now) const {
    const std::chrono::duration<double> passed = now - of.at;
    of.owed = std::max(0.0, of.owed - passed.count() * per_s_);
    of.at = now;
  }

  double per_s_;
};

}  // namespace beatwatch
