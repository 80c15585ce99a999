#include "adapters/journal/event_bounds.h"

#include <gtest/gtest.h>

#include <string>

namespace beatwatch {
namespace {

using namespace std::string_literals;

std::optional<event_error> fault_of_type(const std::string& type) {
  return fault_of(
      event_body{incident_changed{{.name = "I-1", .type = type, .opened_at = earliest_instant}}});
}

TEST(event_bounds, text_is_printable_utf_8) {
  for (const auto& text : {""s,
                           "Theft from shop"s,
                           "Körperverletzung, §223"s,
                           "\u20AC \U0001F693"s,
                           "\xF4\x8F\xBF\xBF"s,
                           std::string(text_size_max, 'x')}) {
    EXPECT_EQ(fault_of_type(text), std::nullopt) << text;
  }
  for (const auto& text : {"a\0b"s,
                           "a\nb"s,
                           "\x7F"s,
                           "\x80"s,
                           "\xC2\x85"s,          // a control character, U+0085
                           "\xC0\xAF"s,          // overlong
                           "\xE0\x80\xAF"s,      // overlong
                           "\xF0\x80\x80\xAF"s,  // overlong
                           "\xED\xA0\x80"s,      // a surrogate
                           "\xF4\x90\x80\x80"s,  // beyond U+10FFFF
                           "\xE2\x82"s,          // cut short
                           "\xF0\x9F\x9A"s,      // cut short
                           "\xFF"s,
                           std::string(text_size_max + 1, 'x')}) {
    EXPECT_EQ(fault_of_type(text), event_error::bad_text) << testing::PrintToString(text);
  }
}

TEST(event_bounds, names_are_the_same_for_every_kind) {
  EXPECT_TRUE(is_name("GD_41.a-Z09"));
  EXPECT_TRUE(is_name(std::string(64, 'a')));
  EXPECT_FALSE(is_name(""));
  EXPECT_FALSE(is_name(std::string(65, 'a')));
  EXPECT_FALSE(is_name("GD 41"));
  EXPECT_FALSE(is_name("trackers/7"));
}

TEST(event_bounds, a_roster_names_a_device_with_or_without_its_source) {
  roster_entry entry{.unit = "GD41", .duty = {earliest_instant, latest_instant}};
  const auto with_device = [&](const std::string& device) {
    entry.device = device;
    return fault_of(event_body{roster_changed{entry}});
  };
  EXPECT_EQ(with_device("7"), std::nullopt);
  EXPECT_EQ(with_device("trackers/7"), std::nullopt);
  EXPECT_EQ(with_device(""), event_error::bad_name);
  EXPECT_EQ(with_device("/7"), event_error::bad_name);
  EXPECT_EQ(with_device("trackers/"), event_error::bad_name);
  EXPECT_EQ(with_device("a/b/c"), event_error::bad_name);
}

TEST(event_bounds, assigned_units_are_sorted_and_each_there_once) {
  const auto with_assigned = [](std::vector<std::string> assigned) {
    return fault_of(event_body{incident_changed{
        {.name = "I-1", .opened_at = earliest_instant, .assigned = std::move(assigned)}}});
  };
  EXPECT_EQ(with_assigned({"A", "B"}), std::nullopt);
  EXPECT_EQ(with_assigned({"B", "A"}), event_error::out_of_range);
  EXPECT_EQ(with_assigned({"A", "A"}), event_error::out_of_range);
}

TEST(event_bounds, a_hash_is_of_64_small_hexadecimal_digits) {
  EXPECT_EQ(fault_of(event_body{roads_activated{std::string(64, 'a')}}), std::nullopt);
  EXPECT_EQ(fault_of(event_body{roads_activated{std::string(64, 'A')}}), event_error::bad_hash);
  EXPECT_EQ(fault_of(event_body{roads_activated{std::string(63, 'a')}}), event_error::bad_hash);
}

TEST(event_bounds, every_error_has_a_label_that_is_a_name) {
  for (std::size_t i = 0; i < event_error_count; ++i) {
    EXPECT_TRUE(is_name(to_string(static_cast<event_error>(i))));
  }
}

}  // namespace
}  // namespace beatwatch
