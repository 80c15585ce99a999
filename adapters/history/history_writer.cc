#include "adapters/history/history_writer.h"

#include <chrono>
#include <utility>

#include "adapters/history/history_rewind.h"
#include "engine/base/check.h"
#include "engine/base/overloaded.h"

namespace beatwatch {
namespace {

sqlite_database& rewound(sqlite_database& file, instant from) {
  rewind_history(file, from);
  return file;
}

}  // namespace

history_writer::history_writer(sqlite_database& file,
                               instant from,
                               knowledge made_of,
                               zone_finder find_zones)
    : file_(&rewound(file, from)),
      made_of_(made_of),
      find_zones_(std::move(find_zones)),
      zones_(file),
      levels_(file),
      red_times_(file),
      plans_(file),
      visits_(file, zones_),
      passes_(file, zones_),
      presence_(file, zones_, levels_, red_times_, from),
      trails_(file),
      incidents_(file),
      sources_(file),
      health_(file),
      now_(from) {}

void history_writer::begin_with(const std::shared_ptr<const zone_set>& in_force,
                                std::span<const std::string> known,
                                instant at,
                                const parameters& settings) {
  const local_plane plane{settings.plane};
  if (in_force != nullptr) {
    zones_.activate(*in_force, at, at, plane);
    red_times_.activate(in_force, at);
  }
  for (const std::string& hash : known) {
    zones_.add_superseded(*find_zones_(hash), at, plane);
  }
}

void history_writer::take(std::span<const event> events,
                          std::span<const change> changes,
                          const engine& engine,
                          const parameters& settings) {
  for (const event& one : events) {
    if (made_of_ == knowledge::as_told) {
      sources_.take(one, settings);
    }
    if (const auto* plan = std::get_if<plan_changed>(&one.body)) {
      plans_.take(*plan, one.received_at);
    }
    now_ = one.received_at;
  }
  for (const change& one : changes) {
    std::visit(
        overloaded{[&](const zones_changed& body) {
                     const auto set = find_zones_(body.hash);
                     check(set != nullptr, "the engine speaks of zones that were offered");
                     zones_.activate(*set, body.at, one.at, local_plane{settings.plane});
                     red_times_.activate(set, body.at);
                   },
                   [&](const visit_changed& body) { visits_.take(body, one.at); },
                   [&](const gate_passed& body) { passes_.take(body, one.at); },
                   [&](const unit_moved& body) { trails_.take(body, one.at); },
                   [&](const incident_updated& body) { incidents_.take(body.incident, one.at); },
                   [](const auto&) {}},
        one.body);
    if (made_of_ == knowledge::as_told) {
      take_health(one);
    }
  }
  presence_.take(engine, settings, now_);
}

void history_writer::take_health(const change& one) {
  std::visit(overloaded{[&](const source_counted& body) { sources_.take(body, one.at); },
                        [&](const source_health_changed& body) { health_.take(body, one.at); },
                        [&](const device_health_changed& body) { health_.take(body, one.at); },
                        [](const auto&) {}},
             one.body);
}

void history_writer::finish(const engine& engine, const parameters& settings) {
  if (made_of_ == knowledge::as_told) {
    sources_.finish();
  }
  presence_.finish(engine, settings, now_);
}

}  // namespace beatwatch
