#include "replay/journal_load.h"

#include <chrono>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

#include "adapters/daemon/build_id.h"
#include "adapters/daemon/engine_loop.h"
#include "adapters/journal/event_bounds.h"
#include "adapters/journal/parameters_codec.h"
#include "adapters/maps/map_store.h"
#include "engine/base/check.h"
#include "engine/change_fields.h"
#include "engine/model/policing_day.h"

namespace beatwatch {
namespace {

constexpr duration patience = std::chrono::minutes{1};
constexpr std::size_t batch_events_max = 4'096;

run_header header_of(const config& settings, const prepared_maps& maps, instant began) {
  return {.build = build_id(),
          .parameters_hash = parameters_to_artifact(settings.engine).hash,
          .zone_set_hash = maps.zones != nullptr ? maps.zones->hash : "",
          .roads_hash = maps.roads != nullptr ? maps.roads->hash() : "",
          .started_at = began,
          .clock = clock_kind::driven};
}

event server_event(instant at, event_body body) {
  return {.received_at = at, .source = std::string{server_source}, .body = std::move(body)};
}

}  // namespace

journal_load::journal_load(const config& settings,
                           const prepared_maps& maps,
                           const std::filesystem::path& folder,
                           instant began)
    : settings_(settings.engine),
      journal_({.folder = folder, .run = header_of(settings, maps, began)},
               [](const journal_progress&) {}),
      memory_(settings.engine, journal_.run().run, folder, std::set<std::string>{}),
      ticks_(began),
      last_(began) {
  check(journal_.last_appended() == 0, "a load begins a journal");
  journal_.keep_artifact(parameters_to_artifact(settings.engine));
  if (maps.zones != nullptr) {
    journal_.keep_artifact(zones_to_artifact(*maps.zones));
    memory_.offer(maps.zones);
    take(server_event(began, zones_activated{.hash = maps.zones->hash, .at = earliest_instant}));
  }
  if (maps.roads != nullptr) {
    memory_.offer(maps.roads);
    take(server_event(began, roads_activated{.hash = maps.roads->hash()}));
  }
}

void journal_load::apply_batch() {
  if (batch_.empty()) {
    return;
  }
  const instant at = batch_.front().received_at;
  if (journal_.starts_new_day(at)) {
    journal_.keep_checkpoint(at, memory_.save({}));
  }
  while (!journal_.append(batch_)) {
    if (!journal_.flush(patience)) {
      throw std::runtime_error{"the journal is not written: " + journal_.progress().trouble};
    }
  }
  changes_.clear();
  items_.clear();
  memory_.engine().apply(batch_, changes_);
  journal_.seal(changes_);
  change_bytes_.clear();
  for (const change& each : changes_) {
    append_canonical_bytes(each, change_bytes_);
  }
  changes_digest_ = next_link(changes_digest_, change_bytes_);
  memory_.feed().encode(changes_, items_);
  for (const feed_item& item : items_) {
    memory_.released().apply(item);
  }
  memory_.note(batch_);
  batch_.clear();
}

// The engine has seen everything before `at` when it is asked for its deadline.
void journal_load::tick_up_to(instant at) {
  apply_batch();
  while (const auto due = ticks_.due_before(at, memory_.engine().next_deadline())) {
    batch_.push_back(server_event(*due, tick{}));
    apply_batch();
    ticks_.took_tick(*due);
    last_ = *due;
  }
}

void journal_load::take(event e) {
  check(e.received_at >= last_, "loaded events come in order");
  if (batch_.empty() || e.received_at > last_ || batch_.size() == batch_events_max) {
    tick_up_to(e.received_at);
  }
  last_ = e.received_at;
  ticks_.took_event(last_);
  batch_.push_back(std::move(e));
}

void journal_load::finish() {
  // The policing day is over, and no ping of it could come any more.
  constexpr duration until_roads_are_followed = std::chrono::hours{1};
  const instant end =
      policing_day(settings_, last_).to + settings_.horizon + until_roads_are_followed;
  tick_up_to(end);
  batch_.push_back(server_event(end, tick{}));
  apply_batch();
  if (!journal_.flush(patience)) {
    throw std::runtime_error{"the journal is not written: " + journal_.progress().trouble};
  }
}

}  // namespace beatwatch
