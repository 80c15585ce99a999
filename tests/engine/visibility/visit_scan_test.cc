#include "engine/visibility/visit_scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <vector>

namespace beatwatch {
namespace {

constexpr std::int64_t start_ms = 1'000'000'000'000;
constexpr int day_ms = 100;
constexpr int length_ms = 3 * day_ms;
constexpr int shortest_gap_ms = 10;

instant at_ms(int ms) { return ms_to_instant(start_ms + ms); }
int to_ms(instant t) { return static_cast<int>((t - at_ms(0)).count()); }

interval day_of(instant t) {
  const int from = to_ms(t) / day_ms * day_ms;
  return {at_ms(from), at_ms(from + day_ms)};
}

using levels = std::vector<presence_level>;

presence_line line_of(const levels& values) {
  presence_line line;
  for (int t = 0; t < static_cast<int>(values.size()); ++t) {
    line.append({at_ms(t), at_ms(t + 1), values[static_cast<std::size_t>(t)]});
  }
  return line;
}

levels parse(const std::string& drawn) {
  levels values;
  for (const char c : drawn) {
    values.push_back(static_cast<presence_level>(std::string{".?-~=#"}.find(c)));
  }
  return values;
}

/// What one device says of each moment, and how long a gap it leaves open.
struct told {
  levels values;
  int merge_gap_ms = shortest_gap_ms;
};

presence_level highest(const std::vector<told>& devices, int t) {
  presence_level level = presence_level::out;
  for (const told& device : devices) {
    if (t < static_cast<int>(device.values.size())) {
      level = std::max(level, device.values[static_cast<std::size_t>(t)]);
    }
  }
  return level;
}

// Groups of moments at or above a level, none further from those before than the merge gap of a
// device that tells of them, as [from, to).
std::vector<std::pair<int, int>> groups(const std::vector<told>& devices, presence_level lowest) {
  std::vector<std::pair<int, int>> found;
  int open_until = -1;
  for (int t = 0; t < length_ms; ++t) {
    if (highest(devices, t) < lowest) {
      continue;
    }
    if (found.empty() || t > open_until) {
      found.emplace_back(t, t + 1);
    }
    found.back().second = t + 1;
    for (const told& device : devices) {
      if (highest({device}, t) >= lowest) {
        open_until = std::max(open_until, t + 1 + device.merge_gap_ms);
      }
    }
  }
  return found;
}

struct reading {
  std::vector<visit_run> visits;
  std::vector<visit_count> days;
  friend bool operator==(const reading&, const reading&) = default;
};

// Counted moment by moment from the definitions.
reading counted(const std::vector<told>& devices) {
  reading result;
  result.days.resize(length_ms / day_ms);
  const auto first_at = [&](std::pair<int, int> group, presence_level lowest) {
    for (int t = group.first; t < group.second; ++t) {
      if (highest(devices, t) >= lowest) {
        return t;
      }
    }
    return -1;
  };
  for (const auto& group : groups(devices, presence_level::near)) {
    const int anchor = first_at(group, presence_level::likely);
    if (anchor < 0) {
      continue;
    }
    int last = group.second;
    while (highest(devices, last - 1) < presence_level::likely) {
      --last;
    }
    result.visits.push_back({at_ms(anchor), at_ms(last)});
    ++result.days[static_cast<std::size_t>(anchor / day_ms)].about;
  }
  for (const auto& group : groups(devices, presence_level::unknown)) {
    if (const int proof = first_at(group, presence_level::proved); proof >= 0) {
      ++result.days[static_cast<std::size_t>(proof / day_ms)].at_least;
    }
  }
  // The most possible moments of a day between which it can have been away for the shortest gap:
  // every choice is tried, from the end of the day backwards.
  for (int day = 0; day < length_ms / day_ms; ++day) {
    const auto level = [&](int t) { return highest(devices, day * day_ms + t); };
    const auto next_after = [&](int t) {
      int away = 0;
      while (away < shortest_gap_ms && ++t < day_ms) {
        away = level(t) == presence_level::proved ? 0 : away + 1;
      }
      return static_cast<std::size_t>(std::min(t + 1, day_ms));
    };
    std::vector<std::uint32_t> most(day_ms + 1, 0);
    for (int t = day_ms - 1; t >= 0; --t) {
      const auto i = static_cast<std::size_t>(t);
      most[i] = most[i + 1];
      if (level(t) >= presence_level::possible) {
        most[i] = std::max(most[i], 1 + most[next_after(t)]);
      }
    }
    result.days[static_cast<std::size_t>(day)].at_most = most[0];
  }
  return result;
}

// Reads the lines in steps that end at `stops`.
reading scanned(const std::vector<told>& devices, const std::vector<int>& stops) {
  std::vector<presence_line> drawn;
  std::transform(devices.begin(), devices.end(), std::back_inserter(drawn), [](const told& device) {
    return line_of(device.values);
  });
  std::vector<told_line> lines;
  for (std::size_t i = 0; i < devices.size(); ++i) {
    lines.push_back({&drawn[i], duration{devices[i].merge_gap_ms}});
  }
  visit_scan scan = visit_scan::starting_at(at_ms(0));
  reading result;
  for (const int stop : stops) {
    scan.read(lines, at_ms(stop), duration{shortest_gap_ms}, day_of, result.visits);
  }
  if (const auto open = scan.open_visit()) {
    result.visits.push_back(*open);
  }
  for (int day = 0; day < length_ms / day_ms; ++day) {
    result.days.push_back(scan.counts(at_ms(day * day_ms)));
  }
  return result;
}

reading scanned(const std::string& drawn) { return scanned({{parse(drawn)}}, {length_ms}); }

TEST(visit_scan, the_ring_and_the_merge_gap_group_and_are_not_inside) {
  const auto found = scanned("...~~==~~~~~~~~~~~~~~==..........==~~...");
  ASSERT_EQ(found.visits.size(), 1U) << "14 ms in the ring, then 10 ms away";
  EXPECT_EQ(found.visits.front().anchor, at_ms(5));
  EXPECT_EQ(found.visits.front().last_likely, at_ms(35));
}

TEST(visit_scan, a_longer_absence_ends_a_visit) {
  const auto found = scanned("===...........===");
  EXPECT_EQ(found.visits.size(), 2U);
  EXPECT_EQ(found.days.front().about, 2U);
}

TEST(visit_scan, the_ring_alone_is_no_visit) { EXPECT_TRUE(scanned("..~~~~..").visits.empty()); }

TEST(visit_scan, at_least_joins_over_silence) {
  const auto found = scanned("##????????????????????##-------");
  EXPECT_EQ(found.days.front().at_least, 1U) << "it may have stayed";
  EXPECT_EQ(found.days.front().about, 2U);
  EXPECT_EQ(found.days.front().at_most, 2U);
}

TEST(visit_scan, at_most_counts_no_absence_where_presence_is_proved_in_between) {
  EXPECT_EQ(scanned("----------------------------------").days.front().at_most, 4U);
  EXPECT_EQ(scanned("--#-------#-------#-------#-------").days.front().at_most, 1U);
  EXPECT_EQ(scanned("##########################--------").days.front().at_most, 1U);
}

TEST(visit_scan, a_device_that_reports_seldom_leaves_a_visit_open_for_longer) {
  const std::vector<told> both{{parse("==................==")},
                               {parse("..==................"), 20}};
  EXPECT_EQ(scanned({both[0]}, {length_ms}).visits.size(), 2U);
  EXPECT_EQ(scanned(both, {length_ms}).visits.size(), 1U);
}

TEST(visit_scan, ends_a_visit_only_when_the_merge_gap_has_passed) {
  const presence_line line = line_of(parse("====............"));
  const std::vector<told_line> lines{{&line, duration{10}}};
  visit_scan scan = visit_scan::starting_at(at_ms(0));
  std::vector<visit_run> ended;
  scan.read(lines, at_ms(14), duration{10}, day_of, ended);
  EXPECT_TRUE(ended.empty());
  EXPECT_TRUE(scan.open_visit());
  EXPECT_FALSE(scan.at_rest());
  scan.read(lines, at_ms(15), duration{10}, day_of, ended);
  EXPECT_EQ(ended.size(), 1U);
  EXPECT_FALSE(scan.open_visit());
  EXPECT_TRUE(scan.at_rest());
}

class random_presence : public testing::TestWithParam<std::uint64_t> {};

TEST_P(random_presence, is_counted_as_moment_by_moment_however_it_is_cut) {
  std::mt19937_64 random{GetParam()};
  const auto below = [&random](int n) { return std::uniform_int_distribution{0, n - 1}(random); };
  for (int round = 0; round < 500; ++round) {
    std::vector<told> devices(static_cast<std::size_t>(1 + below(3)));
    for (told& device : devices) {
      device.merge_gap_ms = shortest_gap_ms + 10 * below(3);
      const int out_of_ten = below(10);
      while (device.values.size() < length_ms) {
        const auto level = static_cast<presence_level>(below(10) < out_of_ten ? 0 : below(6));
        device.values.resize(
            std::min<std::size_t>(length_ms,
                                  device.values.size() + 1U + static_cast<std::size_t>(below(16))),
            level);
      }
    }
    const reading expected = counted(devices);
    std::vector<int> stops{length_ms};
    ASSERT_EQ(scanned(devices, stops), expected) << "seed " << GetParam() << " round " << round;
    for (int i = 0; i < 8; ++i) {
      stops.push_back(below(length_ms));
    }
    std::sort(stops.begin(), stops.end());
    ASSERT_EQ(scanned(devices, stops), expected) << "seed " << GetParam() << " round " << round;
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, random_presence, testing::Range<std::uint64_t>(1, 9));

}  // namespace
}  // namespace beatwatch
