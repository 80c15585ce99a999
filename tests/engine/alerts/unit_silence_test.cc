#include "engine/alerts/unit_silence.h"

#include <gtest/gtest.h>

#include <vector>

namespace beatwatch {
namespace {

constexpr instant start = ms_to_instant(1'800'000'000'000);
constexpr duration while_ago = std::chrono::minutes{5};

// On its way to a scene 3 km off, with a radio and a tracker that are both silent.
struct sent_unit {
  std::vector<carried_device> devices{{true}, {true}};
  watched_unit unit;
  sent_unit() {
    unit.status = unit_status::en_route;
    unit.status_since = start - while_ago;
    unit.devices = devices;
    unit.last_seen = rough_place{{0, 0}, 15.0};
    unit.last_seen_at = start;
    unit.scene = rough_place{{3'000'000, 0}, 0.0};
  }
};

TEST(unit_silence, is_an_alarm_of_who_was_sent_somewhere) {
  sent_unit sent;
  EXPECT_TRUE(is_silent_alarm(sent.unit));
  for (const unit_status resting : {unit_status::unknown,
                                    unit_status::off_duty,
                                    unit_status::available,
                                    unit_status::busy,
                                    unit_status::at_station}) {
    sent.unit.status = resting;
    EXPECT_FALSE(is_silent_alarm(sent.unit)) << to_string(resting);
  }
  for (const unit_status committed : {unit_status::assigned, unit_status::en_route}) {
    sent.unit.status = committed;
    EXPECT_TRUE(is_silent_alarm(sent.unit)) << to_string(committed);
  }
}

TEST(unit_silence, is_none_while_one_of_its_devices_is_heard) {
  sent_unit sent;
  sent.devices[1].silent = false;
  EXPECT_FALSE(is_silent_alarm(sent.unit));
}

TEST(unit_silence, is_none_of_who_was_never_heard) {
  sent_unit sent;
  sent.unit.devices = {};
  EXPECT_FALSE(is_silent_alarm(sent.unit));
}

TEST(unit_silence, is_none_near_its_own_scene) {
  sent_unit sent;
  sent.unit.scene = rough_place{{260'000, 0}, 0.0};
  EXPECT_FALSE(is_silent_alarm(sent.unit)) << "within 250 m and the error of the fix";
  sent.unit.scene = rough_place{{266'000, 0}, 0.0};
  EXPECT_TRUE(is_silent_alarm(sent.unit));
  sent.unit.scene->error_m = 5.0;
  EXPECT_FALSE(is_silent_alarm(sent.unit));
}

TEST(unit_silence, is_none_of_who_said_that_it_is_on_scene_after_it_was_seen_last) {
  sent_unit sent;
  sent.unit.status = unit_status::on_scene;
  sent.unit.status_since = start + while_ago;
  EXPECT_FALSE(is_silent_alarm(sent.unit));
  sent.unit.status_since = start - while_ago;
  EXPECT_TRUE(is_silent_alarm(sent.unit)) << "it was seen to leave";
}

TEST(unit_silence, believes_who_is_on_scene_where_no_place_is_known) {
  sent_unit sent;
  sent.unit.scene.reset();
  EXPECT_TRUE(is_silent_alarm(sent.unit));
  sent.unit.status = unit_status::on_scene;
  EXPECT_FALSE(is_silent_alarm(sent.unit));
}

}  // namespace
}  // namespace beatwatch
