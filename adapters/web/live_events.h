#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/feeds/feed_item.h"
#include "adapters/feeds/situation.h"
#include "adapters/transport/asio.h"
#include "adapters/transport/http_server.h"
#include "adapters/web/live_item.h"

namespace beatwatch {

/// Where a page stands: what it was told up to here, in this run of the server.
struct event_position {
  std::uint32_t run = 0;
  std::uint64_t number = 0;
  friend bool operator==(const event_position&, const event_position&) = default;
};

/// "3-12345", the id of a server-sent event, and back; empty for anything else.
std::string to_event_id(event_position at);
std::optional<event_position> parse_event_id(std::string_view id);

/// Whom a stream is for.
struct event_listener {
  std::function<bool(std::string_view topic)> may_know;
  std::function<bool()> may_stay;  ///< asked once a second; false: the stream ends
};

/// The feed as server-sent events (WHATWG HTML, section 9.2). One stream for each window:
///
///   event: snapshot   {"items": [...], "part": 0, "last": false}   what holds now, in parts
///   event: items      {"items": [...]}                             what changed since
///   event: heartbeat  a Heartbeat, once a second
///
/// Items are those of `item_to_json`. A snapshot comes first, unless the position that the page
/// names is among the newest changes: then it goes on from there. At the first part of a snapshot a
/// page forgets what it had. An event carries its position as its id, a snapshot in its last part.
///
/// A client is asked when it has taken what it was sent, and is then given what changed meanwhile:
/// of messages that replace each other only the newest. One that has fallen behind all that is kept
/// gets a snapshot. So nobody is held up by a slow client, and what it costs does not grow.
class live_events {
 public:
  /// The newest `items_kept` changes are kept.
  live_events(asio::io_context& loop, std::uint32_t run, std::size_t items_kept = 50'000);

  /// What holds now, in place of all that was taken before: every window gets a snapshot of it.
  /// Bodies are messages of the schema.
  void restore(const situation& now);
  void take(std::vector<feed_item> items);
  /// As JSON.
  void beat(std::string heartbeat);

  std::shared_ptr<http_stream> join(event_listener whom, std::optional<event_position> after);

 private:
  class stream;

  using shared_item = std::shared_ptr<const live_item>;

  void wake_all();

  asio::io_context& loop_;
  std::uint32_t run_;
  std::size_t items_kept_;
  situation_of<shared_item> now_;
  std::deque<shared_item> changes_;  ///< the newest
  std::uint64_t newest_ = 0;         ///< number of the last change, kept or not
  std::uint64_t changes_after_ = 0;  ///< every change after this number is there
  std::string heartbeat_;
  std::uint64_t beats_ = 0;
  std::vector<std::weak_ptr<stream>> streams_;
};

}  // namespace beatwatch
