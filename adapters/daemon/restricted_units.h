#pragma once
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/daemon/engine_loop.h"
#include "adapters/journal/journal_codec.h"
#include "engine/event.h"
#include "engine/model/roster.h"

namespace beatwatch {

/// Who is restricted, by configuration. A unit is restricted by its call sign always, and while
/// somebody of it is on duty who has such a skill or holds such a device; so is every device that
/// it holds then.
struct restricted_names {
  std::set<std::string, std::less<>> call_signs;
  std::set<std::string, std::less<>> devices;  ///< "device" of any source, or "source/device"
  std::set<std::string, std::less<>> skills;

  [[nodiscard]] bool any() const {
    return !call_signs.empty() || !devices.empty() || !skills.empty();
  }
};

/// Takes what belongs to restricted units out of what comes in, before anything is kept of it:
///   ping, device heard   of a device that is restricted when it was observed, or now
///   status, hours        of a unit that is restricted then, or now
///   incident             stays, without the restricted units that are assigned to it
///   roster               rows that name a restricted call sign, device or skill; of other rows of
///   a
///                        restricted unit the time for which it is
/// Who holds what is learned from the rows themselves. When a row makes a unit restricted that was
/// known to everybody, what everybody knows of its devices is ended for that time. What was taken
/// in before the row came stays: nothing can be taken back out of a journal.
///
/// A device is hidden when any row says that a restricted unit holds it, whatever other rows say.
class restricted_units {
 public:
  explicit restricted_units(restricted_names names) : names_(std::move(names)) {}

  /// What was known before: of restricted units, or of all as a journal has it. Nothing comes of
  /// it.
  void remember(std::span<const event_body> facts);

  /// Leaves in `events`, in order, what everybody may see. `now` is when they came in. Returns the
  /// roster's rows and ends about restricted units that are new: they are in no journal, and have
  /// to be remembered elsewhere.
  [[nodiscard]] std::vector<event_body> screen(std::vector<intake>& events, instant now);

  /// Whether a record of the device, if it is known, is to be kept from everybody at `now`.
  [[nodiscard]] bool hides_record(std::string_view source,
                                  std::string_view device,
                                  instant now) const;

 private:
  struct holding {
    std::string device;
    interval duty;
    holding_origin origin{};
    bool restricts = false;  ///< by skill or device
    roster_entry entry;
  };

  [[nodiscard]] bool names_any(const roster_entry& entry) const;
  [[nodiscard]] bool is_fact(const event_body& body) const;
  /// False when it was known.
  bool add_fact(const event_body& fact);
  void learn(const event_body& body);
  void learn(const roster_entry& entry);
  void learn(const holding_ended& end);

  [[nodiscard]] bool unit_hidden(std::string_view unit, instant at) const;
  [[nodiscard]] bool device_hidden(std::string_view source,
                                   std::string_view device,
                                   instant at) const;
  [[nodiscard]] bool held_by_hidden(const std::string& device, instant at) const;
  [[nodiscard]] std::vector<interval> hidden_times(const std::string& unit) const;

  void show(intake in, instant now, std::vector<intake>& shown) const;
  void show_roster(intake in, std::vector<intake>& shown) const;
  [[nodiscard]] bool partly_hidden(const roster_entry& entry) const;
  void end_what_was_shown(const roster_entry& restricting,
                          std::vector<intake>& shown,
                          std::vector<event_body>& fresh) const;

  restricted_names names_;
  std::map<std::string, std::vector<holding>, std::less<>> held_by_;      ///< by unit
  std::map<std::string, std::set<std::string>, std::less<>> units_with_;  ///< by device as named
  std::set<std::string> known_facts_;                                     ///< as bytes
  event_codec codec_;
};

}  // namespace beatwatch
