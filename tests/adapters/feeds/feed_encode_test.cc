#include "adapters/feeds/feed_encode.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>

namespace beatwatch {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  return text;
}

TEST(feed_encode, enumerators_have_the_engines_meaning) {
  for (int i = 0; i <= static_cast<int>(unit_status::at_station); ++i) {
    const auto status = static_cast<unit_status>(i);
    v1::FeedMessage message;
    change_to_wire({.at = {}, .body = unit_status_changed{.status = status}}, message);
    EXPECT_EQ(lower(v1::UnitStatus_Name(message.unit_status_changed().status())),
              "unit_status_" + std::string(to_string(status)));
  }
  for (std::size_t i = 0; i < ping_reject_count; ++i) {
    const auto reason = static_cast<ping_reject>(i);
    v1::FeedMessage message;
    change_to_wire({.at = {}, .body = ping_rejected{.reason = reason}}, message);
    EXPECT_EQ(lower(v1::PingReject_Name(message.ping_rejected().reason())),
              "ping_reject_" + std::string(to_string(reason)));
  }
  for (const visit_state state :
       {visit_state::open, visit_state::closed, visit_state::settled, visit_state::withdrawn}) {
    v1::FeedMessage message;
    change_to_wire({.at = {}, .body = visit_changed{.state = state}}, message);
    EXPECT_EQ(lower(v1::VisitState_Name(message.visit_changed().state())),
              "visit_state_" + std::string(to_string(state)));
  }
  for (const pass_certainty certainty :
       {pass_certainty::possible, pass_certainty::likely, pass_certainty::proved}) {
    v1::FeedMessage message;
    change_to_wire({.at = {}, .body = gate_passed{.certainty = certainty}}, message);
    EXPECT_EQ(lower(v1::PassCertainty_Name(message.gate_passed().certainty())),
              "pass_certainty_" + std::string(to_string(certainty)));
  }
  for (int i = 0; i <= static_cast<int>(visit_cause::settlement); ++i) {
    visit_changed visit{.cause = static_cast<visit_cause>(i)};
    visit.attributes.kind = static_cast<visit_class>(std::min(i, 3));
    visit.attributes.evidence = static_cast<evidence_grade>(std::min(i, 2));
    visit.attributes.visibility = static_cast<visibility_class>(std::min(i, 3));
    visit.attributes.crew = static_cast<unit_kind>(std::min(i, 5));
    v1::FeedMessage message;
    change_to_wire({.at = {}, .body = visit}, message);
    const v1::VisitChanged& wire = message.visit_changed();
    EXPECT_EQ(lower(v1::VisitCause_Name(wire.cause())),
              "visit_cause_" + std::string(to_string(visit.cause)));
    EXPECT_EQ(lower(v1::VisitClass_Name(wire.attributes().visit_class())),
              "visit_class_" + std::string(to_string(visit.attributes.kind)));
    EXPECT_EQ(v1::EvidenceGrade_Name(wire.attributes().evidence()),
              "EVIDENCE_GRADE_" + std::string(to_string(visit.attributes.evidence)));
    EXPECT_EQ(lower(v1::VisibilityClass_Name(wire.attributes().visibility())),
              i == 0 ? "visibility_class_unspecified"
                     : "visibility_class_" + std::string(to_string(visit.attributes.visibility)));
    EXPECT_EQ(lower(v1::UnitKind_Name(wire.attributes().crew())),
              "unit_kind_" + std::string(to_string(visit.attributes.crew)));
  }
  for (int i = 0; i <= static_cast<int>(gate::slower); ++i) {
    const auto reason = static_cast<gate>(i);
    v1::Suggestion wire;
    suggestion_to_wire({.others = {{.unit = "A1", .reason = reason}}}, wire);
    EXPECT_EQ(lower(v1::Gate_Name(wire.others(0).reason())),
              "gate_" + std::string(to_string(reason)));
  }
}

TEST(feed_encode, absent_stays_absent_and_zero_stays_zero) {
  v1::FeedMessage message;
  change_to_wire({.at = {}, .body = unit_moved{.unit = "A1"}}, message);
  EXPECT_FALSE(message.unit_moved().has_speed_cmps());
  EXPECT_FALSE(message.unit_moved().has_heading_cdeg());
  change_to_wire({.at = {}, .body = unit_moved{.unit = "A1", .speed_cmps = 0, .heading_cdeg = 0}},
                 message);
  EXPECT_TRUE(message.unit_moved().has_speed_cmps());
  EXPECT_TRUE(message.unit_moved().has_heading_cdeg());
  change_to_wire({.at = {}, .body = presence_changed{.zone = "z"}}, message);
  EXPECT_FALSE(message.presence_changed().has_last_visit_ended_at_ms());
  change_to_wire({.at = {}, .body = incident_updated{.incident = {.name = "I"}}}, message);
  EXPECT_FALSE(message.incident_updated().incident().has_lat_e7());
  EXPECT_FALSE(message.incident_updated().incident().has_closed_at_ms());
}

