#include "engine/engine.h"

#include <algorithm>

#include "engine/base/archive.h"
#include "engine/base/check.h"
#include "engine/base/overloaded.h"
#include "engine/checkpoint.h"
#include "engine/deadlines.h"
#include "engine/look_ahead.h"
#include "engine/on_roads.h"
#include "engine/open_legs.h"
#include "engine/roads/road_graph.h"
#include "engine/state.h"
#include "engine/suggest.h"
#include "engine/take_facts.h"
#include "engine/take_ping.h"
#include "engine/take_signal.h"

namespace beatwatch {

namespace {

// What a source tells of the force, and no report of a device.
bool is_fact(const event_body& body) {
  return std::holds_alternative<status_changed>(body) ||
         std::holds_alternative<roster_changed>(body) ||
         std::holds_alternative<holding_ended>(body) ||
         std::holds_alternative<incident_changed>(body) ||
         std::holds_alternative<plan_changed>(body) || std::holds_alternative<hours_declared>(body);
}

}  // namespace

engine::engine(parameters settings) : state_(std::make_unique<state>(std::move(settings))) {}
engine::~engine() = default;
engine::engine(engine&&) noexcept = default;
engine& engine::operator=(engine&&) noexcept = default;

void engine::offer(std::shared_ptr<const zone_set> zones) {
  const std::string& hash = zones->hash;
  state_->offered_zones.emplace(hash, std::move(zones));
}

void engine::offer(std::shared_ptr<const road_graph> roads) {
  const std::string& hash = roads->hash();
  state_->offered_roads.emplace(hash, std::move(roads));
}

void engine::apply(std::span<const event> batch, std::vector<change>& changes) {
  state& s = *state_;
  look_ahead previews{s, batch};
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const event& e = batch[i];
    const ping_preview& preview = previews.at(i);
    check(e.received_at >= s.now, "received times never decrease");
    s.now = e.received_at;
    put_due_zones_in_force(s, changes);
    if (e.source_seq > 0) {
      std::uint64_t& last = s.sources[e.source].last_seq;
      last = std::max(last, e.source_seq);
    }
    if (is_fact(e.body) && !e.source.empty()) {
      s.sources[e.source].last_fact_at = s.now;
    }
    std::visit(
        overloaded{
            [&](const ping& p) { take_ping(s, e.source, p, preview, changes); },
            [&](const device_heard& f) { take_signal(s, e.source, f, changes); },
            [&](const status_changed& f) { take_status(s, f, changes); },
            [&](const roster_changed& f) { take_roster(s, f, changes); },
            [&](const holding_ended& f) { take_holding_end(s, f, changes); },
            [&](const incident_changed& f) { take_incident(s, f, changes); },
            [&](const plan_changed& f) { take_plan(s, f); },
            [&](const hours_declared& f) { s.declared.learn(f, s.now); },
            [&](const zones_activated& f) { take_zones(s, f, changes); },
            [&](const roads_activated& f) { take_roads(s, f, changes); },
            [&](const alarm_answered& f) { s.alarms.take(f, s.now, changes); },
            [&](const intake_counted& f) { take_count(s, e.source, f, changes); },
            [&](const tick&) { take_tick(s, changes); },
            [](const clock_advanced&) {},  // `received_at` has moved, which is all
            [](const clock_stepped&) {},   // on record for people; the engine's time is steady
        },
        e.body);
  }
}

std::optional<instant> engine::next_deadline() const { return beatwatch::next_deadline(*state_); }

std::optional<suggestion> engine::nearest(const nearest_query& query) const {
  return suggest(*state_, query);
}

std::optional<presence_answer> engine::presence(const std::string& zone, interval window) const {
  const auto id = state_->zone_names.find(zone);
  if (!id) {
    return std::nullopt;
  }
  presence_answer answer =
      state_->books.answer(*id, window, state_->zone_names, state_->unit_names);
  answer.declared_ms = state_->declared.time(zone, answer.window).count();
  return answer;
}

std::optional<presence_measure> engine::since_last_fixes(const std::string& zone,
                                                         interval window) const {
  return state_->zone_names.find(zone)
             ? std::optional{beatwatch::since_last_fixes(*state_, zone, window)}
             : std::nullopt;
}

std::optional<std::int64_t> engine::at_most_on_roads(const std::string& zone,
                                                     interval window) const {
  return beatwatch::at_most_on_roads(*state_, zone, window);
}

std::optional<gate_answer> engine::gate_passes(const std::string& gate, interval window) const {
  const auto& sets = state_->legs.zones();
  const bool known = state_->gates.knows(gate) ||
                     std::any_of(sets.begin(), sets.end(), [&gate](const zones_in_force& in_force) {
                       return in_force.set->find_gate(gate).has_value();
                     });
  return known ? std::optional{state_->gates.answer(
                     gate,
                     {std::max(window.from, state_->books.retained_from()), window.to},
                     state_->unit_names)}
               : std::nullopt;
}

std::optional<presence_answer> engine::level_presence(const std::string& path,
                                                      interval window) const {
  auto answers = state_->books.answer_levels(std::span{&path, 1}, window);
  return answers.empty() ? std::nullopt : std::optional{std::move(answers.front())};
}

std::vector<presence_answer> engine::level_presence(interval window) const {
  return state_->books.answer_levels(state_->books.levels().paths(), window);
}

std::optional<place_evidence> engine::zone_evidence_of(const std::string& zone,
                                                       interval window) const {
  return evidence_of_zone(*state_, zone, window);
}

std::optional<level_evidence> engine::level_evidence_of(const std::string& level,
                                                        interval window) const {
  return evidence_of_level(*state_, level, window);
}

std::vector<plan_changed> engine::plans(const std::string& zone) const {
  const auto known = state_->plans.find(zone);
  return known == state_->plans.end() ? std::vector<plan_changed>{} : known->second;
}

std::vector<roster_entry> engine::holdings() const { return state_->roster.holdings(); }

std::uint64_t engine::last_source_seq(const std::string& source) const {
  const auto known = state_->sources.find(source);
  return known == state_->sources.end() ? 0 : known->second.last_seq;
}

std::vector<source_report> engine::source_reports(const std::string& source,
                                                  bool with_devices) const {
  return report_sources(*state_, source, with_devices);
}

std::vector<alarm_changed> engine::alarms() const { return state_->alarms.current(); }

std::vector<alarm_record> engine::alarm_records(interval within) const {
  return state_->alarms.log().within(within);
}

std::vector<std::byte> engine::save() const { return save_state(*state_); }

bool engine::load(std::span<const std::byte> bytes) {
  auto loaded = load_state(bytes, *state_);
  if (!loaded) {
    return false;
  }
  state_ = std::move(loaded);
  return true;
}

std::vector<std::byte> engine::settled_bytes() const { return settled_state(*state_); }

}  // namespace beatwatch
