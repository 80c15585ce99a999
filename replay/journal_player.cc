#include "replay/journal_player.h"

#include <algorithm>
#include <span>
#include <stdexcept>
#include <utility>
#include <variant>

#include "adapters/daemon/build_id.h"
#include "adapters/daemon/server_memory.h"
#include "adapters/journal/event_bounds.h"
#include "adapters/journal/parameters_codec.h"
#include "adapters/maps/map_store.h"
#include "engine/change_fields.h"

namespace beatwatch {

journal_player::journal_player(journal_reader& journal, std::filesystem::path folder)
    : journal_(journal), folder_(std::move(folder)), runs_(journal.runs()) {}

void journal_player::use_zones(std::shared_ptr<const zone_set> zones, const plane_origin& plane) {
  other_zones_ = std::move(zones);
  other_zones_plane_ = plane;
  zone_sets_.push_back(other_zones_);
}

void journal_player::use_parameters(const std::string& hash) {
  const std::optional<artifact> kept = journal_.find_artifact(hash);
  const auto settings = kept ? bytes_to_parameters(kept->content) : std::nullopt;
  if (!settings) {
    throw std::runtime_error{folder_.string() + ": the journal does not keep parameters " + hash +
                             ", or another build made them"};
  }
  if (other_zones_ != nullptr && settings->plane != other_zones_plane_) {
    throw std::runtime_error{folder_.string() +
                             ": the zones were imported for another origin of the plane than the "
                             "journal's"};
  }
  auto next = std::make_unique<beatwatch::engine>(*settings);
  for (const auto& zones : zone_sets_) {
    next->offer(zones);
  }
  for (const auto& roads : road_graphs_) {
    next->offer(roads);
  }
  // A run with other parameters took over what the one before it had come to.
  if (engine_ != nullptr && !next->load(engine_->save())) {
    throw std::runtime_error{folder_.string() + ": parameters " + hash +
                             " cannot take over the state of the run before"};
  }
  engine_ = std::move(next);
  settings_ = *settings;
  parameters_hash_ = hash;
}

void journal_player::begin_runs_up_to(std::uint64_t event) {
  while (next_run_ < runs_.size() && runs_[next_run_].first_event <= event) {
    const std::string& hash = runs_[next_run_].header.parameters_hash;
    if (hash != parameters_hash_) {
      use_parameters(hash);
    }
    ++next_run_;
  }
  if (engine_ == nullptr) {
    throw std::runtime_error{folder_.string() + ": no run of the server is on record for event " +
                             std::to_string(event)};
  }
}

void journal_player::offer_zones(const std::string& hash) {
  zone_sets_.push_back(beatwatch::find_zones(journal_, hash));
  if (zone_sets_.back() == nullptr) {
    throw std::runtime_error{folder_.string() + ": the journal does not keep zones " + hash};
  }
  engine_->offer(zone_sets_.back());
}

void journal_player::offer_roads(const std::string& hash) {
  road_graphs_.push_back(find_roads(folder_, hash));
  if (road_graphs_.back() == nullptr) {
    throw std::runtime_error{folder_.string() + ": no road file " + hash +
                             " is kept with the journal"};
  }
  engine_->offer(road_graphs_.back());
}

void journal_player::offer_maps(const std::vector<event>& events) {
  for (const event& one : events) {
    if (const auto* zones = std::get_if<zones_activated>(&one.body)) {
      offer_zones(zones->hash);
    } else if (const auto* roads = std::get_if<roads_activated>(&one.body)) {
      offer_roads(roads->hash);
    }
  }
}

std::shared_ptr<const zone_set> journal_player::find_zones(const std::string& hash) const {
  for (const auto& zones : zone_sets_) {
    if (zones->hash == hash) {
      return zones;
    }
  }
  return nullptr;
}

// Of any run, as the newest may have begun after it; but of this version, as its bytes are no
// format.
journal_checkpoint journal_player::opening_checkpoint(std::uint64_t after_event) {
  const std::string own = build_id();
  const std::string version = own.substr(0, own.find('-') + 1);
  for (const journal_run& run : runs_) {
    if (!run.header.build.starts_with(version)) {
      continue;
    }
    auto kept = journal_.newest_checkpoint(run.header.build, after_event);
    if (kept && kept->after_event == after_event) {
      return std::move(*kept);
    }
  }
  throw std::runtime_error{
      folder_.string() + ": begins with event " + std::to_string(after_event + 1) +
      "; a replay needs the first one, or a checkpoint before it that version " +
      version.substr(0, version.size() - 1) + " made"};
}

void journal_player::begin_at_checkpoint(std::uint64_t first_event, replay_result& result) {
  const journal_checkpoint kept = opening_checkpoint(first_event - 1);
  const auto saved = read_saved_engine(kept.state);
  begin_runs_up_to(first_event);
  if (saved) {
    for (const std::string& hash : saved->zone_sets) {
      offer_zones(hash);
    }
    for (const std::string& hash : saved->road_graphs) {
      offer_roads(hash);
    }
  }
  if (!saved || !engine_->load(std::as_bytes(std::span{saved->engine}))) {
    throw std::runtime_error{folder_.string() + ": the checkpoint before event " +
                             std::to_string(first_event) + " is not understood"};
  }
  result.recomputed = kept.changes_digest;
  for (const auto& [at, hash] : saved->zone_activations) {
    activated_before_.push_back(at);
  }
  began_at_ = {kept.after_event, kept.at, saved->zones_in_force, saved->zone_sets};
}

// For ever back, and in the place of each set that a checkpoint has.
void journal_player::put_other_zones_in_force(instant now, std::vector<change>& changes) {
  activated_before_.push_back(earliest_instant);
  std::sort(activated_before_.begin(), activated_before_.end());
  activated_before_.erase(std::unique(activated_before_.begin(), activated_before_.end()),
                          activated_before_.end());
  std::vector<event> events;
  for (const instant at : activated_before_) {
    events.push_back({.received_at = now,
                      .source = "zones",
                      .source_seq = 0,
                      .body = zones_activated{.hash = other_zones_->hash, .at = at}});
  }
  engine_->apply(events, changes);
}

void journal_player::apply(const std::vector<event>& events, std::vector<change>& changes) {
  if (other_zones_ == nullptr) {
    engine_->apply(events, changes);
    return;
  }
  std::vector<event> others = events;
  std::erase_if(others,
                [](const event& one) { return std::holds_alternative<zones_activated>(one.body); });
  engine_->apply(others, changes);
}

replay_result journal_player::play(const progress& shown, const on_row& seen) {
  replay_result result;
  journal_row row;
  std::vector<change> changes;
  std::vector<std::byte> bytes;
  while (journal_.next(row)) {
    if (result.rows == 0) {
      if (row.first_event != 1) {
        begin_at_checkpoint(row.first_event, result);
      }
      result.from = row.events.front().received_at;
    }
    begin_runs_up_to(row.first_event);
    offer_maps(row.events);
    changes.clear();
    if (result.rows == 0 && other_zones_ != nullptr) {
      put_other_zones_in_force(result.from, changes);
    }
    apply(row.events, changes);
    bytes.clear();
    for (const change& one : changes) {
      append_canonical_bytes(one, bytes);
    }
    result.recomputed = next_link(result.recomputed, bytes);
    result.on_record = row.changes_digest;
    if (result.on_record && result.recomputed != result.on_record && !result.difference) {
      result.difference = {.first_event = row.first_event,
                           .events = row.events.size(),
                           .received_at = row.events.front().received_at};
    }
    ++result.rows;
    result.events += row.events.size();
    result.changes += changes.size();
    result.to = row.events.back().received_at;
    if (seen) {
      seen({row, changes, *engine_, settings_});
    }
    if (shown) {
      shown(result);
    }
  }
  result.fault = journal_.fault();
  return result;
}

}  // namespace beatwatch
