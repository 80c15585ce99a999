#include "adapters/daemon/server.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <set>
#include <stdexcept>
#include <utility>

#include "adapters/daemon/build_id.h"
#include "adapters/daemon/file_intake.h"
#include "adapters/daemon/json_intake.h"
#include "adapters/daemon/position_sources.h"
#include "adapters/daemon/restricted_memory.h"
#include "adapters/daemon/table_sources.h"
#include "adapters/daemon/tcp_intake.h"
#include "adapters/daemon/udp_intake.h"
#include "adapters/journal/parameters_codec.h"
#include "adapters/journal/run_header_codec.h"
#include "adapters/journal/sqlite_journal_reader.h"
#include "adapters/maps/map_store.h"
#include "adapters/maps/zone_set_file.h"

namespace beatwatch {
namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20U;
constexpr std::chrono::seconds patience_at_stop{10};
constexpr int snapshot_parts_max = 256;  // half a mebibyte each, per client that does not read

access_rules rules_of(const server_config& settings) {
  if (settings.curve_key_file.empty()) {
    return access_rules::everybody();
  }
  std::map<std::string, client_role, std::less<>> role_of_client;
  for (const client_config& client : settings.clients) {
    role_of_client[client.name] = settings.roles.at(client.role);
  }
  return access_rules(std::move(role_of_client));
}

std::unique_ptr<zap_authenticator> authenticator_of(zmq::context_t& context,
                                                    const server_config& settings) {
  if (settings.curve_key_file.empty()) {
    return nullptr;
  }
  std::map<std::string, std::string> client_by_key;
  for (const client_config& client : settings.clients) {
    client_by_key[client.public_key] = client.name;
  }
  return std::make_unique<zap_authenticator>(context, std::move(client_by_key));
}

std::optional<curve_keys> keys_of(const server_config& settings) {
  return settings.curve_key_file.empty() ? std::nullopt
                                         : std::optional{read_curve_keys(settings.curve_key_file)};
}

template <typename Kind>
std::set<std::string> names_of(const std::vector<source_config>& sources) {
  std::set<std::string> names;
  for (const source_config& source : sources) {
    if (std::holds_alternative<Kind>(source.kind)) {
      names.insert(source.name);
    }
  }
  return names;
}

std::set<std::string> joined(std::set<std::string> names, std::set<std::string> more) {
  names.merge(more);
  return names;
}

std::string limits_text(const position_socket& socket) {
  const std::string common = fmt::format("{} over {}, at most {} messages a second of one {}",
                                         to_string(socket.format),
                                         socket.tcp ? "TCP" : "UDP",
                                         socket.limits.messages_per_s,
                                         socket.tcp ? "connection" : "address");
  return socket.tcp ? fmt::format("{}, {} connections, silent for {} s",
                                  common,
                                  socket.limits.connections_max,
                                  std::chrono::duration<double>{socket.limits.silence_max}.count())
                    : fmt::format("{}, {} bytes waiting", common, socket.receive_buffer_bytes);
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

journal_options server::options_for_journal() const {
  run_header run;
  run.build = build_id();
  run.parameters_hash = parameters_to_artifact(config_.engine).hash;
  run.zone_set_hash = maps_.zones != nullptr ? maps_.zones->hash : "";
  run.roster_hash = roster_hash(file_rows_);
  run.roads_hash = maps_.roads != nullptr ? maps_.roads->hash() : "";
  run.started_at = std::chrono::time_point_cast<duration>(std::chrono::system_clock::now());
  run.clock = config_.clock.kind;
  return {.folder = config_.journal.folder,
          .run = std::move(run),
          .commit_interval = config_.journal.commit_interval,
          .queue_bytes_max = config_.journal.queue_mib * mebibyte};
}

server::server(config settings)
    : config_(std::move(settings)),
      restricted_(config_.restricted),
      maps_(prepare_maps(config_, config_.journal.folder)),
      file_rows_(read_files(config_.sources)),
      rules_(rules_of(config_.server)),
      keys_(keys_of(config_.server)),
      authenticator_(authenticator_of(context_, config_.server)),
      ingest_socket_(loop_,
                     context_,
                     {.endpoint = config_.server.ingest,
                      .keys = keys_,
                      .sent_messages_max = static_cast<int>(ingest::waiting_replies_max)}),
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
      journal_(options_for_journal(),
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
                    .feed = memory_.feed(),
                    .screen = [this](std::vector<intake>& events) { screen(events); }},
                   {.checkpoint_interval = config_.journal.checkpoint_interval},
                   last_received_at_),
      ingest_({.router = ingest_socket_,
               .loop = engine_loop_,
               .engine = memory_.engine(),
               .journal = journal_,
               .rules = rules_,
               .driven_clock = clock_->driven()},
              joined(names_of<native_source>(config_.sources),
                     names_of<position_socket>(config_.sources))),
      zone_activations_({.loop = loop_,
                         .events = engine_loop_,
                         .memory = memory_,
                         .journal = journal_,
                         .store = config_.zones.store,
                         .plane = config_.engine.plane}),
      boards_({.loop = loop_,
               .engine = memory_.engine(),
               .released = memory_.released(),
               .zones = zone_activations_,
               .clock = *clock_,
               .settings = config_.engine}),
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
                .settings = config_.engine}),
      publication_(loop_,
                   {.publisher = feed_socket_,
                    .loop = engine_loop_,
                    .released = memory_.released(),
                    .rules = rules_,
                    .describe = [this](v1::Heartbeat& heartbeat) { describe(heartbeat); },
                    .beat =
                        [this](const v1::Heartbeat& heartbeat) {
                          if (web_ != nullptr) {
                            web_->beat(heartbeat);
                          }
                        }}) {
  remember_restricted();
  if (!config_.rejects.folder.empty()) {
    rejects_.emplace(config_.rejects, clock_->now());
  }
  bind_sources();
  bind_web();
  start();
}