TEST(feed_encode, every_field_of_a_pass_arrives) {
  const gate_passed pass{.id = 7,
                         .gate = "BRIDGE",
                         .unit = "A1",
                         .revision = 2,
                         .state = visit_state::settled,
                         .left_to_right = true,
                         .certainty = pass_certainty::proved,
                         .possible = {ms_to_instant(10), ms_to_instant(30)},
                         .at = ms_to_instant(20)};
  v1::FeedMessage message;
  change_to_wire({.at = {}, .body = pass}, message);
  const v1::GatePassed& wire = message.gate_passed();
  EXPECT_EQ(wire.id(), 7U);
  EXPECT_EQ(wire.gate(), "BRIDGE");
  EXPECT_EQ(wire.unit(), "A1");
  EXPECT_EQ(wire.revision(), 2U);
  EXPECT_EQ(wire.state(), v1::VISIT_STATE_SETTLED);
  EXPECT_TRUE(wire.left_to_right());
  EXPECT_EQ(wire.certainty(), v1::PASS_CERTAINTY_PROVED);
  EXPECT_EQ(wire.from_ms(), 10);
  EXPECT_EQ(wire.at_ms(), 20);
  EXPECT_EQ(wire.to_ms(), 30);
}

TEST(feed_encode, every_field_of_a_visit_arrives) {
  const visit_attributes attributes{.kind = visit_class::dose,
                                    .evidence = evidence_grade::b,
                                    .visibility = visibility_class::marked,
                                    .crew = unit_kind::special,
                                    .incident_grade = 2,
                                    .officers = 3,
                                    .off_station = {10, 11, 12, 13},
                                    .dwell_at_least_ms = 14,
                                    .dwell_about_ms = 15,
                                    .credit = {16, 17},
                                    .on_foot_ms = 18,
                                    .stopped_ms = 19,
                                    .driving_ms = 20,
                                    .unallocated_ms = 21,
                                    .committed_ms = 22,
                                    .at_station_ms = 23};
  v1::FeedMessage message;
  change_to_wire({.at = ms_to_instant(9),
                  .body = visit_changed{.id = 0xFEDCBA9876543210,
                                        .zone = "z",
                                        .unit = "A1",
                                        .revision = 3,
                                        .state = visit_state::closed,
                                        .span = {ms_to_instant(1), ms_to_instant(2)},
                                        .inside = {4, 5, 6, 7},
                                        .pings = 8,
                                        .cause = visit_cause::gap,
                                        .attributes = attributes}},
                 message);
  EXPECT_EQ(message.ShortDebugString(),
            "at_ms: 9 visit_changed { id: 18364758544493064720 zone: \"z\" unit: \"A1\" "
            "revision: 3 state: VISIT_STATE_CLOSED from_ms: 1 to_ms: 2 inside { at_least_ms: 4 "
            "about_ms: 5 at_most_ms: 6 unknown_ms: 7 } pings: 8 "
            "cause: VISIT_CAUSE_GAP attributes { visit_class: VISIT_CLASS_DOSE "
            "evidence: EVIDENCE_GRADE_B visibility: VISIBILITY_CLASS_MARKED incident_grade: 2 "
            "officers: 3 off_station { at_least_ms: 10 about_ms: 11 at_most_ms: 12 unknown_ms: 13 "
            "} dwell_at_least_ms: 14 dwell_about_ms: 15 credit_ms: 16 credit_flagged_ms: 17 "
            "on_foot_ms: 18 stopped_ms: 19 driving_ms: 20 unallocated_ms: 21 committed_ms: 22 "
            "at_station_ms: 23 crew: UNIT_KIND_SPECIAL } }");
}

TEST(feed_encode, a_suggestion_counts_only_gates_that_passed_somebody_over) {
  suggestion made{.incident = "I-1",
                  .towards_unit = {},
                  .nearest = {{.unit = "A1", .travel_ms = 60'000, .by_road = true}},
                  .others = {{.unit = "B2",
                              .reason = gate::skill,
                              .line_distance_m = -1,
                              .detail = "no taser"}},
                  .passed_over_by_gate = std::vector<std::uint32_t>(9),
                  .calibrated = false};
  made.passed_over_by_gate[static_cast<std::size_t>(gate::skill)] = 4;
  v1::Suggestion wire;
  suggestion_to_wire(made, wire);
  EXPECT_EQ(wire.nearest(0).unit(), "A1");
  EXPECT_TRUE(wire.nearest(0).by_road());
  EXPECT_FALSE(wire.others(0).has_line_distance_m()) << "it never had a fix";
  ASSERT_EQ(wire.passed_over_size(), 1);
  EXPECT_EQ(wire.passed_over(0).gate(), v1::GATE_SKILL);
  EXPECT_EQ(wire.passed_over(0).units(), 4u);
}

}  // namespace
}  // namespace beatwatch
