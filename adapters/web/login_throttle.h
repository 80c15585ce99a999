#pragma once
#include <algorithm>
#include <cstddef>
#include <map>
#include <string>

#include "engine/base/units.h"

namespace beatwatch {

/// Slows down whoever guesses passwords: after five wrong ones in a row for an account from an
/// address both together have to wait, a second first and then twice as long each time, up to a
/// quarter of an hour. So nobody is kept out by what somebody tries elsewhere.
class login_throttle {
 public:
  static constexpr int free_tries = 5;
  static constexpr std::size_t kept_max = 4'096;  ///< beyond, the rest share one
  static constexpr duration longest_wait{std::chrono::minutes{15}};

  /// `who` is account and address. Zero: they may try.
  [[nodiscard]] duration wait(const std::string& who, instant now) const {
    const auto found = tries_.find(who);
    return found == tries_.end() ? duration{0} : std::max(duration{0}, found->second.next - now);
  }

  /// Before a password is compared, so that those that come at once are counted too: it stands for
  /// a wrong one until `succeeded`.
  void tried(const std::string& who, instant now) {
    if (tries_.size() >= kept_max) {
      std::erase_if(tries_, [now](const auto& t) { return t.second.next + longest_wait < now; });
    }
    state& s = tries_[tries_.size() < kept_max ? who : std::string{}];
    if (++s.tries >= free_tries) {
      s.wait = std::clamp(s.wait * 2, duration{std::chrono::seconds{1}}, longest_wait);
    }
    s.next = now + s.wait;
  }

  void succeeded(const std::string& who) { tries_.erase(who); }

 private:
  struct state {
    int tries = 0;  ///< since the last right one
    duration wait{};
    instant next;
  };
  std::map<std::string, state> tries_;
};

}  // namespace beatwatch
