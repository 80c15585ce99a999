#include "engine/visibility/officer_time.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace beatwatch {
namespace {

instant at_s(int seconds) { return ms_to_instant(1'000LL * seconds); }

// Crews as a test writes them down.
class written_crews final : public crew_lookup {
 public:
  std::map<std::uint32_t, std::vector<crew_stretch>> by_unit;
  std::map<std::uint32_t, std::vector<interval>> heard_of;  // by device

  const std::vector<crew_stretch>& stretches(unit_id unit) const override {
    static const std::vector<crew_stretch> none;
    const auto known = by_unit.find(unit.value);
    return known == by_unit.end() ? none : known->second;
  }
  void heard(unit_id /*unit*/,
             device_id device,
             interval within,
             std::vector<interval>& times) const override {
    const auto known = heard_of.find(device.value);
    if (known == heard_of.end()) {
      return;
    }
    for (const interval& time : known->second) {
      if (const interval inside = intersection(time, within); !inside.empty()) {
        times.push_back(inside);
      }
    }
  }
};

struct random_source {
  std::mt19937_64 engine;
  int below(int n) { return std::uniform_int_distribution{0, n - 1}(engine); }
};

presence_line random_line(random_source& random, int seconds) {
  presence_line line;
  for (int t = random.below(5); t < seconds;) {
    const int to = std::min(seconds, t + 1 + random.below(8));
    line.append({at_s(t), at_s(to), static_cast<presence_level>(1 + random.below(5))});
    t = to + random.below(4);
  }
  return line;
}

std::vector<interval> random_times(random_source& random, int seconds) {
  std::vector<interval> times;
  for (int t = random.below(6); t < seconds;) {
    const int to = t + 1 + random.below(10);
    times.push_back({at_s(t), at_s(to)});
    t = to + random.below(8);
  }
  return times;
}

presence_level level_at(const auto& line, int second) {
  presence_level level{};
  line.for_each_run({at_s(second), at_s(second + 1)},
                    [&level](const presence_line::run& r) { level = r.level; });
  return level;
}

bool covers(const std::vector<interval>& times, int second) {
  return std::any_of(
      times.begin(), times.end(), [second](const interval& i) { return i.contains(at_s(second)); });
}

class random_crews : public testing::TestWithParam<std::uint64_t> {};

// The rule again, second by second, for one crew of one unit.
std::map<std::uint32_t, presence_level> officers_at(const visit_book& book,
                                                    const written_crews& crews,
                                                    int second) {
  std::vector<crew_member> members{crew_lookup::unnamed_member(book.unit())};
  for (const crew_stretch& stretch : crews.stretches(book.unit())) {
    if (stretch.within.contains(at_s(second))) {
      members = stretch.members;
    }
  }
  const auto owner = [&members](device_id device) {
    return std::find_if(members.begin(), members.end(), [device](const crew_member& m) {
      return std::find(m.own.begin(), m.own.end(), device) != m.own.end();
    });
  };
  const auto is_heard = [&](const crew_member& member) {
    return std::any_of(member.own.begin(), member.own.end(), [&](device_id device) {
      const auto times = crews.heard_of.find(device.value);
      return times != crews.heard_of.end() && covers(times->second, second);
    });
  };
  presence_level car{};
  std::map<std::uint32_t, presence_level> found;
  for (const presence_record& r : book.records()) {
    const presence_level level = level_at(r.line, second);
    const auto whose = owner(r.device);
    presence_level& known = whose == members.end() ? car : found[whose->person];
    known = std::max(known, level);
  }
  const bool anyone = std::any_of(members.begin(), members.end(), is_heard);
  for (const crew_member& member : members) {
    presence_level& level = found[member.person];
    if (!is_heard(member)) {
      level = std::max(level, std::min(car, presence_level::likely));
    }
    if (!anyone && &member == &members.front() && car == presence_level::proved) {
      level = car;
    }
  }
  return found;
}

TEST_P(random_crews, are_counted_as_the_rule_says_second_by_second) {
  random_source random{std::mt19937_64{GetParam()}};
  constexpr int seconds = 60;
  for (int round = 0; round < 100; ++round) {
    written_crews crews;
    std::vector<visit_book> books;
    for (std::uint32_t u = 0; u < 3; ++u) {
      auto& stretches = crews.by_unit[u];
      for (int t = random.below(20); t < seconds;) {
        const int to = t + 1 + random.below(30);
        crew_stretch stretch{{at_s(t), at_s(to)}, {}};
        for (int m = 0; m <= random.below(3); ++m) {
          crew_member member{.person = static_cast<std::uint32_t>(2 * m + random.below(2)),
                             .own = {}};
          if (random.below(3) > 0) {
            member.own.push_back(device_id{10 * u + static_cast<std::uint32_t>(m)});
          }
          stretch.members.push_back(member);
        }
        stretches.push_back(stretch);
        t = to + random.below(10);
      }
      visit_book& book = books.emplace_back(unit_id{u}, zone_id{0}, instant{});
      for (std::uint32_t d = 0; d < 4; ++d) {
        if (random.below(4) > 0) {
          const device_id device{10 * u + d};
          book.record(book.add_record(device, duration{})).line = random_line(random, seconds);
          crews.heard_of[device.value] = random_times(random, seconds);
        }
      }
    }
    const interval within{at_s(random.below(10)), at_s(seconds - random.below(10))};
    officers_told officers;
    for (const visit_book& book : books) {
      append_officers(book, within, crews, officers);
    }
    unite_officers(officers, within);
    for (int second = 0; second < seconds; ++second) {
      std::map<std::uint32_t, presence_level> expected;
      for (const visit_book& book : books) {
        for (const auto& [person, level] : officers_at(book, crews, second)) {
          expected[person] = std::max(expected[person], level);
        }
      }
      std::map<std::uint32_t, presence_level> found;
      for (const officer_line& officer : officers.lines) {
        ASSERT_TRUE(found.emplace(officer.person, level_at(officer, second)).second);
      }
      for (auto& [person, level] : expected) {
        if (!within.contains(at_s(second))) {
          level = presence_level::out;
        }
        found.emplace(person, presence_level::out);
      }
      for (const auto& [person, level] : found) {
        ASSERT_EQ(level, expected[person]) << "round " << round << " second " << second;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, random_crews, testing::Range<std::uint64_t>(1, 5));

}  // namespace
}  // namespace beatwatch
