#include "adapters/daemon/server_memory.h"

#include <optional>
#include <stdexcept>
#include <utility>

#include "adapters/daemon/engine_loop.h"
#include "adapters/journal/digest.h"
#include "adapters/maps/map_store.h"
#include "engine/base/archive.h"
#include "engine/base/check.h"
#include "engine/change_fields.h"

namespace beatwatch {

namespace {

struct saved_memory {
  std::string engine;
  beatwatch::situation released;
  std::vector<feed_item> held;
  std::vector<std::string> zone_sets;  ///< hashes of all that were ever offered
  std::string zones_in_force;
  std::vector<std::string> road_graphs;
  std::string roads_in_force;
  std::vector<std::string> rows;
  std::string zones_configured;
  std::map<instant, std::string> zone_activations;
};

template <class Archive>
void fields(Archive& a, saved_memory& m) {
  a(m.engine, m.released, m.held, m.zone_sets, m.zones_in_force);
  a(m.road_graphs, m.roads_in_force, m.rows, m.zones_configured, m.zone_activations);
}

std::optional<saved_memory> read_memory(std::span<const std::byte> bytes) {
  saved_memory memory;
  byte_reader reader(bytes);
  reader(memory);
  return reader.ok() && reader.at_end() ? std::optional{std::move(memory)} : std::nullopt;
}

template <typename Map>
std::vector<std::string> keys_of(const Map& map) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : map) {
    keys.push_back(key);
  }
  return keys;
}

digest digest_after(const digest& before, const std::vector<change>& changes) {
  std::vector<std::byte> bytes;
  for (const change& c : changes) {
    append_canonical_bytes(c, bytes);
  }
  return next_link(before, bytes);
}

}  // namespace

std::optional<saved_engine> read_saved_engine(std::span<const std::byte> checkpoint) {
  auto memory = read_memory(checkpoint);
  if (!memory) {
    return std::nullopt;
  }
  return saved_engine{.engine = std::move(memory->engine),
                      .zone_sets = std::move(memory->zone_sets),
                      .zones_in_force = std::move(memory->zones_in_force),
                      .road_graphs = std::move(memory->road_graphs),
                      .zone_activations = std::move(memory->zone_activations)};
}

server_memory::server_memory(parameters settings,
                             std::uint32_t run,
                             std::filesystem::path journal_folder,
                             std::set<std::string> file_sources)
    : settings_(std::move(settings)),
      journal_folder_(std::move(journal_folder)),
      file_sources_(std::move(file_sources)),
      engine_(std::make_unique<beatwatch::engine>(settings_)),
      feed_(run) {}

void server_memory::offer(std::shared_ptr<const zone_set> zones) {
  engine_->offer(zones);
  feed_.offer(zones);
  const std::string hash = zones->hash;
  zone_sets_.emplace(hash, std::move(zones));
}

void server_memory::offer(std::shared_ptr<const road_graph> roads) {
  engine_->offer(roads);
  const std::string hash = roads->hash();
  road_graphs_.emplace(hash, std::move(roads));
}

std::shared_ptr<const zone_set> server_memory::find_zones(const std::string& hash) const {
  const auto found = zone_sets_.find(hash);
  return found == zone_sets_.end() ? nullptr : found->second;
}

bool server_memory::find_and_offer_zones(journal_reader& journal, const std::string& hash) {
  if (!zone_sets_.contains(hash)) {
    auto found = beatwatch::find_zones(journal, hash);
    if (found == nullptr) {
      return false;
    }
    offer(std::move(found));
  }
  return true;
}

bool server_memory::find_and_offer_roads(const std::string& hash) {
  if (!road_graphs_.contains(hash)) {
    auto found = find_roads(journal_folder_, hash);
    if (found == nullptr) {
      return false;
    }
    offer(std::move(found));
  }
  return true;
}

