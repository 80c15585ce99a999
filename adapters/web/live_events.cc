#include "adapters/web/live_events.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

namespace beatwatch {
namespace {

constexpr std::size_t piece_bytes = std::size_t{256} << 10U;

std::string event_text(std::string_view event,
                       const std::string& data,
                       const std::optional<event_position>& at) {
  std::string text;
  if (at) {
    text += "id: " + to_event_id(*at) + '\n';
  }
  text += "event: ";
  text += event;
  text += "\ndata: " + data + "\n\n";
  return text;
}

void append_item(std::string& items, const std::string& json) {
  if (!items.empty()) {
    items += ',';
  }
  items += json;
}

template <typename T>
bool read_number(std::string_view text, T& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::string to_event_id(event_position at) {
  return std::to_string(at.run) + '-' + std::to_string(at.number);
}

std::optional<event_position> parse_event_id(std::string_view id) {
  const auto dash = id.find('-');
  event_position at;
  if (dash == std::string_view::npos || !read_number(id.substr(0, dash), at.run) ||
      !read_number(id.substr(dash + 1), at.number)) {
    return std::nullopt;
  }
  return at;
}

class live_events::stream : public http_stream {
 public:
  stream(asio::io_context& loop,
         live_events& of,
         event_listener whom,
         std::optional<event_position> after)
      : http_stream(loop), of_(of), whom_(std::move(whom)) {
    if (after && after->run == of.run_ && after->number <= of.newest_) {
      told_ = after->number;
    }
  }

  std::string take() override {
    std::string text;
    if (beats_ != of_.beats_) {
      stays_ = whom_.may_stay();
    }
    if (!stays_) {
      return text;
    }
    if (!told_ || *told_ < of_.changes_after_) {
      text = next_of_snapshot();
    } else if (*told_ < of_.newest_) {
      text = changes();
    }
    if (beats_ != of_.beats_) {
      beats_ = of_.beats_;
      text += event_text("heartbeat", of_.heartbeat_, std::nullopt);
    }
    return text;
  }

  [[nodiscard]] bool goes_on() const override { return stays_; }

 private:
  // Changes that come between two parts are told again after the last one: whoever applies them in
  // order ends where they end.
  std::string next_of_snapshot() {
    if (!snapshot_) {
      snapshot_ = {.number = of_.newest_, .part = 0, .topic = {}};
    }
    std::string items;
    const auto& topics = of_.now_.topics();
    auto topic = snapshot_->part == 0 ? topics.begin() : topics.upper_bound(snapshot_->topic);
    for (; topic != topics.end() && items.size() < piece_bytes; ++topic) {
      snapshot_->topic = topic->first;
      if (whom_.may_know(topic->first)) {
        for (const auto& [key, message] : topic->second.messages) {
          append_item(items, message->json());
        }
      }
    }
    const bool last = topic == topics.end();
    std::optional<event_position> at;
    const std::string data = "{\"items\":[" + items +
                             "],\"part\":" + std::to_string(snapshot_->part++) +
                             ",\"last\":" + (last ? "true" : "false") + '}';
    if (last) {
      told_ = snapshot_->number;
      at = {.run = of_.run_, .number = *told_};
      snapshot_.reset();
    }
    return event_text("snapshot", data, at);
  }

  // From the newest back, so that of what replaces each other one is left.
  std::string changes() {
    const auto first = std::upper_bound(
        of_.changes_.begin(),
        of_.changes_.end(),
        *told_,
        [](std::uint64_t n, const shared_item& i) { return n < i->item().number; });
    std::vector<const live_item*> left;
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (auto i = of_.changes_.end(); i != first;) {
      --i;
      const feed_item& item = (*i)->item();
      if (whom_.may_know(item.topic) &&
          (item.effect == situation_effect::pass || !item.ended.empty() ||
           seen.emplace(item.topic, item.key).second)) {
        left.push_back(i->get());
      }
    }
    told_ = of_.newest_;
    if (left.empty()) {
      return {};
    }
    std::string items;
    for (auto i = left.rbegin(); i != left.rend(); ++i) {
      append_item(items, (*i)->json());
    }
    return event_text(
        "items", "{\"items\":[" + items + "]}", event_position{.run = of_.run_, .number = *told_});
  }

  struct snapshot_place {
    std::uint64_t number = 0;
    std::size_t part = 0;
    std::string topic;  ///< the last one that was told
  };

  live_events& of_;
  event_listener whom_;
  bool stays_ = true;
  std::optional<std::uint64_t> told_;  ///< up to here; empty: nothing yet
  std::optional<snapshot_place> snapshot_;
  std::uint64_t beats_ = 0;
};

live_events::live_events(asio::io_context& loop, std::uint32_t run, std::size_t items_kept)
    : loop_(loop), run_(run), items_kept_(items_kept) {}

void live_events::restore(const situation& now) {
  now_ = {};
  changes_.clear();
  for (const auto& [topic, content] : now.topics()) {
    for (const auto& [key, body] : content.messages) {
      const auto held = std::make_shared<live_item>(feed_item{.number = content.newest_number,
                                                              .topic = topic,
                                                              .body = body,
                                                              .effect = situation_effect::keep,
                                                              .key = key,
                                                              .ended = {}});
      now_.apply(held->item(), held);
    }
  }
  newest_ = now.newest_number();
  changes_after_ = newest_;
  wake_all();
}

void live_events::take(std::vector<feed_item> items) {
  for (feed_item& item : items) {
    const auto taken = std::make_shared<live_item>(std::move(item));
    now_.apply(taken->item(), taken);
    newest_ = taken->item().number;
    changes_.push_back(taken);
    if (changes_.size() > items_kept_) {
      changes_after_ = changes_.front()->item().number;
      changes_.pop_front();
    }
  }
  wake_all();
}

void live_events::beat(std::string heartbeat) {
  heartbeat_ = std::move(heartbeat);
  ++beats_;
  wake_all();
}

std::shared_ptr<http_stream> live_events::join(event_listener whom,
                                               std::optional<event_position> after) {
  auto joined = std::make_shared<stream>(loop_, *this, std::move(whom), after);
  streams_.push_back(joined);
  return joined;
}

void live_events::wake_all() {
  std::erase_if(streams_, [](const std::weak_ptr<stream>& s) { return s.expired(); });
  for (const auto& weak : streams_) {
    if (const auto open = weak.lock()) {
      open->wake();
    }
  }
}

}  // namespace beatwatch
