#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/alerts/alarm_log.h"
#include "engine/change.h"
#include "engine/event.h"
#include "engine/model/parameters.h"
#include "engine/place_evidence.h"
#include "engine/source_report.h"

namespace beatwatch {

struct zone_set;
class road_graph;
struct state;

/// What is asked of the road network: nearest eligible units to a place, an incident or a unit.
struct nearest_query {
  std::string incident;      ///< or
  std::string towards_unit;  ///< or
  std::optional<position> at;
  std::uint32_t count = 5;
  std::vector<std::string> skills;  ///< every one is needed
  std::string vehicle;              ///< empty: any
};

/// The whole of Beatwatch between bytes in and bytes out: a pure function of its events.
class engine {
 public:
  explicit engine(parameters settings);
  ~engine();
  engine(engine&&) noexcept;
  engine& operator=(engine&&) noexcept;

  /// Makes a prepared zone set or road graph known under its hash; `zones_activated` and
  /// `roads_activated` put it in force. Both must be offered before the event that names them.
  void offer(std::shared_ptr<const zone_set> zones);
  void offer(std::shared_ptr<const road_graph> roads);

  /// Applies a batch in order and appends what it changed, in a fixed order; how events are cut
  /// into batches does not matter. `received_at` never decreases. Equal events, equal changes.
  void apply(std::span<const event> batch, std::vector<change>& changes);

  /// When the engine needs a `tick`, never before what it has taken; empty while only input can
  /// wake it.
  [[nodiscard]] std::optional<instant> next_deadline() const;

  /// Answers without changing anything. Empty when the incident, unit or zone is not known or has
  /// no place; `window` is clipped to what is retained.
  [[nodiscard]] std::optional<suggestion> nearest(const nearest_query& query) const;
  [[nodiscard]] std::optional<presence_answer> presence(const std::string& zone,
                                                        interval window) const;

  /// What the zone may have got within `window` since the newest good fix of each device: in no
  /// other figure before the next fix tells where it went. Empty when the zone is not known.
  [[nodiscard]] std::optional<presence_measure> since_last_fixes(const std::string& zone,
                                                                 interval window) const;

  /// See on_roads.h; also empty for an unknown zone.
  [[nodiscard]] std::optional<std::int64_t> at_most_on_roads(const std::string& zone,
                                                             interval window) const;

  /// Empty: no zone set has such a gate, nor had one whose passes are retained.
  [[nodiscard]] std::optional<gate_answer> gate_passes(const std::string& gate,
                                                       interval window) const;

  /// Of one level, named by its path from the widest: "force/north".
  [[nodiscard]] std::optional<presence_answer> level_presence(const std::string& path,
                                                              interval window) const;
  /// Of every level, by path.
  [[nodiscard]] std::vector<presence_answer> level_presence(interval window) const;

  /// What the figures of a zone, or of a level by its path, rest on: see place_evidence.h.
  [[nodiscard]] std::optional<place_evidence> zone_evidence_of(const std::string& zone,
                                                               interval window) const;
  [[nodiscard]] std::optional<level_evidence> level_evidence_of(const std::string& level,
                                                                interval window) const;
  /// What plans ask for at the zone, in the order in which they came.
  [[nodiscard]] std::vector<plan_changed> plans(const std::string& zone) const;

  /// Who holds which device when, by the roster as it is known now.
  [[nodiscard]] std::vector<roster_entry> holdings() const;

  /// Highest `source_seq` applied of a source; 0: none.
  [[nodiscard]] std::uint64_t last_source_seq(const std::string& source) const;

  /// How one source does, or every one when `source` is empty; by name.
  [[nodiscard]] std::vector<source_report> source_reports(const std::string& source,
                                                          bool with_devices) const;

  /// Alarms that are not normal, by rule, then number.
  [[nodiscard]] std::vector<alarm_changed> alarms() const;
  /// What became of alarms within a time, as far as it is retained; by time.
  [[nodiscard]] std::vector<alarm_record> alarm_records(interval within) const;

  /// Whole state as bytes of this build, for a checkpoint. `load` returns false, and leaves the
  /// engine as it was, when the bytes are damaged or name a zone set or road graph not offered.
  [[nodiscard]] std::vector<std::byte> save() const;
  [[nodiscard]] bool load(std::span<const std::byte> bytes);

  /// What the order of arrival must not change: visits, presence and units by key, without received
  /// times, numbers and revisions.
  [[nodiscard]] std::vector<std::byte> settled_bytes() const;

 private:
  std::unique_ptr<state> state_;
};

}  // namespace beatwatch
