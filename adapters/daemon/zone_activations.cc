#include "adapters/daemon/zone_activations.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <memory>

#include "adapters/maps/shown_error.h"
#include "engine/event.h"

namespace beatwatch {

std::optional<zone_activations::refusal> zone_activations::activate(const std::string& client,
                                                                    const std::string& hash,
                                                                    instant at) {
  const auto& known = parts_.memory.zone_activations();
  const auto same = known.find(at);
  if (same != known.end() && same->second == hash) {
    return std::nullopt;
  }
  if (at < parts_.events.now()) {
    return refusal{v1::ERROR_CODE_TOO_LATE,
                   "the instant has passed: what was counted stays as it was; a replay with other "
                   "zones tells what would have been"};
  }
  const auto set = parts_.memory.find_zones(hash);
  if (set == nullptr) {
    return prepare(hash);
  }
  parts_.put_in_force(set,
                      {.source = client.empty() ? "zones" : client,
                       .source_seq = 0,
                       .body = zones_activated{.hash = hash, .at = at}});
  return std::nullopt;
}

std::optional<zone_activations::refusal> zone_activations::prepare(const std::string& hash) {
  if (const auto told = refused_.extract(hash)) {
    return refusal{v1::ERROR_CODE_NOT_FOUND, told.mapped()};
  }
  if (preparing_) {
    return refusal{v1::ERROR_CODE_UNAVAILABLE, "a zone set is being prepared: ask again"};
  }
  preparing_ = hash;
  asio::post(worker_, [this, hash, store = parts_.store] {
    auto read = std::make_shared<prepared_zones>();
    std::string trouble;
    try {
      *read = read_stored_zones(store, hash);
    } catch (const std::exception& error) {
      trouble = error.what();
    }
    asio::post(parts_.loop, [this, hash, read, trouble] {
      preparing_.reset();
      if (trouble.empty()) {
        finish(hash, *read);
      } else {
        spdlog::warn("zone set {}: {}", hash, trouble);
        refused_[hash] = without_path(trouble, parts_.store);
      }
    });
  });
  return refusal{v1::ERROR_CODE_UNAVAILABLE, "the zone set is being prepared: ask again"};
}

void zone_activations::finish(const std::string& hash, const prepared_zones& read) {
  if (read.plane != parts_.plane) {
    refused_[hash] = "the zone set was imported for another origin of the plane: import it again";
    return;
  }
  spdlog::info("zone set {}: {} zones, prepared", hash, read.zones->zones.size());
  parts_.memory.offer(read.zones);
}

std::vector<std::pair<instant, std::string>> zone_activations::in_force_and_to_come() const {
  const auto& all = parts_.memory.zone_activations();
  auto first = all.upper_bound(parts_.events.now());
  if (first != all.begin()) {
    --first;
  }
  return {first, all.end()};
}

std::uint32_t zone_activations::size_of(const std::string& hash) const {
  const auto set = parts_.memory.find_zones(hash);
  return set == nullptr ? 0 : static_cast<std::uint32_t>(set->zones.size());
}

}  // namespace beatwatch