void server_memory::note(std::span<const event> events) {
  for (const event& e : events) {
    if (const auto* roads = std::get_if<roads_activated>(&e.body)) {
      roads_in_force_ = roads->hash;
    }
    if (const auto* zones = std::get_if<zones_activated>(&e.body)) {
      zone_activations_[zones->at] = zones->hash;
      if (e.source == server_source) {
        zones_configured_ = zones->hash;
      }
    }
    if (file_sources_.contains(e.source)) {
      rows_.add(e.source, e.body);
    }
  }
}

std::vector<std::byte> server_memory::save(const std::vector<feed_item>& held) const {
  const std::vector<std::byte> engine_bytes = engine_->save();
  const saved_memory memory{
      .engine = {reinterpret_cast<const char*>(engine_bytes.data()), engine_bytes.size()},
      .released = released_,
      .held = held,
      .zone_sets = keys_of(zone_sets_),
      .zones_in_force = feed_.zones_hash(),
      .road_graphs = keys_of(road_graphs_),
      .roads_in_force = roads_in_force_,
      .rows = rows_.saved(),
      .zones_configured = zones_configured_,
      .zone_activations = zone_activations_};
  std::vector<std::byte> bytes;
  byte_writer writer(bytes);
  writer(memory);
  return bytes;
}

bool server_memory::load(journal_reader& journal, std::span<const std::byte> bytes) {
  auto read = read_memory(bytes);
  if (!read) {
    return false;
  }
  saved_memory& memory = *read;
  for (const std::string& hash : memory.zone_sets) {
    if (!find_and_offer_zones(journal, hash)) {
      return false;
    }
  }
  for (const std::string& hash : memory.road_graphs) {
    if (!find_and_offer_roads(hash)) {
      return false;
    }
  }
  if (!engine_->load(std::as_bytes(std::span(memory.engine)))) {
    return false;
  }
  released_ = std::move(memory.released);
  for (const feed_item& item : memory.held) {
    released_.apply(item);
  }
  feed_.restore(released_, memory.zones_in_force);
  roads_in_force_ = memory.roads_in_force;
  rows_.restore(memory.rows);
  zones_configured_ = std::move(memory.zones_configured);
  zone_activations_ = std::move(memory.zone_activations);
  return true;
}

restore_report server_memory::restore(journal_reader& journal, const std::string& build) {
  restore_report report;
  digest changes_digest{};
  const auto checkpoint = journal.newest_checkpoint(build);
  if (checkpoint && load(journal, checkpoint->state)) {
    report.checkpoint_after = checkpoint->after_event;
    changes_digest = checkpoint->changes_digest;
  }
  if (!journal.start_after(report.checkpoint_after) && report.checkpoint_after != 0) {
    throw std::runtime_error("the journal has no row after its checkpoint's event");
  }
  replay(journal, report, changes_digest);
  return report;
}

void server_memory::replay(journal_reader& journal, restore_report& report, digest changes_digest) {
  journal_row row;
  std::vector<change> changes;
  std::vector<feed_item> items;
  while (journal.next(row)) {
    for (const event& e : row.events) {
      if (!find_and_offer(journal, e.body)) {
        throw std::runtime_error("the journal names a map that is not kept with it");
      }
    }
    changes.clear();
    items.clear();
    engine_->apply(row.events, changes);
    feed_.encode(changes, items);
    for (const feed_item& item : items) {
      released_.apply(item);
    }
    note(row.events);
    check(row.changes_digest.has_value(), "a server's journal keeps the digest of each row");
    if (digest_after(changes_digest, changes) != row.changes_digest) {
      ++report.rows_that_differ;
    }
    changes_digest = *row.changes_digest;
    report.replayed_events += row.events.size();
  }
  if (journal.fault()) {
    throw std::runtime_error(journal.fault()->file + ": " + journal.fault()->what);
  }
}

bool server_memory::find_and_offer(journal_reader& journal, const event_body& body) {
  if (const auto* zones = std::get_if<zones_activated>(&body)) {
    return find_and_offer_zones(journal, zones->hash);
  }
  if (const auto* roads = std::get_if<roads_activated>(&body)) {
    return find_and_offer_roads(roads->hash);
  }
  return true;
}

}  // namespace beatwatch
