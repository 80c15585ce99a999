#include "adapters/daemon/room.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <stdexcept>
#include <utility>

#include "adapters/daemon/build_id.h"
#include "adapters/journal/parameters_codec.h"
#include "adapters/journal/run_header_codec.h"
#include "adapters/journal/sqlite_journal_reader.h"
#include "adapters/maps/map_store.h"
#include "adapters/maps/zone_set_file.h"

namespace beatwatch {
namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20U;
constexpr int snapshot_parts_max = 256;  // half a mebibyte each, per client that does not read

access_rules rules_of(const server_config& settings) {
  if (settings.curve_key_file.empty()) {
    return access_rules::everybody();
  }
  std::map<std::string, socket_client, std::less<>> client_by_name;
  for (const client_config& known : settings.clients) {
    client_by_name[known.client.who.name] = known.client;
  }
  return access_rules(std::move(client_by_name));
}

std::unique_ptr<zap_authenticator> authenticator_of(zmq::context_t& context,
                                                    const server_config& settings) {
  if (settings.curve_key_file.empty()) {
    return nullptr;
  }
  std::map<std::string, std::string> client_by_key;
  for (const client_config& known : settings.clients) {
    client_by_key[known.public_key] = known.client.who.name;
  }
  return std::make_unique<zap_authenticator>(context, std::move(client_by_key));
}

std::optional<curve_keys> keys_of(const server_config& settings) {
  return settings.curve_key_file.empty() ? std::nullopt
                                         : std::optional{read_curve_keys(settings.curve_key_file)};
}

force_words words_of(const config& settings) {
  force_words words{.time_zone = settings.clock.time_zone,
                    .level_names = settings.zones.properties.levels,
                    .grades = {},
                    .choices = settings.web.choices};
  for (const force_grade& g : settings.grades) {
    words.grades.push_back({.grade = g.grade, .name = g.name, .target_ms = g.target / duration{1}});
  }
  return words;
}

std::unique_ptr<clock_port> clock_of(const clock_config& settings, instant last_received_at) {
  if (settings.kind == clock_kind::driven) {
    return std::make_unique<driven_clock>(std::max(*settings.start, last_received_at));
  }
  auto clock = std::make_unique<wall_clock>(last_received_at);
  if (clock->now() < earliest_instant || clock->now() >= latest_instant) {
    throw std::runtime_error("the system clock does not show a year from 2000 to 2099");
  }
  if (clock->behind() != duration{0}) {
    spdlog::warn(
        "the last event on record lies {} s ahead of the system clock: time goes on from it",
        -clock->behind() / std::chrono::seconds{1});
  }
  return clock;
}

}  // namespace

journal_options room::options_for_journal(const room_parts& parts) const {
  run_header run;
  run.build = build_id();
  run.parameters_hash = parameters_to_artifact(config_.engine).hash;
  run.zone_set_hash = maps_.zones != nullptr ? maps_.zones->hash : "";
  run.roster_hash = parts.roster_hash;
  run.roads_hash = maps_.roads != nullptr ? maps_.roads->hash() : "";
  run.started_at = std::chrono::time_point_cast<duration>(std::chrono::system_clock::now());
  run.clock = config_.clock.kind;
  return {.folder = config_.journal.folder,
          .run = std::move(run),
          .commit_interval = config_.journal.commit_interval,
          .queue_bytes_max = config_.journal.queue_mib * mebibyte};
}

