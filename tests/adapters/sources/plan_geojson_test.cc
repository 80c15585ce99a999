#include "adapters/sources/plan_geojson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace beatwatch {
namespace {

const csv_input file{.file = "priorities.geojson"};

auto decode(const std::string& features, const csv_input& input = file) {
  std::istringstream in{R"({"type": "FeatureCollection", "features": [)" + features + "]}"};
  return decode_plan_geojson(in, input);
}

std::string errors_of(const std::string& features) {
  const auto decoded = decode(features);
  return decoded ? "" : decoded.error().text();
}

TEST(plan_geojson, reads_local_priorities_from_the_properties_of_zones) {
  const auto found = decode(R"(
      {"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 0]}, "properties": {
        "zone": "MB7", "rule": "Fr-Sa 21:00-03:00", "visits": 2, "dose_min": 15, "owner": "Ward \"A\"",
        "from": "2026-05-01T00:00:00Z", "to": "2026-08-01T00:00:00Z", "state": "agreed",
        "agreed": "2026-04-20T18:00:00Z", "review": "2026-07-20T18:00:00Z", "colour": "red"}})");
  ASSERT_TRUE(found) << found.error().text();
  ASSERT_EQ(found->size(), 1U);
  const plan_changed& plan = found->front();
  EXPECT_EQ(plan.zone, "MB7");
  EXPECT_EQ(plan.rule, "Fr-Sa 21:00-03:00");
  EXPECT_EQ(plan.visits, 2U);
  EXPECT_EQ(plan.dose_min, 15U);
  EXPECT_FALSE(plan.max_gap_min);
  EXPECT_EQ(plan.owner, "Ward \"A\"");
  EXPECT_EQ(plan.state, priority_state::agreed);
  EXPECT_TRUE(plan.agreed_at && plan.review_at);
}

TEST(plan_geojson, properties_may_have_other_names) {
  const auto found = decode(
      R"({"properties": {"code": "MB7", "from": "2026-05-01T00:00:00Z", "to": "2026-08-01T00:00:00Z"}})",
      {.file = "p.geojson", .columns = {{"zone", "code"}}});
  ASSERT_TRUE(found) << found.error().text();
  EXPECT_EQ(found->front().zone, "MB7");
}

TEST(plan_geojson, names_every_mistake_by_its_pointer) {
  const std::string text = errors_of(R"(
      {"properties": {"zone": "MB7", "from": "2026-05-01T00:00:00Z", "to": "2026-08-01T00:00:00Z"}},
      {"properties": {"zone": "M B 7", "visits": -1, "from": "May", "to": "2026-08-01T00:00:00Z"}},
      {"properties": null})");
  EXPECT_THAT(text,
              testing::HasSubstr("priorities.geojson: /features/1/properties/zone: expected"));
  EXPECT_THAT(text, testing::HasSubstr("/features/1/properties/visits: expected"));
  EXPECT_THAT(text, testing::HasSubstr("/features/1/properties/from: expected"));
  EXPECT_THAT(text, testing::HasSubstr("/features/2/properties/zone: expected"));
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("/features/0")));
}

TEST(plan_geojson, a_line_end_in_a_property_is_one_mistake_of_that_feature) {
  const std::string text = errors_of(R"(
      {"properties": {"zone": "MB7", "owner": "a\nb", "from": "2026-05-01T00:00:00Z",
                      "to": "2026-08-01T00:00:00Z"}},
      {"properties": {"zone": "", "from": "2026-05-01T00:00:00Z", "to": "2026-08-01T00:00:00Z"}})");
  EXPECT_THAT(text, testing::HasSubstr("/features/0/properties/owner: expected"));
  EXPECT_THAT(text, testing::HasSubstr("/features/1/properties/zone: expected"));
}

TEST(plan_geojson, what_is_no_feature_collection_is_said_so) {
  for (const std::string text : {"", "{", "[]", "7", R"({"features": 7})"}) {
    std::istringstream in{text};
    const auto decoded = decode_plan_geojson(in, file);
    ASSERT_FALSE(decoded);
    EXPECT_THAT(decoded.error().text(), testing::HasSubstr("priorities.geojson: expected")) << text;
  }
}

}  // namespace
}  // namespace beatwatch
