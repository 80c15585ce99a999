#pragma once
#include "adapters/daemon/asker.h"
#include "adapters/daemon/board_maker.h"
#include "adapters/daemon/clock.h"
#include "adapters/daemon/engine_loop.h"
#include "adapters/daemon/zone_activations.h"
#include "adapters/journal/run_header.h"
#include "beatwatch/v1/query.pb.h"
#include "engine/engine.h"

namespace beatwatch {

/// What the engine is asked with; all of it outlives its answers.
struct engine_answers_parts {
  const beatwatch::engine& engine;
  const engine_loop& events;
  const clock_port& clock;
  const run_header& run;
  const zone_activations& zones;
  const board_maker& boards;
  const parameters& settings;
};

/// What the engine itself answers, at once and for one place or incident: nearest units, presence,
/// figures, gates, the page of a zone, sources, alarms.
class engine_answers {
 public:
  explicit engine_answers(engine_answers_parts parts) : parts_(parts) {}

  /// Fills `reply` with the answer, or with the error that says why there is none.
  void answer(const asker& who, const v1::Request& request, v1::Reply& reply) const;

  /// With the zone set in force now.
  [[nodiscard]] v1::RunHeader run_now() const;

 private:
  void answer_nearest(const v1::NearestQuery& query, v1::Reply& reply) const;
  void answer_presence(const v1::PresenceQuery& query, v1::Reply& reply) const;
  void answer_gate(const v1::GateQuery& query, v1::Reply& reply) const;
  void answer_figures(const v1::FiguresQuery& query, v1::Reply& reply) const;
  void answer_zone(const v1::ZoneQuery& query, v1::Reply& reply) const;
  void answer_sources(const v1::SourcesQuery& query, v1::SourcesAnswer& answer) const;
  void answer_alerts(const asker& who, const v1::AlertsQuery& query, v1::Reply& reply) const;

  engine_answers_parts parts_;
};

}  // namespace beatwatch
