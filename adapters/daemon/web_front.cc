#include "adapters/daemon/web_front.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

#include "adapters/records/live_view.h"
#include "adapters/web/feed_json.h"

namespace beatwatch {
namespace {

constexpr std::string_view counted_as = "web";

}  // namespace

web_front::web_front(const web_config& settings,
                     web_front_parts parts,
                     const run_header& run,
                     force_words force,
                     zone_set_store zone_sets)
    : parts_(parts),
      logins_(settings.logins),
      files_(settings.page.empty() ? page_files{} : page_files{settings.page}),
      tiles_(settings.tiles.empty() ? std::nullopt : std::optional<map_tiles>{settings.tiles}),
      sessions_(settings.sessions),
      events_(parts.web, run.run),
      handover_({.engine = parts.engine,
                 .windows = parts.web,
                 .events = events_,
                 .released = parts.released,
                 .on_behind =
                     [this] {
                       spdlog::warn(
                           "web: behind what is published: it starts anew from what holds");
                       parts_.events.count(counted_as, "behind", 1);
                     }}),
      zones_(zone_sets.plane),
      force_(std::move(force)),
      zone_sets_(std::move(zone_sets)),
      service_({.loop = parts.web,
                .backend = *this,
                .logins = logins_,
                .files = files_,
                .tiles = tiles_ ? &*tiles_ : nullptr,
                .sessions = sessions_,
                .events = events_,
                .zones = zones_,
                .force = force_,
                .zone_sets = zone_sets_,
                .build = run.build,
                .secure_cookie = settings.secure_cookie}),
      server_(parts.web,
              {asio::ip::make_address(settings.address), settings.port},
              http_limits{},
              settings.tls ? std::optional{make_tls_context(*settings.tls)} : std::nullopt,
              service_),
      engine_now_(parts.events.now()) {}

web_front::~web_front() { parts_.web.stop(); }

void web_front::start() {
  events_.restore(parts_.released);
  server_.start();
  thread_ = std::jthread([this] {
    const auto work = asio::make_work_guard(parts_.web);
    parts_.web.run();
  });
}

void web_front::beat(const v1::Heartbeat& heartbeat) {
  journal_writable_ = heartbeat.journal_writable();
  engine_now_ = ms_to_instant(heartbeat.engine_now_ms());
  asio::post(parts_.web, [this, heartbeat] { events_.beat(message_to_json(heartbeat)); });
}

void web_front::use(std::shared_ptr<const zone_set> zones) {
  asio::post(parts_.web, [this, zones = std::move(zones)] { zones_.use(zones); });
}

void web_front::ask(const account* who, v1::Request request, std::function<void(v1::Reply)> then) {
  asio::post(parts_.engine, [this, who, request = std::move(request), then = std::move(then)] {
    parts_.questions.ask({.who = who, .way = look_way::page}, request, then);
  });
}

void web_front::choose(const account& who,
                       std::string incident,
                       std::string unit,
                       std::function<void(v1::Reply)> then) {
  asio::post(
      parts_.engine,
      [this, &who, incident = std::move(incident), unit = std::move(unit), then = std::move(then)] {
        parts_.questions.choose(who, incident, unit, then);
      });
}

void web_front::record_live_view(const account& who,
                                 std::optional<instant> from,
                                 std::function<void(std::optional<instant>)> then) {
  asio::post(parts_.engine, [this, &who, from, then = std::move(then)] {
    const instant now = parts_.events.now();
    const interval window = from ? live_window_after(*from, now) : live_window(now);
    parts_.records.record(
        {.at = now,
         .who = who.name,
         .way = look_way::page,
         .unit = {},
         .window = window,
         .what = "events"},
        [window, then](bool kept) { then(kept ? std::optional{window.to} : std::nullopt); });
  });
}

instant web_front::wall_now() {
  return std::chrono::time_point_cast<duration>(std::chrono::system_clock::now());
}

void web_front::count(std::string_view reason) {
  asio::post(parts_.engine,
             [this, reason = std::string{reason}] { parts_.events.count(counted_as, reason, 1); });
}

}  // namespace beatwatch
