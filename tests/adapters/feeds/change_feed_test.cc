#include "adapters/feeds/change_feed.h"

#include <gtest/gtest.h>

#include <random>

#include "engine/base/archive.h"
#include "tests/support/zones.h"

namespace beatwatch {
namespace {

std::shared_ptr<const zone_set> zones_named(const std::vector<std::string>& names,
                                            const std::string& hash) {
  std::vector<zone> zones;
  for (const std::string& name : names) {
    zones.push_back(square_zone(name, {{"north"}}));
  }
  return std::make_shared<const zone_set>(std::move(zones), hash);
}

v1::FeedMessage parse(const std::string& body) {
  v1::FeedMessage message;
  EXPECT_TRUE(message.ParseFromString(body));
  return message;
}

class change_feeds : public ::testing::Test {
 protected:
  // Encodes one change and applies it to the situation.
  feed_item publish(change_body body) {
    const change c{.at = ms_to_instant(1), .body = std::move(body)};
    std::vector<feed_item> items;
    feed_.encode({&c, 1}, items);
    situation_.apply(items.at(0));
    return items.at(0);
  }

  [[nodiscard]] std::vector<std::string> kept() const {
    std::vector<std::string> keys;
    for (const auto& [topic, content] : situation_.topics()) {
      for (const auto& [key, message] : content.messages) {
        keys.push_back(topic + key);
      }
    }
    return keys;
  }

