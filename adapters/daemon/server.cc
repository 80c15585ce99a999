#include "adapters/daemon/server.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <set>
#include <utility>

#include "adapters/daemon/file_intake.h"
#include "adapters/daemon/json_intake.h"
#include "adapters/daemon/position_sources.h"
#include "adapters/daemon/restricted_memory.h"
#include "adapters/daemon/table_sources.h"
#include "adapters/daemon/tcp_intake.h"
#include "adapters/daemon/udp_intake.h"
#include "adapters/maps/map_store.h"

namespace beatwatch {
namespace {

constexpr std::chrono::seconds patience_at_stop{10};

std::set<std::string> joined(std::set<std::string> names, std::set<std::string> more) {
  names.merge(more);
  return names;
}

std::string limits_text(std::string_view format, const tcp_limits& limits) {
  return fmt::format(
      "{} over TCP, at most {} messages a second of one connection, {} connections, silent for {} "
      "s",
      format,
      limits.messages_per_s,
      limits.connections_max,
      std::chrono::duration<double>{limits.silence_max}.count());
}

std::string limits_text(const position_socket& socket) {
  return socket.tcp
             ? limits_text(to_string(socket.format), socket.limits)
             : fmt::format(
                   "{} over UDP, at most {} messages a second of one address, {} bytes waiting",
                   to_string(socket.format),
                   socket.limits.messages_per_s,
                   socket.receive_buffer_bytes);
}

// What is polled sets its own pace.
std::string limits_text(const polled_source& polled) {
  return fmt::format("asked every {} s", std::chrono::duration<double>{polled.period}.count());
}

std::optional<receiving_room> receiving(const std::unique_ptr<room>& kept) {
  return kept == nullptr ? std::nullopt : std::optional{kept->receiving()};
}

void make_owners_folder(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
}

// From the time when what is restricted was dropped.
void move_memory(const std::filesystem::path& from, const std::filesystem::path& to) {
  const std::vector<event_body> facts = read_restricted_memory(from);
  if (!facts.empty()) {
    append_restricted_memory(to, facts);
  }
  std::filesystem::remove(from);
}

room_endpoints endpoints_of(const room& each) {
  return {.feed = each.feed_endpoint(), .query = each.query_endpoint(), .web = each.web_endpoint()};
}

}  // namespace

server::server(config settings)
    : config_(std::move(settings)),
      maps_(prepare_maps(config_, config_.journal.folder)),
      file_rows_(read_files(config_.sources)),
      common_(config_, parts_for(web_loop_)),
      kept_(make_kept_room()),
      reception_(common_.receiving(),
                 receiving(kept_),
                 config_.restricted.names,
                 restricted_memory_of(config_)),
      ingest_socket_(loop_,
                     common_.context(),
                     {.endpoint = config_.server.ingest,
                      .keys = common_.keys(),
                      .sent_messages_max = static_cast<int>(ingest::waiting_replies_max)}),
      ingest_({.router = ingest_socket_,
               .events = reception_,
               .journal = common_.journal(),
               .rules = common_.rules(),
               .driven_clock = common_.clock().driven()},
              joined(names_of<native_source>(config_.sources),
                     joined(names_of<position_socket>(config_.sources),
                            names_of<json_socket>(config_.sources)))) {
  open_rejects();
  bind_sources();
  start();
}

server::~server() = default;

room_parts server::parts_for(asio::io_context& web) {
  return {.loop = loop_,
          .web = web,
          .maps = maps_,
          .roster_hash = roster_hash(file_rows_),
          .put_in_force = [this](const auto& zones, intake activation) {
            put_in_force(zones, std::move(activation));
          }};
}

std::unique_ptr<room> server::make_kept_room() {
  if (!config_.restricted.keep) {
    return nullptr;
  }
  config settings = config_of_kept_room(config_);
  make_owners_folder(settings.journal.folder);
  move_memory(config_.journal.folder / "restricted", restricted_memory_of(config_));
  if (maps_.roads != nullptr) {
    keep_roads(settings.journal.folder, settings.roads.file, maps_.roads->hash());
  }
  return std::make_unique<room>(std::move(settings), parts_for(kept_web_loop_));
}

void server::put_in_force(const std::shared_ptr<const zone_set>& zones, intake activation) {
  common_.know(zones);
  if (kept_ != nullptr) {
    kept_->know(zones);
  }
  reception_.take({std::move(activation)});
}

void server::open_rejects() {
  if (config_.rejects.folder.empty()) {
    return;
  }
  rejects_.emplace(config_.rejects, common_.clock().now());
  if (kept_ != nullptr) {
    reject_settings settings = config_.rejects;
    settings.folder = config_.restricted.keep->folder / "rejects";
    kept_rejects_.emplace(std::move(settings), kept_->clock().now());
  }
}

void server::bind_sources() {
  for (const source_config& source : config_.sources) {
    const intake_parts parts{
        .clock = common_.clock(),
        .events = reception_,
        .unusable = [this](const auto& name, const auto& record) { keep_unusable(name, record); }};
    if (const auto* json = std::get_if<json_socket>(&source.kind)) {
      intakes_.push_back(std::make_unique<json_intake>(loop_, source.name, *json, parts));
      spdlog::info("source {}: {}", source.name, limits_text("JSON on lines", json->limits));
    }
    if (const auto* polled = std::get_if<polled_source>(&source.kind)) {
      polled_.push_back(make_polled_intake(
          loop_, parts, source.name, *polled, reception_.last_source_seq(source.name)));
      spdlog::info("source {}: {}", source.name, limits_text(*polled));
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

// Whose record it is may not be known: while anybody is restricted it might be theirs.
void server::keep_unusable(const std::string& source, const unusable_record& record) {
  const bool hidden = reception_.hides_record(source, record.device, record.received_at);
  if (rejects_ && !hidden) {
    common_.events().count("rejects", "dropped", rejects_->keep(source, record));
  }
  if (kept_rejects_ && hidden) {
    kept_->events().count("rejects", "dropped", kept_rejects_->keep(source, record));
  }
}

void server::start() {
  const auto resume = [this] { ingest_socket_.resume(); };
  common_.start(resume);
  if (kept_ != nullptr) {
    kept_->start(resume);
  }
  reception_.take_rows(std::exchange(file_rows_, {}));
  asio::co_spawn(loop_, ingest_socket_.run(ingest_), asio::detached);
  for (const auto& intake : intakes_) {
    intake->start();
  }
  for (const auto& polled : polled_) {
    polled->start();
  }
}

server_endpoints server::endpoints() const {
  server_endpoints all{
      .ingest = ingest_socket_.endpoint(), .common = endpoints_of(common_), .udp = {}, .tcp = {}};
  if (kept_ != nullptr) {
    all.restricted = endpoints_of(*kept_);
  }
  for (const auto& intake : intakes_) {
    auto& of_kind = intake->is_tcp() ? all.tcp : all.udp;
    of_kind[intake->name()] = intake->endpoint();
  }
  return all;
}

bool server::serve(const std::function<void()>& on_ready) {
  asio::signal_set signals(loop_, SIGINT, SIGTERM);
  signals.async_wait([this](boost::system::error_code, int) { loop_.stop(); });
  reception_.when_durable(on_ready);  // only now does a signal end it in good order
  loop_.run();
  bool durable = common_.stop(patience_at_stop);
  if (kept_ != nullptr) {
    durable = kept_->stop(patience_at_stop) && durable;
  }
  if (durable) {
    spdlog::info("stopped");
  } else {
    spdlog::error("stopped before the disk took everything; none of that was acknowledged");
  }
  return durable;
}

}  // namespace beatwatch
