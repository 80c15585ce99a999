#include "adapters/daemon/publication.h"

#include <chrono>
#include <optional>
#include <utility>

namespace beatwatch {
namespace {

constexpr std::string_view heartbeat_word = "heartbeat/";
constexpr std::chrono::seconds heartbeat_interval{1};

// What a subscription wants to know the newest number of; empty: it is of no heartbeat.
std::optional<std::string_view> watched_by(std::string_view prefix) {
  if (prefix.empty()) {
    return prefix;
  }
  return prefix.starts_with(heartbeat_word) ? std::optional{prefix.substr(heartbeat_word.size())}
                                            : std::nullopt;
}

}  // namespace

publication::publication(asio::io_context& loop, publication_parts parts)
    : loop_(loop), parts_(std::move(parts)), timer_(loop), looks_(parts_.records) {}

void publication::start() {
  asio::co_spawn(loop_, parts_.publisher.run(*this), asio::detached);
  keep_beating();
}

bool publication::subscribe(std::string_view client, std::string_view prefix) {
  const auto watched = watched_by(prefix);
  const bool allowed = parts_.rules.may_subscribe(client, watched.value_or(prefix));
  looks_.begin(client, prefix, allowed, parts_.clock.now());
  if (!watched) {
    return allowed;
  }
  // Watched also for a client that may not: `unsubscribe` will not tell which one left.
  const bool known = watch_.add(*watched, parts_.released.newest_number_below(*watched));
  return known && allowed;
}

void publication::unsubscribe(std::string_view prefix) {
  looks_.end(prefix);
  if (const auto watched = watched_by(prefix)) {
    watch_.remove(*watched);
  }
}

void publication::cut_off(std::uint64_t subscribers) {
  parts_.loop.count("feed", "cut_off", subscribers);
}

void publication::release(std::vector<feed_item> items) {
  std::vector<published_message> messages;
  messages.reserve(items.size());
  for (feed_item& item : items) {
    parts_.released.apply(item);
    watch_.note(item.topic, item.number);
    messages.push_back({.topic = std::move(item.topic), .body = std::move(item.body)});
  }
  parts_.publisher.publish(messages);
}

void publication::send_heartbeats() {
  std::vector<published_message> messages;
  v1::Heartbeat heartbeat;
  parts_.describe(heartbeat);
  heartbeat.set_newest_number(parts_.released.newest_number());
  parts_.beat(heartbeat);
  watch_.for_each([&](const std::string& prefix, std::uint64_t newest) {
    heartbeat.set_prefix(prefix);
    heartbeat.set_newest_in_prefix(newest);
    messages.push_back(
        {.topic = std::string(heartbeat_word) + prefix, .body = heartbeat.SerializeAsString()});
  });
  parts_.publisher.publish(messages);
}

void publication::keep_beating() {
  send_heartbeats();
  looks_.go_on(parts_.clock.now());
  timer_.expires_after(heartbeat_interval);
  timer_.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled) {
      keep_beating();
    }
  });
}

}  // namespace beatwatch