room::room(config settings, room_parts parts)
    : config_(std::move(settings)),
      loop_(parts.loop),
      maps_(parts.maps),
      rules_(rules_of(config_.server)),
      keys_(keys_of(config_.server)),
      authenticator_(authenticator_of(context_, config_.server)),
      feed_socket_(loop_,
                   context_,
                   {.endpoint = config_.server.feed,
                    .keys = keys_,
                    .sent_messages_max = config_.feed.queued_messages}),
      query_socket_(loop_,
                    context_,
                    {.endpoint = config_.server.query,
                     .keys = keys_,
                     .sent_messages_max = snapshot_parts_max,
                     .message_bytes_max = 65'536}),
      journal_(options_for_journal(parts),
               [this](const journal_progress& progress) {
                 asio::post(loop_, [this, progress] { on_progress(progress); });
               }),
      memory_(config_.engine,
              journal_.run().run,
              config_.journal.folder,
              names_of<csv_source>(config_.sources)),
      last_received_at_(restore()),
      clock_(clock_of(config_.clock, last_received_at_)),
      engine_loop_(loop_,
                   {.engine = memory_.engine(),
                    .journal = journal_,
                    .clock = *clock_,
                    .feed = memory_.feed()},
                   {.checkpoint_interval = config_.journal.checkpoint_interval},
                   last_received_at_),
      zone_activations_({.loop = loop_,
                         .events = engine_loop_,
                         .memory = memory_,
                         .put_in_force = std::move(parts.put_in_force),
                         .store = config_.zones.store,
                         .plane = config_.engine.plane}),
      boards_({.loop = loop_,
               .engine = memory_.engine(),
               .released = memory_.released(),
               .zones = zone_activations_,
               .clock = *clock_,
               .settings = config_.engine}),
      records_(config_.journal.folder,
               [this](std::string_view reason) {
                 asio::post(loop_, [this, reason = std::string{reason}] {
                   engine_loop_.count("records", reason, 1);
                 });
               }),
      record_answers_(
          {.loop = loop_, .records = records_, .engine = memory_.engine(), .clock = *clock_}),
      queries_({.router = query_socket_,
                .loop = engine_loop_,
                .engine = memory_.engine(),
                .journal = journal_,
                .clock = *clock_,
                .released = memory_.released(),
                .run = journal_.run(),
                .rules = rules_,
                .zones = zone_activations_,
                .boards = boards_,
                .records = record_answers_,
                .settings = config_.engine}),
      publication_(loop_,
                   {.publisher = feed_socket_,
                    .loop = engine_loop_,
                    .released = memory_.released(),
                    .rules = rules_,
                    .records = record_answers_,
                    .clock = *clock_,
                    .describe = [this](v1::Heartbeat& heartbeat) { describe(heartbeat); },
                    .beat =
                        [this](const v1::Heartbeat& heartbeat) {
                          if (web_ != nullptr) {
                            web_->beat(heartbeat);
                          }
                        }}) {
  bind_web(parts);
}

room::~room() = default;

receiving_room room::receiving() {
  return {.loop = engine_loop_, .engine = memory_.engine(), .rows = memory_.rows()};
}

instant room::restore() {
  for (const std::string& line : journal_.recovered().reports) {
    spdlog::warn("{}: {}", config_.journal.folder.string(), line);
  }
  sqlite_journal_reader reader(config_.journal.folder);
  const restore_report report = memory_.restore(reader, journal_.run().build);
  if (report.rows_that_differ > 0) {
    spdlog::warn(
        "{} rows of the journal gave other changes than when they were live: they were made with "
        "another build or other parameters",
        report.rows_that_differ);
  }
  spdlog::info("{}: run {}: checkpoint after event {}, {} events replayed",
               config_.journal.folder.string(),
               journal_.run().run,
               report.checkpoint_after,
               report.replayed_events);
  return journal_.recovered().end.last_received_at;
}

void room::bind_web(const room_parts& parts) {
  if (config_.web.bind.empty()) {
    return;
  }
  web_ = std::make_unique<web_front>(
      config_.web,
      web_front_parts{.engine = loop_,
                      .web = parts.web,
                      .questions = queries_,
                      .events = engine_loop_,
                      .records = records_,
                      .released = memory_.released()},
      journal_.run(),
      words_of(config_),
      zone_set_store{.folder = config_.zones.store,
                     .scratch = config_.journal.folder / "uploaded.geojson",
                     .properties = config_.zones.properties,
                     .plane = config_.engine.plane});
  web_->use(memory_.find_zones(memory_.zones_in_force()));
  web_->start();
  spdlog::info("web: {}://{}/", config_.web.tls ? "https" : "http", web_->endpoint());
}

void room::know(const std::shared_ptr<const zone_set>& zones) {
  journal_.keep_artifact(zones_to_artifact(*zones));
  if (memory_.find_zones(zones->hash) == nullptr) {
    memory_.offer(zones);
  }
}

// A file of zones that is the one of the last start is not activated again: another set may have
// been put in force since. The first zone set of a journal reaches back for ever: there is none
// before that a late ping could belong to.
void room::activate_maps() {
  journal_.keep_artifact(parameters_to_artifact(config_.engine));
  std::vector<intake> events;
  if (maps_.zones != nullptr) {
    journal_.keep_artifact(zones_to_artifact(*maps_.zones));
    memory_.offer(maps_.zones);
    store_zones(config_.zones.store, *maps_.zones, config_.engine.plane);
    if (memory_.zones_configured() != maps_.zones->hash) {
      const instant at = memory_.zones_in_force().empty() ? earliest_instant : clock_->now();
      events.push_back({.source = std::string(server_source),
                        .body = zones_activated{.hash = maps_.zones->hash, .at = at}});
    }
  }
  if (maps_.roads != nullptr) {
    memory_.offer(maps_.roads);
    if (memory_.roads_in_force() != maps_.roads->hash()) {
      events.push_back({.source = std::string(server_source),
                        .body = roads_activated{.hash = maps_.roads->hash()}});
    }
  }
  engine_loop_.take(std::move(events));
}

void room::start(std::function<void()> has_room_again) {
  engine_loop_.start(
      {.applied = [this](std::span<const event> events) { memory_.note(events); },
       .release = [this](std::vector<feed_item> items) { release(std::move(items)); },
       .room = std::move(has_room_again),
       .save = [this](const std::vector<feed_item>& held) { return memory_.save(held); }});
  activate_maps();
  publication_.start();
  asio::co_spawn(loop_, query_socket_.run(queries_), asio::detached);
}

void room::release(std::vector<feed_item> items) {
  if (web_ != nullptr) {
    web_->release(items);
    const bool new_zones = std::any_of(items.begin(), items.end(), [](const feed_item& item) {
      return item.topic == zones_topic;
    });
    if (new_zones) {
      web_->use(memory_.find_zones(memory_.zones_in_force()));
    }
  }
  records_.take(items);
  publication_.release(std::move(items));
}

void room::on_progress(const journal_progress& progress) {
  engine_loop_.on_progress(progress);
  if (progress.writable != journal_writable_) {
    journal_writable_ = progress.writable;
    if (journal_writable_) {
      spdlog::info("{}: the journal is writable again", config_.journal.folder.string());
    } else {
      spdlog::error("{}: the journal is not writable, nothing is acknowledged: {}",
                    config_.journal.folder.string(),
                    progress.trouble);
    }
    publication_.send_heartbeats();
  }
}

void room::describe(v1::Heartbeat& heartbeat) const {
  heartbeat.set_engine_now_ms(instant_to_ms(clock_->now()));
  heartbeat.set_journal_writable(journal_writable_);
  heartbeat.set_driven_clock(clock_->driven());
  heartbeat.set_clock_behind_ms(clock_->behind().count());
  *heartbeat.mutable_run() = run_header_to_wire(journal_.run());
}

}  // namespace beatwatch