server::~server() = default;

void server::bind_sources() {
  for (const source_config& source : config_.sources) {
    const intake_parts parts{
        .clock = *clock_,
        .engine = engine_loop_,
        .rejected = [this](const auto& name, const auto& record) { keep_reject(name, record); }};
    if (const auto* json = std::get_if<json_socket>(&source.kind)) {
      intakes_.push_back(std::make_unique<json_intake>(loop_, source.name, *json, parts));
    }
    if (const auto* polled = std::get_if<polled_source>(&source.kind)) {
      polled_.push_back(make_polled_intake(loop_,
                                           engine_loop_,
                                           source.name,
                                           *polled,
                                           memory_.engine().last_source_seq(source.name)));
    }
    const auto* socket = std::get_if<position_socket>(&source.kind);
    if (socket == nullptr) {
      continue;
    }
    if (socket->tcp) {
      intakes_.push_back(std::make_unique<tcp_intake>(loop_, source.name, *socket, parts));
    } else {
      intakes_.push_back(std::make_unique<udp_intake>(loop_, source.name, *socket, parts));
    }
    spdlog::info("source {}: {}", source.name, limits_text(*socket));
  }
}

void server::bind_web() {
  if (config_.web.bind.empty()) {
    return;
  }
  web_ = std::make_unique<web_front>(
      config_.web,
      web_front_parts{
          .engine = loop_, .web = web_loop_, .questions = queries_, .events = engine_loop_},
      journal_.run().run,
      config_.engine.plane,
      force_words{.time_zone = config_.clock.time_zone,
                  .level_names = config_.zones.properties.levels});
  web_->use(memory_.find_zones(memory_.zones_in_force()));
  web_->start(memory_.released());
  spdlog::info("web: http://{}/", web_->endpoint());
}

void server::release(std::vector<feed_item> items) {
  if (web_ != nullptr) {
    web_->release(items);
    const bool new_zones = std::any_of(items.begin(), items.end(), [](const feed_item& item) {
      return item.topic == zones_topic;
    });
    if (new_zones) {
      web_->use(memory_.find_zones(memory_.zones_in_force()));
    }
  }
  publication_.release(std::move(items));
}

// Whose record it is may not be known: while anybody is restricted it might be theirs.
void server::keep_reject(const std::string& source, const rejected_record& rejected) {
  if (rejects_ && mendable(rejected.reason) &&
      !restricted_.hides_record(source, rejected.device, rejected.received_at)) {
    engine_loop_.count("rejects", "dropped", rejects_->keep(source, rejected));
  }
}

instant server::restore() {
  for (const std::string& line : journal_.recovered().reports) {
    spdlog::warn("journal: {}", line);
  }
  sqlite_journal_reader reader(config_.journal.folder);
  const restore_report report = memory_.restore(reader, journal_.run().build);
  if (report.rows_that_differ > 0) {
    spdlog::warn(
        "{} rows of the journal gave other changes than when they were live: they were made with "
        "another build or other parameters",
        report.rows_that_differ);
  }
  spdlog::info("run {}: checkpoint after event {}, {} events replayed",
               journal_.run().run,
               report.checkpoint_after,
               report.replayed_events);
  return journal_.recovered().end.last_received_at;
}

