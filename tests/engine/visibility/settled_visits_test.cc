#include "engine/visibility/settled_visits.h"

#include <gtest/gtest.h>

#include <random>

#include "engine/base/archive.h"

namespace beatwatch {
namespace {

constexpr instant at(std::int64_t second) {
  return ms_to_instant(1'772'834'400'000) + std::chrono::seconds{second};
}

settled_visit visit_of(std::uint32_t unit, std::int64_t from, std::int64_t to) {
  settled_visit s{.unit = unit_id{unit}, .visit = {}};
  s.visit.run = {at(from), at(to)};
  return s;
}

// Everything of a visit has a value of its own.
settled_visit random_visit(std::mt19937& random, std::int64_t from) {
  const auto below = [&random](std::int64_t limit) {
    return std::uniform_int_distribution<std::int64_t>{0, limit - 1}(random);
  };
  settled_visit s = visit_of(static_cast<std::uint32_t>(below(3'000)), from, from + below(4'000));
  published_visit& v = s.visit;
  v.inside = {.at_least_ms = below(9'000), .about_ms = below(90'000), .at_most_ms = below(900'000)};
  v.inside.unknown_ms = below(3'600'000);
  v.pings = static_cast<std::uint32_t>(below(500));
  v.revision = static_cast<std::uint32_t>(1 + below(9));
  v.state = visit_state::closed;
  v.cause = visit_cause::settlement;
  v.attributes.kind = visit_class::dose;
  v.attributes.evidence = evidence_grade::b;
  v.attributes.visibility = visibility_class::unknown;
  v.attributes.crew = unit_kind::car;
  v.attributes.incident_grade = static_cast<std::uint8_t>(below(5));
  v.attributes.officers = static_cast<std::uint32_t>(below(4));
  v.attributes.off_station = {
      .at_least_ms = below(9), .about_ms = below(99), .at_most_ms = below(999)};
  v.attributes.dwell_at_least_ms = below(60'000);
  v.attributes.dwell_about_ms = below(60'000);
  v.attributes.credit = {.full_ms = below(60'000), .flagged_ms = below(60'000)};
  v.attributes.on_foot_ms = below(60'000);
  v.attributes.stopped_ms = below(60'000);
  v.attributes.driving_ms = below(60'000);
  v.attributes.unallocated_ms = below(60'000);
  v.attributes.committed_ms = below(60'000);
  v.attributes.at_station_ms = below(60'000);
  return s;
}

// Canonical bytes, so that nothing of a visit is overlooked.
std::vector<std::byte> bytes_of(settled_visit s) {
  std::vector<std::byte> bytes;
  byte_writer{bytes}(s);
  return bytes;
}

std::vector<std::vector<std::byte>> all_of(const settled_visits& kept, interval within) {
  std::vector<std::vector<std::byte>> found;
  kept.for_each(within, [&](const settled_visit& s) { found.push_back(bytes_of(s)); });
  return found;
}

constexpr interval always{instant::min(), instant::max()};

TEST(settled_visits, gives_back_what_it_was_given_as_a_plain_list_would) {
  std::mt19937 random{20'260'307};
  settled_visits kept;
  std::vector<settled_visit> plain;
  for (int i = 0; i < 300; ++i) {
    plain.push_back(random_visit(random, i * 40 - 3'000));
    kept.add(plain.back());
  }
  const auto expect_equal = [&] {
    for (const interval within : {always,
                                  interval{at(0), at(600)},
                                  interval{at(5'000), at(5'001)},
                                  interval{at(-9'000), at(-3'000)},
                                  interval{at(90'000), at(99'000)}}) {
      std::vector<std::vector<std::byte>> expected;
      for (const settled_visit& s : plain) {
        if (s.visit.run.anchor < within.to && s.visit.run.last_likely > within.from) {
          expected.push_back(bytes_of(s));
        }
      }
      EXPECT_EQ(all_of(kept, within), expected);
    }
  };
  expect_equal();
  for (const std::int64_t second : {-2'000, 1'000, 4'321, 9'000, 99'000}) {
    kept.forget_before(at(second));
    std::erase_if(plain,
                  [&](const settled_visit& s) { return s.visit.run.last_likely < at(second); });
    expect_equal();
    instant last = instant::min();
    for (const settled_visit& s : plain) {
      last = std::max(last, s.visit.run.last_likely);
    }
    EXPECT_EQ(kept.last_end(), plain.empty() ? std::nullopt : std::optional{last});
    plain.push_back(random_visit(random, 12'000 + second));
    kept.add(plain.back());
    expect_equal();
  }
}

TEST(settled_visits, come_back_from_a_checkpoint_and_go_on) {
  std::mt19937 random{7};
  settled_visits kept;
  for (int i = 0; i < 70; ++i) {
    kept.add(random_visit(random, i * 60));
  }
  std::vector<std::byte> bytes;
  byte_writer{bytes}(kept);
  settled_visits loaded;
  byte_reader reader{bytes};
  reader(loaded);
  ASSERT_TRUE(reader.ok() && reader.at_end());
  const settled_visit next = random_visit(random, 9'000);
  kept.add(next);
  loaded.add(next);
  EXPECT_EQ(all_of(loaded, always), all_of(kept, always));
}

TEST(settled_visits, a_visit_that_touches_a_window_at_one_instant_is_not_in_it) {
  settled_visits kept;
  kept.add(visit_of(1, 100, 200));
  EXPECT_TRUE(all_of(kept, {at(0), at(100)}).empty());
  EXPECT_TRUE(all_of(kept, {at(200), at(300)}).empty());
  EXPECT_EQ(all_of(kept, {at(199), at(300)}).size(), 1U);
  kept.forget_before(at(200));
  EXPECT_EQ(kept.last_end(), at(200));
  kept.forget_before(at(201));
  EXPECT_FALSE(kept.last_end());
}

}  // namespace
}  // namespace beatwatch
