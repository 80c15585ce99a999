#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "adapters/feeds/feed_item.h"

namespace beatwatch {

/// What holds now, as the messages that say so: what a console that joins has to be told. Bounded
/// by what there is: units and sources heard of, zones in force, visits not settled yet, incidents
/// not closed; the rest leaves by the effects of `feed_item`.
class situation {
 public:
  struct topic_content {
    std::uint64_t newest_number = 0;              ///< of the last message of the topic, kept or not
    std::map<std::string, std::string> messages;  ///< by key
  };
  using topic_map = std::map<std::string, topic_content>;

  void apply(const feed_item& item);

  /// In order of topics.
  [[nodiscard]] const topic_map& topics() const { return topics_; }
  /// The newest message applied.
  [[nodiscard]] std::uint64_t newest_number() const { return newest_number_; }
  /// The newest in all topics that begin with `prefix`; 0: none.
  [[nodiscard]] std::uint64_t newest_number_below(std::string_view prefix) const;

  template <class Archive>
  friend void fields(Archive& a, situation& s) {
    a(s.newest_number_, s.topics_);
  }

 private:
  std::uint64_t newest_number_ = 0;
  topic_map topics_;
};

template <class Archive>
void fields(Archive& a, situation::topic_content& c) {
  a(c.newest_number, c.messages);
}

/// The topics that begin with `prefix`, as a range of `topics`.
[[nodiscard]] std::pair<situation::topic_map::const_iterator, situation::topic_map::const_iterator>
topics_below(const situation::topic_map& topics, std::string_view prefix);

}  // namespace beatwatch
