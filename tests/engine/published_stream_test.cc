// What the published changes add up to.
#include <gtest/gtest.h>

#include <map>

#include "engine/engine.h"
#include "tests/support/random_shift.h"
#include "tests/support/seed_count.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

/// A console's picture: the highest revision of each visit, and the newest figures of each zone
/// and policing day.
struct picture {
  std::map<std::uint64_t, visit_changed> visits;
  std::map<std::pair<std::string, instant>, presence_changed> presence;
  std::map<std::uint64_t, gate_passed> passes;
};

// A later revision of something that is not settled.
template <typename Told>
void expect_successor(const Told& before, const Told& after) {
  EXPECT_NE(before.state, visit_state::settled) << "by " << after.unit;
  if (before.state == visit_state::withdrawn) {
    EXPECT_GT(after.revision, before.revision);
  } else {
    EXPECT_EQ(after.revision, before.revision + 1);
  }
}

picture picture_of(const std::vector<change>& changes) {
  picture seen;
  for (const visit_changed& v : of_kind<visit_changed>(changes)) {
    const auto [known, fresh] = seen.visits.try_emplace(v.id, v);
    if (!fresh) {
      expect_successor(known->second, v);
      known->second = v;
    }
  }
  for (const gate_passed& pass : of_kind<gate_passed>(changes)) {
    const auto [known, fresh] = seen.passes.try_emplace(pass.id, pass);
    if (!fresh) {
      expect_successor(known->second, pass);
      known->second = pass;
    }
  }
  std::erase_if(seen.visits,
                [](const auto& v) { return v.second.state == visit_state::withdrawn; });
  std::erase_if(seen.passes,
                [](const auto& p) { return p.second.state == visit_state::withdrawn; });
  for (const presence_changed& p : of_kind<presence_changed>(changes)) {
    seen.presence[{p.zone, p.day.from}] = p;
  }
  return seen;
}

bool inside_equal(const visit_changed& a, const visit_changed& b) {
  return a.span == b.span && a.inside == b.inside && a.pings == b.pings &&
         a.attributes == b.attributes;
}

std::string in_words(const visit_changed& v) {
  return v.zone + " by " + v.unit + " from " + std::to_string(instant_to_ms(v.span.from)) + " to " +
         std::to_string(instant_to_ms(v.span.to)) + " revision " + std::to_string(v.revision) +
         " " + std::string{to_string(v.state)} + " about " + std::to_string(v.inside.about_ms) +
         " at most " + std::to_string(v.inside.at_most_ms) + " pings " + std::to_string(v.pings) +
         " committed " + std::to_string(v.attributes.committed_ms) + " grade " +
         std::to_string(v.attributes.incident_grade) + " officers " +
         std::to_string(v.attributes.officers) + " off station " +
         std::to_string(v.attributes.off_station.about_ms) + " because of " +
         std::string{to_string(v.cause)};
}

void expect_visits_of_queries(const random_shift& shift, const engine& e, const picture& seen) {
  std::size_t listed = 0;
  for (const std::string& zone : shift.zone_names()) {
    const auto answer = e.presence(zone, {shift.first_day.from, shift.second_day.to});
    for (const visit_changed& v : answer ? answer->visit_list : std::vector<visit_changed>{}) {
      ++listed;
      const auto published = seen.visits.find(v.id);
      ASSERT_NE(published, seen.visits.end()) << in_words(v);
      EXPECT_EQ(published->second.revision, v.revision) << in_words(v);
      EXPECT_EQ(published->second.state, v.state) << in_words(v);
      EXPECT_EQ(published->second.span.from, v.span.from);
      if (v.state != visit_state::open) {  // the growth of an open one is not published
        EXPECT_TRUE(inside_equal(published->second, v))
            << in_words(v) << "\npublished " << in_words(published->second);
      }
    }
  }
  EXPECT_EQ(listed, seen.visits.size());
}

void expect_figures_of_queries(const random_shift& shift, const engine& e, const picture& seen) {
  for (const auto& [key, published] : seen.presence) {
    const auto answer = e.presence(key.first, published.day);
    ASSERT_TRUE(answer);
    const std::string where =
        key.first + (published.day.from == shift.first_day.from ? " first day" : " second day");
    EXPECT_EQ(answer->presence, published.presence)
        << where << " about " << answer->presence.about_ms << " published "
        << published.presence.about_ms << ", at most " << answer->presence.at_most_ms
        << " published " << published.presence.at_most_ms;
    EXPECT_EQ(answer->red, published.red) << where;
    ASSERT_TRUE(answer->visits);
    EXPECT_EQ(*answer->visits, published.visits)
        << where << " about " << answer->visits->about << " published " << published.visits.about
        << ", at most " << answer->visits->at_most << " published " << published.visits.at_most;
  }
}

void expect_passes_of_queries(const random_shift& shift, const engine& e, const picture& seen) {
  std::size_t listed = 0;
  for (const std::string& gate : shift.gate_names()) {
    const auto answer = e.gate_passes(gate, {shift.first_day.from, shift.second_day.to});
    for (const gate_passed& pass : answer ? answer->passes : std::vector<gate_passed>{}) {
      ++listed;
      const auto published = seen.passes.find(pass.id);
      ASSERT_NE(published, seen.passes.end()) << pass.gate << " by " << pass.unit;
      EXPECT_EQ(published->second, pass);
    }
  }
  EXPECT_EQ(listed, seen.passes.size());
}

class published_stream : public testing::TestWithParam<std::uint64_t> {};

TEST_P(published_stream, adds_up_to_what_queries_answer) {
  const random_shift shift = make_random_shift(GetParam(), {.roads = GetParam() % 2 == 0});
  std::mt19937_64 random{GetParam()};
  const auto events = events_shuffled(
      shift, random, {.pings = shift.settings.horizon, .facts = std::chrono::minutes{25}});
  engine e = shift.make_engine();
  // While pings still come, when all have come, and when everything is settled; just after a whole
  // minute, when the presence of every zone is published.
  std::vector<change> changes;
  auto next = events.begin();
  for (const instant until : {shift.span.from + std::chrono::minutes{50},
                              events.back().received_at + std::chrono::minutes{2},
                              shift.settled_at()}) {
    const instant after_minute = std::chrono::ceil<std::chrono::minutes>(until) + duration{1};
    std::vector<event> part;
    for (; next != events.end() && next->received_at <= after_minute - duration{1}; ++next) {
      part.push_back(*next);
    }
    const auto more = play(e, part, after_minute);
    changes.insert(changes.end(), more.begin(), more.end());
    const picture seen = picture_of(changes);
    expect_visits_of_queries(shift, e, seen);
    expect_figures_of_queries(shift, e, seen);
    expect_passes_of_queries(shift, e, seen);
    if (HasFailure()) {
      break;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(seeds,
                         published_stream,
                         testing::Range<std::uint64_t>(1, 1 + seed_count(12)));

}  // namespace
}  // namespace beatwatch
