#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace beatwatch {

/// What a message means to the picture of what holds now.
enum class situation_effect : std::uint8_t {
  keep,  ///< holds until a message with the same topic and key replaces it
  drop,  ///< what that key held holds no longer
  pass,  ///< an occurrence; nothing holds because of it
};

/// What holds no longer because of a message about something else.
struct ended_content {
  std::string topic;
  std::string key;  ///< empty: the whole topic
};

/// One message of the feed: numbered, encoded, and held until the events behind it are on disk.
struct feed_item {
  std::uint64_t number = 0;
  std::string topic;
  std::string body;  ///< a FeedMessage
  situation_effect effect = situation_effect::pass;
  std::string key;                   ///< within the topic; not empty unless `pass`
  std::vector<ended_content> ended;  ///< after `effect`
};

template <class Archive>
void fields(Archive& a, ended_content& e) {
  a(e.topic, e.key);
}

template <class Archive>
void fields(Archive& a, feed_item& i) {
  a(i.number, i.topic, i.body, i.effect, i.key, i.ended);
}

}  // namespace beatwatch
