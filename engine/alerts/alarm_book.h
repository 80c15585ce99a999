#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/alerts/alarm_cause.h"
#include "engine/alerts/alarm_log.h"
#include "engine/change.h"
#include "engine/event.h"

namespace beatwatch {

/// The life of alarms: what the rules find becomes an alarm after its on-delay and has returned to
/// normal after its off-delay (alarm_timing.h); operators acknowledge and shelve.
///
///   state            cause stands             cause is away              acknowledge
///   unacknowledged   stays                    returned                   acknowledged
///   acknowledged     stays                    normal                     stays
///   returned         unacknowledged, again    stays                      normal
///   shelved          stays until its instant: then annunciated anew, or normal
///
/// An alarm keeps its number until it is normal. Whatever the operators do, one cause is one alarm;
/// an emergency cannot be shelved.
class alarm_book {
 public:
  /// Everything that the rules find to hold now of `rule`.
  void judge(alarm_rule rule, const std::vector<alarm_cause>& holding, instant now);
  /// A cause that lasts for no time: it stands for the off-delay of its rule. Annunciated at once
  /// unless it stands already.
  void strike(const alarm_cause& cause, instant now, std::vector<change>& changes);

  /// After every rule was judged: appends what changed, by rule, then by unit, source or sector.
  void advance(instant now, std::vector<change>& changes);

  /// What an operator does. Nothing changes when there is no such alarm, or it cannot be answered
  /// so.
  void take(const alarm_answered& answer, instant now, std::vector<change>& changes);

  /// Whether `advance` may find something else than the last time although the rules find nothing.
  [[nodiscard]] bool waiting() const { return !alarms_.empty(); }

  /// Those that are not normal, by rule, then number.
  [[nodiscard]] std::vector<alarm_changed> current() const;
  [[nodiscard]] const alarm_log& log() const { return log_; }
  void forget_before(instant t) { log_.forget_before(t); }

  template <class Archive>
  friend void fields(Archive& a, alarm_book& b) {
    a(b.alarms_, b.newest_number_, b.log_);
  }

 private:
  static alarm_changed nothing_told() {
    alarm_changed none;
    none.state = alarm_state::normal;
    return none;
  }
  struct alarm {
    alarm_changed told = nothing_told();  ///< number 0: never annunciated
    bool holds = false;                   ///< by its rule, now
    instant holds_since;                  ///< or does not
    bool stands = false;                  ///< delays considered
    bool details_new = false;             ///< other zones or units than were told
    template <class Archive>
    friend void fields(Archive& a, alarm& of) {
      a(of.told, of.holds, of.holds_since, of.stands, of.details_new);
    }
  };
  using alarm_map = std::map<alarm_key, alarm>;

  alarm& found(const alarm_cause& cause, instant now);
  void settle(const alarm_key& key, alarm& of, instant now, std::vector<change>& changes);
  void annunciate(const alarm_key& key, alarm& of, instant now, std::vector<change>& changes);
  void acknowledge(alarm& of, const std::string& by, instant now, std::vector<change>& changes);
  void shelve(alarm& of, const alarm_answered& answer, instant now, std::vector<change>& changes);
  void unshelve(const alarm_key& key,
                alarm& of,
                const std::string& by,
                instant now,
                std::vector<change>& changes);
  static void enter(alarm& of, alarm_state state, instant now, std::vector<change>& changes);
  void forget_normal();

  alarm_map alarms_;
  std::uint64_t newest_number_ = 0;
  alarm_log log_;
};

}  // namespace beatwatch
