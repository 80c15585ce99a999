#pragma once
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/feeds/feed_item.h"

namespace beatwatch {

/// What holds now, as the messages that say so, in the form of `Message`: what a console that joins
/// has to be told. Bounded by what there is: units and sources heard of, zones in force, visits not
/// settled yet, incidents not closed; the rest leaves by the effects of `feed_item`.
template <class Message>
class situation_of {
 public:
  struct topic_content {
    std::uint64_t newest_number = 0;          ///< of the last message of the topic, kept or not
    std::map<std::string, Message> messages;  ///< by key

    template <class Archive>
    friend void fields(Archive& a, topic_content& c) {
      a(c.newest_number, c.messages);
    }
  };
  using topic_map = std::map<std::string, topic_content>;

  /// `message` is the item in the form that is kept.
  void apply(const feed_item& item, Message message) {
    newest_number_ = item.number;
    topic_content& content = topics_[item.topic];
    content.newest_number = item.number;
    if (item.effect == situation_effect::keep) {
      content.messages[item.key] = std::move(message);
    } else if (item.effect == situation_effect::drop) {
      content.messages.erase(item.key);
    }
    for (const ended_content& ended : item.ended) {
      if (ended.key.empty()) {
        topics_.erase(ended.topic);
      } else if (const auto found = topics_.find(ended.topic); found != topics_.end()) {
        found->second.messages.erase(ended.key);
      }
    }
  }

  /// In order of topics.
  [[nodiscard]] const topic_map& topics() const { return topics_; }
  /// The newest message applied.
  [[nodiscard]] std::uint64_t newest_number() const { return newest_number_; }

  template <class Archive>
  friend void fields(Archive& a, situation_of& s) {
    a(s.newest_number_, s.topics_);
  }

 private:
  std::uint64_t newest_number_ = 0;
  topic_map topics_;
};

/// Of messages as the feed sends them.
class situation : public situation_of<std::string> {
 public:
  using situation_of::apply;
  void apply(const feed_item& item) { apply(item, item.body); }

  /// The newest in all topics that begin with `prefix`; 0: none.
  [[nodiscard]] std::uint64_t newest_number_below(std::string_view prefix) const;
};

/// The topics that begin with `prefix`, as a range of `topics`.
[[nodiscard]] std::pair<situation::topic_map::const_iterator, situation::topic_map::const_iterator>
topics_below(const situation::topic_map& topics, std::string_view prefix);

}  // namespace beatwatch
