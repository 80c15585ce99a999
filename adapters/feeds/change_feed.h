#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "adapters/feeds/feed_item.h"
#include "adapters/feeds/situation.h"
#include "adapters/feeds/topic.h"
#include "beatwatch/v1/feed.pb.h"
#include "engine/change.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// Turns changes into messages: topic, encoding, numbers without holes. A function of the changes
/// alone, so that numbers go on over a restart.
///
/// What it says ends in time, so that the situation stays bounded: a visit with its settlement or
/// withdrawal, an incident and its suggestion with its closing, the presence and visits of a zone
/// with the zone set that has it, a unit named by its device when a roster names it.
class change_feed {
 public:
  /// Number of the server's run, part of each message.
  explicit change_feed(std::uint32_t run) : run_(run) {}

  /// Makes a zone set known for the `zones_changed` that names it.
  void offer(std::shared_ptr<const zone_set> zones);
  /// Goes on where `s` stands; `zones_hash` is the set in force, empty: none.
  void restore(const situation& s, const std::string& zones_hash);

  void encode(std::span<const change> changes, std::vector<feed_item>& items);

  /// Hash of the zone set in force; empty: none.
  [[nodiscard]] const std::string& zones_hash() const { return zones_hash_; }

 private:
  void encode_one(const change& c, feed_item& item);
  void put_zones_in_force(const std::string& hash);
  [[nodiscard]] std::vector<ended_content> ended_by(const change_body& body);
  [[nodiscard]] std::vector<ended_content> zones_not_in_force() const;

  std::uint32_t run_;
  std::map<std::string, std::shared_ptr<const zone_set>> zone_sets_;
  std::string zones_hash_;
  topic_namer namer_;
  std::uint64_t newest_number_ = 0;
  std::map<std::string, std::uint64_t> newest_in_topic_;
  v1::FeedMessage message_;  ///< reused
};

}  // namespace beatwatch
