#include "engine/visibility/presence_line.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <vector>

#include "engine/base/archive.h"

namespace beatwatch {
namespace {

constexpr std::int64_t start_ms = 1'000'000'000'000;
constexpr int length_ms = 200;

instant at_ms(int ms) { return ms_to_instant(start_ms + ms); }
presence_line::run run(int from, int to, presence_level level) {
  return {at_ms(from), at_ms(to), level};
}

using levels = std::array<presence_level, length_ms>;

std::vector<presence_line::run> runs_of(const presence_line& line, interval within) {
  std::vector<presence_line::run> runs;
  line.for_each_run(within, [&runs](const presence_line::run& r) { runs.push_back(r); });
  return runs;
}

// Reads the line millisecond by millisecond, and checks that its runs are in order.
levels read(const presence_line& line, int from = 0, int to = length_ms) {
  levels result{};
  instant last = instant::min();
  for (const auto& r : runs_of(line, {at_ms(from), at_ms(to)})) {
    EXPECT_LE(last, r.from);
    EXPECT_LT(r.from, r.to);
    EXPECT_NE(r.level, presence_level::out);
    for (instant t = r.from; t < r.to; t += duration{1}) {
      result.at(static_cast<std::size_t>((t - at_ms(0)).count())) = r.level;
    }
    last = r.to;
  }
  return result;
}

presence_measure measured(const levels& values, int from, int to) {
  presence_measure sum;
  for (int t = from; t < to; ++t) {
    const presence_level level = values.at(static_cast<std::size_t>(t));
    sum.at_least_ms += level == presence_level::proved ? 1 : 0;
    sum.about_ms += level >= presence_level::likely ? 1 : 0;
    sum.at_most_ms += level >= presence_level::possible ? 1 : 0;
    sum.unknown_ms += level == presence_level::unknown ? 1 : 0;
  }
  return sum;
}

class random_lines : public testing::TestWithParam<std::uint64_t> {
 protected:
  int below(int n) { return std::uniform_int_distribution{0, n - 1}(random_); }

  // Sorted disjoint runs in [from, to), `out` ones among them.
  std::vector<presence_line::run> random_runs(int from, int to) {
    std::vector<presence_line::run> runs;
    for (int at = from + below(9); at < to;) {
      const int end = std::min(to, at + 1 + below(15));
      runs.push_back(run(at, end, static_cast<presence_level>(below(6))));
      at = end + (below(2) == 0 ? 0 : below(20));
    }
    return runs;
  }
  presence_line random_line() {
    presence_line line;
    for (const auto& r : random_runs(0, length_ms)) {
      line.append(r);
    }
    return line;
  }

 private:
  std::mt19937_64 random_{GetParam()};
};

void paint(levels& values, const presence_line::run& r) {
  for (instant t = r.from; t < r.to; t += duration{1}) {
    values.at(static_cast<std::size_t>((t - at_ms(0)).count())) = r.level;
  }
}

TEST_P(random_lines, read_as_every_millisecond_was_written) {
  for (int round = 0; round < 200; ++round) {
    presence_line line;
    levels expected{};
    for (const auto& r : random_runs(0, length_ms)) {
      line.append(r);
      paint(expected, r);
    }
    ASSERT_EQ(read(line), expected);
    for (int edit = 0; edit < 10; ++edit) {
      const int from = below(length_ms);
      const int to = from + below(length_ms - from + 1);
      const auto runs = random_runs(from, to);
      line.replace({at_ms(from), at_ms(to)}, runs);
      if (from < to) {
        paint(expected, run(from, to, presence_level::out));
      }
      for (const auto& r : runs) {
        paint(expected, r);
      }
      ASSERT_EQ(read(line), expected) << "seed " << GetParam();
      const int a = below(length_ms);
      const int b = a + below(length_ms - a + 1);
      ASSERT_EQ(measure(line, {at_ms(a), at_ms(b)}), measured(expected, a, b));
      const levels part = read(line, a, b);
      for (int t = 0; t < length_ms; ++t) {
        const auto i = static_cast<std::size_t>(t);
        ASSERT_EQ(part.at(i), a <= t && t < b ? expected.at(i) : presence_level::out);
      }
    }
  }
}

TEST_P(random_lines, are_equal_when_they_read_equal) {
  for (int round = 0; round < 200; ++round) {
    const presence_line line = random_line();
    presence_line again;
    for (int t = 0; t < length_ms; ++t) {
      const auto level = read(line).at(static_cast<std::size_t>(t));
      again.append(run(t, t + 1, level));
    }
    ASSERT_EQ(line, again) << "seed " << GetParam();
  }
}

TEST_P(random_lines, forget_only_what_was_before) {
  for (int round = 0; round < 200; ++round) {
    presence_line line = random_line();
    levels expected = read(line);
    const int t = below(length_ms);
    line.forget_before(at_ms(t));
    paint(expected, run(0, t, presence_level::out));
    ASSERT_EQ(read(line), expected) << "seed " << GetParam();
    ASSERT_TRUE(line.empty() || line.begin() >= at_ms(t));
  }
}

TEST_P(random_lines, combine_to_the_highest_level_of_each_moment) {
  for (int round = 0; round < 200; ++round) {
    std::vector<presence_line> lines(static_cast<std::size_t>(1 + below(5)));
    std::vector<const presence_line*> pointers;
    const int from = below(length_ms);
    const int to = from + below(length_ms - from + 1);
    levels expected{};
    for (presence_line& line : lines) {
      line = random_line();
      pointers.push_back(&line);
      const levels values = read(line);
      for (int t = from; t < to; ++t) {
        const auto i = static_cast<std::size_t>(t);
        expected.at(i) = std::max(expected.at(i), values.at(i));
      }
    }
    ASSERT_EQ(read(combine(pointers, {at_ms(from), at_ms(to)})), expected) << "seed " << GetParam();
  }
}

TEST_P(random_lines, come_back_from_a_checkpoint) {
  const presence_line line = random_line();
  std::vector<std::byte> bytes;
  byte_writer write{bytes};
  write(line);
  presence_line back;
  byte_reader take{bytes};
  take(back);
  EXPECT_TRUE(take.ok() && take.at_end());
  EXPECT_EQ(back, line);
}

INSTANTIATE_TEST_SUITE_P(seeds, random_lines, testing::Range<std::uint64_t>(1, 5));

}  // namespace
}  // namespace beatwatch
