#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/interval.h"
#include "engine/model/alarm.h"

namespace beatwatch {

/// What became of an alarm.
enum class alarm_occasion : std::uint8_t {
  annunciated,
  acknowledged,
  returned,  ///< to normal
  shelved,
  unshelved,  ///< by somebody, or because its time was over
};
std::string_view to_string(alarm_occasion occasion);

struct alarm_record {
  instant at;
  alarm_occasion occasion{};
  std::uint64_t number = 0;
  alarm_rule rule{};
  std::string subject;
  std::string sector;
  std::string by;      ///< account; empty: the engine itself, or nobody in particular
  std::string reason;  ///< of a shelving
  std::optional<instant> until;
};

/// What became of alarms, in order of time, for as long as it is kept.
class alarm_log {
 public:
  /// Beyond this the oldest records go first.
  static constexpr std::size_t records_max = 20'000;

  void add(alarm_record record);
  void forget_before(instant t);

  /// How often the alarm of a rule and subject, or sector where it has none, was annunciated since
  /// an instant.
  [[nodiscard]] std::size_t annunciations(alarm_rule rule,
                                          std::string_view of,
                                          instant since) const;

  /// Those of `within`.
  [[nodiscard]] std::vector<alarm_record> within(interval when) const;

  template <class Archive>
  friend void fields(Archive& a, alarm_log& l) {
    a(l.records_);
  }

 private:
  std::vector<alarm_record> records_;
};

template <class Archive>
void fields(Archive& a, alarm_record& r) {
  a(r.at, r.occasion, r.number, r.rule, r.subject, r.sector, r.by, r.reason, r.until);
}

}  // namespace beatwatch