  change_feed feed_{7};
  situation situation_;
};

using keys = std::vector<std::string>;

TEST_F(change_feeds, number_all_messages_without_holes_and_link_those_of_a_topic) {
  EXPECT_EQ(parse(publish(unit_moved{.unit = "A1"}).body).number(), 1u);
  EXPECT_EQ(parse(publish(unit_moved{.unit = "B2"}).body).number(), 2u);
  const v1::FeedMessage third = parse(publish(unit_status_changed{.unit = "A1"}).body);
  EXPECT_EQ(third.number(), 3u);
  EXPECT_EQ(third.previous_in_topic(), 1u);
  EXPECT_EQ(third.run(), 7u);
  EXPECT_EQ(parse(publish(unit_moved{.unit = "B2"}).body).previous_in_topic(), 2u);
  EXPECT_EQ(situation_.newest_number(), 4u);
  EXPECT_EQ(situation_.newest_number_below("unit/A1/"), 3u);
  EXPECT_EQ(situation_.newest_number_below(""), 4u);
  EXPECT_EQ(situation_.newest_number_below("visit/"), 0u);
}

TEST_F(change_feeds, keep_one_message_of_each_kind_per_unit) {
  publish(unit_moved{.unit = "A1"});
  publish(unit_moved{.unit = "A1"});
  publish(unit_status_changed{.unit = "A1"});
  EXPECT_EQ(kept(), (keys{"unit/A1/moved", "unit/A1/status"}));
}

TEST_F(change_feeds, keep_the_visits_of_a_zone_side_by_side_until_they_are_settled) {
  publish(visit_changed{.id = 1, .zone = "z", .state = visit_state::open});
  publish(visit_changed{.id = 2, .zone = "z", .state = visit_state::open});
  publish(visit_changed{.id = 1, .zone = "z", .state = visit_state::closed});
  EXPECT_EQ(kept().size(), 2u);
  publish(visit_changed{.id = 1, .zone = "z", .state = visit_state::settled});
  EXPECT_EQ(kept(), (keys{"visit/z/0000000000000002"}));
  publish(visit_changed{.id = 2, .zone = "z", .state = visit_state::withdrawn});
  EXPECT_TRUE(kept().empty());
  EXPECT_EQ(parse(publish(visit_changed{.id = 3, .zone = "z"}).body).previous_in_topic(), 5u)
      << "the topic's numbers go on";
}

TEST_F(change_feeds, keep_the_passes_of_a_gate_side_by_side_until_they_are_settled) {
  publish(gate_passed{.id = 1, .gate = "g", .state = visit_state::closed});
  publish(gate_passed{.id = 2, .gate = "g", .state = visit_state::closed});
  EXPECT_EQ(kept(), (keys{"gate/g/0000000000000001", "gate/g/0000000000000002"}));
  publish(gate_passed{.id = 1, .gate = "g", .state = visit_state::settled});
  publish(gate_passed{.id = 2, .gate = "g", .state = visit_state::withdrawn});
  EXPECT_TRUE(kept().empty());
}

TEST_F(change_feeds, let_a_closed_incident_go_with_its_suggestion) {
  publish(incident_updated{.incident = {.name = "I-1"}});
  publish(suggestion_made{.suggestion = {.incident = "I-1"}});
  publish(incident_updated{.incident = {.name = "I-2"}});
  publish(incident_updated{.incident = {.name = "I-1", .closed_at = ms_to_instant(5)}});
  EXPECT_EQ(kept(), (keys{"incident/I-2/incident"}));
}

TEST_F(change_feeds, let_a_unit_named_by_its_device_go_when_a_roster_names_it) {
  publish(unknown_device_seen{.device = "cars/7"});
  publish(unit_moved{.unit = "cars/7", .device = "cars/7"});
  publish(unknown_device_seen{.device = "cars/8"});
  publish(unit_moved{.unit = "A1", .device = "cars/7", .rostered = true});
  EXPECT_EQ(kept(), (keys{"source/cars/unknown/cars/8", "unit/A1/moved"}));
}

TEST_F(change_feeds, keep_a_pair_while_it_is_together_and_a_doubt_until_it_is_over) {
  publish(crew_changed{.device = "cars/7", .with_device = "cars/8", .together = true});
  publish(crew_changed{.device = "cars/7", .with_device = "cars/9", .together = true});
  publish(holder_doubted{.device = "cars/7", .doubt = holder_doubt::no_call_sign});
  EXPECT_EQ(kept(),
            (keys{"crew/cars/7/doubt", "crew/cars/7/with/cars/8", "crew/cars/7/with/cars/9"}));
  publish(crew_changed{.device = "cars/7", .with_device = "cars/8", .together = false});
  publish(holder_doubted{.device = "cars/7", .doubt = holder_doubt::none});
  EXPECT_EQ(kept(), (keys{"crew/cars/7/with/cars/9"}));
}

TEST_F(change_feeds, keep_the_last_signal_of_each_kind_and_the_last_health) {
  publish(device_signalled{.unit = "A1", .signal = device_signal::emergency});
  publish(device_signalled{.unit = "A1", .signal = device_signal::status});
  publish(device_signalled{.unit = "A1", .signal = device_signal::status});
  publish(source_health_changed{.source = "cars", .silent = true});
  publish(source_health_changed{.source = "cars", .silent = false});
  publish(device_health_changed{.device = "cars/7", .health = device_health::no_fix});
  EXPECT_EQ(kept(),
            (keys{"source/cars/health",
                  "source/cars/7/health",
                  "unit/A1/signal/emergency",
                  "unit/A1/signal/status"}));
}

TEST_F(change_feeds, keep_no_occurrence) {
  publish(ping_rejected{.source = "cars", .device = "7"});
  EXPECT_TRUE(kept().empty());
  EXPECT_EQ(situation_.newest_number_below("source/"), 1u);
}

TEST_F(change_feeds, let_zones_go_with_the_set_that_has_them) {
  feed_.offer(zones_named({"a", "b"}, "old"));
  feed_.offer(zones_named({"b", "c"}, "new"));
  publish(zones_changed{.hash = "old"});
  publish(presence_changed{.zone = "a"});
  publish(visit_changed{.id = 1, .zone = "a"});
  publish(presence_changed{.zone = "b"});
  publish(zones_changed{.hash = "new"});
  EXPECT_EQ(kept(), (keys{"map/zones/zones", "presence/north/b/presence"}));
  EXPECT_EQ(feed_.zones_hash(), "new");
}

TEST_F(change_feeds, go_on_with_the_same_numbers_after_a_restart) {
  std::mt19937 random(3);
  const auto next_body = [&random]() -> change_body {
    const std::string name(1, static_cast<char>('a' + random() % 4));
    switch (random() % 4) {
      case 0:
        return unit_moved{.unit = name};
      case 1:
        return visit_changed{
            .id = random() % 5, .zone = name, .state = static_cast<visit_state>(random() % 4)};
      case 2:
        return incident_updated{.incident = {.name = name,
                                             .closed_at = random() % 2 == 0
                                                              ? std::optional{ms_to_instant(5)}
                                                              : std::nullopt}};
      default:
        return source_counted{.source = name, .reason = "lost"};
    }
  };
  for (int i = 0; i < 500; ++i) {
    publish(next_body());
  }
  std::vector<std::byte> bytes;
  byte_writer writer(bytes);
  writer(situation_);
  situation restored;
  byte_reader reader(bytes);
  reader(restored);
  ASSERT_TRUE(reader.ok() && reader.at_end());
  change_feed restarted(7);
  restarted.restore(restored, "");
  for (int i = 0; i < 200; ++i) {
    const change c{.at = ms_to_instant(i), .body = next_body()};
    std::vector<feed_item> undisturbed;
    std::vector<feed_item> after;
    feed_.encode({&c, 1}, undisturbed);
    restarted.encode({&c, 1}, after);
    ASSERT_EQ(after[0].topic, undisturbed[0].topic);
    ASSERT_EQ(after[0].body, undisturbed[0].body) << i;
  }
}

}  // namespace
}  // namespace beatwatch