// A file of zones that is the one of the last start is not activated again: another set may have
// been put in force since. The first zone set of a journal reaches back for ever: there is none
// before that a late ping could belong to.
void server::activate_maps() {
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

void server::take_file_rows() {
  screen(file_rows_);
  std::erase_if(file_rows_,
                [this](const intake& row) { return !memory_.rows().add(row.source, row.body); });
  spdlog::info("{} new rows in files", file_rows_.size());
  engine_loop_.take_screened(std::exchange(file_rows_, {}));
}

std::filesystem::path server::restricted_file() const {
  return config_.journal.folder / "restricted";
}

// Of others too: who is in a restricted officer's car.
void server::remember_restricted() {
  if (!config_.restricted.any()) {
    return;
  }
  std::vector<event_body> shown;
  for (roster_entry& entry : memory_.engine().holdings()) {
    shown.emplace_back(roster_changed{std::move(entry)});
  }
  restricted_.remember(shown);
  // Last: the journal has the rows of such a car without the time for which it is hidden.
  restricted_.remember(read_restricted_memory(restricted_file()));
  spdlog::info("what belongs to restricted units is not taken in");
}

void server::screen(std::vector<intake>& events) {
  const std::vector<event_body> fresh = restricted_.screen(events, engine_loop_.now());
  restricted_unsaved_.insert(restricted_unsaved_.end(), fresh.begin(), fresh.end());
  if (restricted_unsaved_.empty()) {
    return;
  }
  try {
    append_restricted_memory(restricted_file(), restricted_unsaved_);
    restricted_unsaved_.clear();
  } catch (const std::runtime_error& error) {
    spdlog::error("{}: a restart would forget it", error.what());
  }
}

void server::start() {
  engine_loop_.start(
      {.applied = [this](std::span<const event> events) { memory_.note(events); },
       .release = [this](std::vector<feed_item> items) { release(std::move(items)); },
       .room = [this] { ingest_socket_.resume(); },
       .save = [this](const std::vector<feed_item>& held) { return memory_.save(held); }});
  activate_maps();
  take_file_rows();
  publication_.start();
  asio::co_spawn(loop_, ingest_socket_.run(ingest_), asio::detached);
  asio::co_spawn(loop_, query_socket_.run(queries_), asio::detached);
  for (const auto& intake : intakes_) {
    intake->start();
  }
  for (const auto& polled : polled_) {
    polled->start();
  }
}

server_endpoints server::endpoints() const {
  server_endpoints all{.ingest = ingest_socket_.endpoint(),
                       .feed = feed_socket_.endpoint(),
                       .query = query_socket_.endpoint(),
                       .web = web_ == nullptr ? std::string{} : web_->endpoint(),
                       .udp = {},
                       .tcp = {}};
  for (const auto& intake : intakes_) {
    auto& of_kind = intake->is_tcp() ? all.tcp : all.udp;
    of_kind[intake->name()] = intake->endpoint();
  }
  return all;
}

void server::on_progress(const journal_progress& progress) {
  engine_loop_.on_progress(progress);
  if (progress.writable != journal_writable_) {
    journal_writable_ = progress.writable;
    if (journal_writable_) {
      spdlog::info("the journal is writable again");
    } else {
      spdlog::error("the journal is not writable, nothing is acknowledged: {}", progress.trouble);
    }
    publication_.send_heartbeats();
  }
}

void server::describe(v1::Heartbeat& heartbeat) const {
  heartbeat.set_engine_now_ms(instant_to_ms(clock_->now()));
  heartbeat.set_journal_writable(journal_writable_);
  heartbeat.set_driven_clock(clock_->driven());
  heartbeat.set_clock_behind_ms(clock_->behind().count());
  *heartbeat.mutable_run() = run_header_to_wire(journal_.run());
}

bool server::serve(const std::function<void()>& on_ready) {
  asio::signal_set signals(loop_, SIGINT, SIGTERM);
  signals.async_wait([this](boost::system::error_code, int) { loop_.stop(); });
  engine_loop_.when_durable(on_ready);  // only now does a signal end it in good order
  loop_.run();
  const bool durable = engine_loop_.stop(patience_at_stop);
  if (durable) {
    spdlog::info("stopped");
  } else {
    spdlog::error("stopped before the disk took everything; none of that was acknowledged");
  }
  return durable;
}

}  // namespace beatwatch
