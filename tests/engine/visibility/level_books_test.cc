// Levels against brute force: every zone is an array of seconds, a level the maximum over the zones
// that belong to it at that second.
#include "engine/visibility/level_books.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/support/seed_count.h"

namespace beatwatch {
namespace {

using run = presence_line::run;

constexpr int shift_s = 40 * 60;
constexpr std::uint32_t zone_count = 12;

instant at_s(int seconds) { return ms_to_instant(1'772'834'400'000 + 1'000LL * seconds); }
interval between_s(int from, int to) { return {at_s(from), at_s(to)}; }

struct zone_seconds {
  std::vector<presence_level> told = std::vector<presence_level>(shift_s, presence_level::out);
  std::vector<bool> red = std::vector<bool>(shift_s);
};

std::vector<run> runs_of(const zone_seconds& zone, int from, int to, bool red_only) {
  presence_line line;
  for (int s = from; s < to; ++s) {
    const auto i = static_cast<std::size_t>(s);
    if (!red_only || zone.red[i]) {
      line.append({at_s(s), at_s(s + 1), zone.told[i]});
    }
  }
  std::vector<run> runs;
  line.for_each_run(between_s(from, to), [&runs](const run& r) { runs.push_back(r); });
  return runs;
}

class level_books_against_seconds : public testing::TestWithParam<std::uint64_t> {
 protected:
  int below(int n) { return std::uniform_int_distribution{0, n - 1}(random); }

  void draw_levels() {
    for (dated_levels& now : dated) {
      now.paths.assign(zone_count, {});
      for (auto& paths : now.paths) {
        if (below(5) > 0) {
          const std::string wide = below(2) == 0 ? "force/north" : "force/south";
          paths.push_back(below(3) == 0 ? wide : wide + "/local-" + std::to_string(below(2)));
        }
        if (below(3) == 0) {
          paths.push_back("ward-" + std::to_string(below(2)));
        }
      }
    }
  }

  void draw_red() {
    for (zone_seconds& zone : zones) {
      for (int s = below(600); s < shift_s; s += 200 + below(900)) {
        for (const int end = std::min(shift_s, s + below(900)); s < end; ++s) {
          zone.red[static_cast<std::size_t>(s)] = true;
        }
      }
    }
  }

  void edit(int from) {
    const auto z = static_cast<std::uint32_t>(below(zone_count));
    const int first = from + 60 * below((shift_s - from) / 60);
    zone_seconds& zone = zones[z];
    for (int s = first; s < shift_s;) {
      const int end = std::min(shift_s, s + 1 + below(200));
      const auto level =
          below(2) == 0 ? presence_level::out : static_cast<presence_level>(below(6));
      std::fill(zone.told.begin() + s, zone.told.begin() + end, level);
      s = end;
    }
    books.take(zone_id{z},
               between_s(first, shift_s),
               runs_of(zone, first, shift_s, false),
               runs_of(zone, first, shift_s, true));
  }

  [[nodiscard]] bool belongs(std::uint32_t z, const std::string& path, int second) const {
    const dated_levels* now = nullptr;
    for (const dated_levels& each : dated) {
      now = each.from <= at_s(second) ? &each : now;
    }
    return now != nullptr &&
           std::any_of(now->paths[z].begin(), now->paths[z].end(), [&path](const std::string& p) {
             return p == path || p.starts_with(path + '/');
           });
  }

  [[nodiscard]] zone_ledger::totals brute(const std::string& path, int from, int to) const {
    zone_ledger::totals sum;
    for (int s = from; s < to; ++s) {
      auto all = presence_level::out;
      auto red = presence_level::out;
      for (std::uint32_t z = 0; z < zone_count; ++z) {
        const auto i = static_cast<std::size_t>(s);
        if (belongs(z, path, s)) {
          all = std::max(all, zones[z].told[i]);
          red = zones[z].red[i] ? std::max(red, zones[z].told[i]) : red;
        }
      }
      add_run(sum.presence, {at_s(s), at_s(s + 1), all});
      add_run(sum.red, {at_s(s), at_s(s + 1), red});
    }
    return sum;
  }

  void expect_equal(int settled_s) {
    for (const std::string& path : books.paths()) {
      for (int i = 0; i < 4; ++i) {
        int from = below(shift_s);
        int to = from + below(shift_s - from) + 1;
        from = from < settled_s ? from / 60 * 60 : from;
        to = to < settled_s ? to / 60 * 60 : to;
        ASSERT_EQ(books.sum(path, between_s(from, to), at_s(settled_s)), brute(path, from, to))
            << path << " from " << from << " to " << to << ", seed " << GetParam();
      }
    }
  }

  std::mt19937_64 random{GetParam()};
  std::vector<zone_seconds> zones = std::vector<zone_seconds>(zone_count);
  std::vector<dated_levels> dated{{at_s(-60), {}}, {at_s(60 + below(shift_s - 120)), {}}};
  level_books books;
};

TEST_P(level_books_against_seconds, sums_are_those_of_sets_of_seconds) {
  draw_levels();
  draw_red();
  books.set_zones(dated, at_s(0));
  int settled_s = 0;
  for (int round = 0; round < 6; ++round) {
    for (int edits = below(20); edits >= 0; --edits) {
      edit(settled_s);
    }
    books.refresh();
    expect_equal(settled_s);
    if (round == 3) {
      settled_s = 60 * (1 + below(15));
      books.settle_before(at_s(settled_s));
      expect_equal(settled_s);
    }
  }
}

TEST_P(level_books_against_seconds, a_set_that_is_told_later_changes_what_was_since_then) {
  draw_levels();
  draw_red();
  const std::vector<dated_levels> first{dated.front()};
  books.set_zones(first, at_s(0));
  for (std::uint32_t z = 0; z < zone_count; ++z) {
    // A zone without a level in the first set is taken when it gets one.
    dated.back().paths[z] =
        dated.front().paths[z].empty() ? std::vector<std::string>{} : dated.back().paths[z];
  }
  for (int edits = 0; edits < 40; ++edits) {
    edit(0);
  }
  books.refresh();
  books.set_zones(dated, dated.back().from);
  books.refresh();
  expect_equal(0);
}

INSTANTIATE_TEST_SUITE_P(seeds,
                         level_books_against_seconds,
                         testing::Range<std::uint64_t>(1, 1 + seed_count(20)));

TEST(level_books, a_zone_is_a_member_of_each_level_on_its_way_while_it_is) {
  level_books books;
  books.set_zones({{at_s(0), {{"force/north/local-1", "ward-1"}, {"force/north"}}},
                   {at_s(600), {{"force/south"}, {"force/north"}}}},
                  at_s(0));
  const auto names = [&books](const std::string& path) {
    std::map<std::uint32_t, std::vector<interval>> found;
    for (const auto& member : books.members(path, between_s(0, 1200))) {
      found[member.zone.value].push_back(member.time);
    }
    return found;
  };
  using expected = std::map<std::uint32_t, std::vector<interval>>;
  EXPECT_EQ(names("force"),
            (expected{{0, {between_s(0, 600), between_s(600, 1200)}},
                      {1, {between_s(0, 600), between_s(600, 1200)}}}));
  EXPECT_EQ(names("force/north/local-1"), (expected{{0, {between_s(0, 600)}}}));
  EXPECT_EQ(names("ward-1"), (expected{{0, {between_s(0, 600)}}}));
  EXPECT_EQ(names("force/nor"), expected{}) << "a path ends where a name ends";
  EXPECT_EQ(books.paths(),
            (std::vector<std::string>{
                "force", "force/north", "force/north/local-1", "force/south", "ward-1"}));
}

}  // namespace
}  // namespace beatwatch
