// Red times against a second reading of the same rules: every minute of a fortnight is looked up
// on the wall clock of cctz, and each rule paints or wipes minutes in turn.
#include <cctz/civil_time.h>
#include <cctz/time_zone.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "adapters/sources/red_window_decode.h"
#include "adapters/sources/zone_clock_load.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;

constexpr int fortnight = 14 * 1440;
constexpr int edge = 3 * 1440;  // what begins before the fortnight is not on the wall

constexpr std::array month_names{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array day_names{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

struct drawn_dates {
  bool with_year = false;
  bool whole_months = false;
  cctz::civil_day first;
  cctz::civil_day last;  ///< not before the first
};

struct drawn_rule {
  char separator = ';';
  std::vector<drawn_dates> dates;
  std::vector<std::pair<int, int>> days;  ///< ranges of weekdays, Monday 0
  bool holidays = false;
  std::vector<std::pair<int, int>> times;  ///< minutes of the day
  bool off = false;
};

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string date_text(cctz::civil_day day, const drawn_dates& dates, bool with_year) {
  return (with_year ? std::to_string(day.year()) + " " : "") +
         month_names.at(static_cast<std::size_t>(day.month() - 1)) +
         (dates.whole_months ? "" : " " + two(day.day()));
}

std::string text_of(const drawn_rule& rule) {
  std::vector<std::string> dates;
  for (const drawn_dates& d : rule.dates) {
    dates.push_back(date_text(d.first, d, d.with_year));
    if (d.last != d.first) {
      dates.back() += "-" + date_text(d.last, d, d.with_year && !d.whole_months);
    }
  }
  std::vector<std::string> days;
  for (const auto& [first, last] : rule.days) {
    days.emplace_back(day_names.at(static_cast<std::size_t>(first)));
    if (first != last) {
      days.back().append("-").append(day_names.at(static_cast<std::size_t>(last)));
    }
  }
  if (rule.holidays) {
    days.emplace_back("PH");
  }
  std::vector<std::string> times;
  for (const auto& [from, to] : rule.times) {
    times.push_back(two(from / 60) + ":" + two(from % 60) + "-" + two(to / 60) + ":" +
                    two(to % 60));
  }
  std::string text;
  for (const auto* part : {&dates, &days, &times}) {
    for (std::size_t i = 0; i < part->size(); ++i) {
      text += (i > 0 ? "," : text.empty() ? "" : " ") + part->at(i);
    }
  }
  return text + (rule.off ? " off" : "");
}

/// Draws rules whose days and times lie close to a day, half of them in its small hours.
class rule_drawer {
 public:
  rule_drawer(unsigned seed, cctz::civil_day around) : random_(seed), around_(around) {}

  std::vector<drawn_rule> rules() {
    std::vector<drawn_rule> drawn(static_cast<std::size_t>(number(1, 4)));
    small_hours_ = one_in(2);
    for (drawn_rule& rule : drawn) {
      rule = draw();
    }
    return drawn;
  }
  std::set<cctz::civil_day> holidays() {
    return {around_ + number(-3, 3), around_ + number(-3, 3)};
  }

 private:
  int number(int min, int max) { return std::uniform_int_distribution<int>{min, max}(random_); }
  bool one_in(int n) { return number(1, n) == 1; }

  drawn_dates dates() {
    drawn_dates drawn{.with_year = one_in(2), .whole_months = one_in(3)};
    drawn.first = around_ + number(-4, 3);
    drawn.last = drawn.first + (one_in(2) ? 0 : number(1, 9));
    if (drawn.whole_months) {
      drawn.first = cctz::civil_day(cctz::civil_month(drawn.first));
      const cctz::civil_month last(drawn.last);
      drawn.last = cctz::civil_month(drawn.first) == last ? drawn.first : cctz::civil_day(last);
    }
    return drawn;
  }

  drawn_rule draw() {
    drawn_rule rule{.separator = one_in(2) ? ';' : ',', .holidays = one_in(4), .off = one_in(4)};
    for (int i = one_in(2) ? 0 : number(1, 2); i > 0; --i) {
      rule.dates.push_back(dates());
    }
    for (int i = number(0, 2); i > 0; --i) {
      const int first = number(0, 6);
      rule.days.emplace_back(first, one_in(2) ? first : number(0, 6));
    }
    const bool named = rule.holidays || !rule.days.empty() || !rule.dates.empty();
    const bool whole_days = rule.off && named && one_in(2);
    for (int i = whole_days ? 0 : number(1, 3); i > 0; --i) {
      const int latest = small_hours_ ? 240 : 1439;
      rule.times.emplace_back(number(0, latest), number(0, latest + 1));
    }
    if (!named) {
      rule.separator = ';';  // after a comma, times alone go on with those of the rule before
    }
    return rule;
  }

  std::mt19937 random_;
  cctz::civil_day around_;
  bool small_hours_ = false;
};

bool in_dates(const drawn_dates& dates, cctz::civil_day day) {
  const auto of_year = [](cctz::civil_day d) { return std::pair{d.month(), d.day()}; };
  if (dates.whole_months) {
    for (cctz::civil_month m(dates.first); m <= cctz::civil_month(dates.last); ++m) {
      if (m.month() == day.month() && (!dates.with_year || m.year() == day.year())) {
        return true;
      }
    }
    return false;
  }
  if (dates.with_year) {
    return dates.first <= day && day <= dates.last;
  }
  return of_year(dates.first) <= of_year(dates.last)
             ? of_year(dates.first) <= of_year(day) && of_year(day) <= of_year(dates.last)
             : of_year(dates.first) <= of_year(day) || of_year(day) <= of_year(dates.last);
}

bool names_day(const drawn_rule& rule,
               const std::set<cctz::civil_day>& holidays,
               cctz::civil_day day) {
  bool dated = rule.dates.empty();
  for (const drawn_dates& dates : rule.dates) {
    dated = dated || in_dates(dates, day);
  }
  bool named = rule.days.empty() && !rule.holidays;
  named = named || (rule.holidays && holidays.contains(day));
  const int weekday = static_cast<int>(cctz::get_weekday(day));
  for (const auto& [first, last] : rule.days) {
    for (int d = first;; d = (d + 1) % 7) {
      named = named || d == weekday;
      if (d == last) {
        break;
      }
    }
  }
  return dated && named;
}

/// The minutes of a fortnight and what the clock on the wall shows in each.
class wall {
 public:
  wall(const cctz::time_zone& zone, cctz::time_point<cctz::seconds> from) {
    for (int i = 0; i < fortnight; ++i) {
      shown_.emplace_back(cctz::convert(from + minutes{i}, zone));
    }
  }

  [[nodiscard]] cctz::civil_day first_day() const { return cctz::civil_day(shown_.front()); }
  [[nodiscard]] cctz::civil_day last_day() const { return cctz::civil_day(shown_.back()); }

  /// The minutes of a span of a rule on `day`: from the first that shows its start or later to the
  /// last that shows its end, or else the first that shows more.
  [[nodiscard]] std::pair<int, int> stretch(cctz::civil_day day, int start, int end) const {
    const cctz::civil_minute from = cctz::civil_minute(day) + start;
    const cctz::civil_minute to = cctz::civil_minute(day) + end + (end <= start ? 1440 : 0);
    int first = 0;
    while (first < fortnight && minute(first) < from) {
      ++first;
    }
    int last = fortnight;
    while (last > 0 && minute(last - 1) != to) {
      --last;
    }
    if (last > 0) {
      return {first, last - 1};
    }
    while (last < fortnight && minute(last) < to) {
      ++last;
    }
    return {first, last};
  }

 private:
  [[nodiscard]] cctz::civil_minute minute(int i) const {
    return shown_[static_cast<std::size_t>(i)];
  }
  std::vector<cctz::civil_minute> shown_;
};

std::vector<bool> painted(const std::vector<drawn_rule>& rules,
                          const std::set<cctz::civil_day>& holidays,
                          const wall& wall) {
  std::map<cctz::civil_day, std::vector<bool>> by_owner;
  for (auto day = wall.first_day(); day <= wall.last_day(); ++day) {
    by_owner[day].resize(fortnight, false);
  }
  for (const drawn_rule& rule : rules) {
    for (auto& [day, red] : by_owner) {
      if (!names_day(rule, holidays, day)) {
        continue;
      }
      if (rule.off ? rule.times.empty() : rule.separator == ';') {
        red.assign(fortnight, false);
      }
      for (const auto& [start, end] : rule.times) {
        const auto [first, last] = wall.stretch(day, start, end);
        for (int i = first; i < last; ++i) {
          const auto at = static_cast<std::size_t>(i);
          if (rule.off) {
            for (auto& [owner, its] : by_owner) {
              its[at] = false;
            }
          } else {
            red[at] = true;
          }
        }
      }
    }
  }
  std::vector<bool> red(fortnight, false);
  for (const auto& [owner, its] : by_owner) {
    for (std::size_t i = 0; i < red.size(); ++i) {
      red[i] = red[i] || its[i];
    }
  }
  return red;
}

std::string joined_text(const std::vector<drawn_rule>& rules) {
  std::string text;
  for (const drawn_rule& rule : rules) {
    text += (text.empty() ? "" : rule.separator + std::string{" "}) + text_of(rule);
  }
  return text;
}

void expect_as_painted(const std::string& name, cctz::civil_day around, unsigned seed) {
  cctz::time_zone zone;
  ASSERT_TRUE(cctz::load_time_zone(name, &zone));
  rule_drawer draw{seed, around};
  const std::vector<drawn_rule> rules = draw.rules();
  const std::set<cctz::civil_day> holidays = draw.holidays();
  const auto from = cctz::convert(cctz::civil_second(around - 7), zone);
  const std::vector<bool> expected = painted(rules, holidays, wall{zone, from});

  const std::string text = joined_text(rules);
  const auto decoded = decode_red_windows(text);
  ASSERT_TRUE(decoded) << text << ": " << decoded.error().column << ": "
                       << decoded.error().expected;
  zone_clock clock = load_zone_clock(name, 2020, 2032);
  for (const cctz::civil_day day : holidays) {
    clock.public_holidays.push_back(
        {static_cast<int>(day.year()) * 10'000 + day.month() * 100 + day.day()});
  }
  const instant start = from;
  std::vector<bool> ours(expected.size(), false);
  for (const interval& part : red_times(*decoded, clock, {start, start + minutes{fortnight}})) {
    for (instant t = part.from; t < part.to; t += 1min) {
      ours[static_cast<std::size_t>((t - start) / 1min)] = true;
    }
  }
  for (int i = edge; i + edge < fortnight; ++i) {
    const auto at = static_cast<std::size_t>(i);
    ASSERT_EQ(ours[at], expected[at])
        << text << ", holidays " << *holidays.begin() << " and " << *holidays.rbegin() << ", "
        << name << " " << cctz::convert(from + minutes{i}, zone) << ", seed " << seed;
  }
}

class red_times_by_the_minute : public testing::TestWithParam<std::string> {};

TEST_P(red_times_by_the_minute, are_those_of_the_rules_around_every_clock_change) {
  cctz::time_zone zone;
  ASSERT_TRUE(cctz::load_time_zone(GetParam(), &zone));
  unsigned seed = 1;
  for (const auto& change : load_zone_clock(GetParam(), 2025, 2029).changes) {
    const cctz::civil_day day(cctz::convert(std::chrono::floor<cctz::seconds>(change.from), zone));
    for (int i = 0; i < 30; ++i) {
      expect_as_painted(GetParam(), day, seed++);
      ASSERT_FALSE(HasFailure());
    }
  }
}

TEST_P(red_times_by_the_minute, are_those_of_the_rules_where_months_and_years_end) {
  unsigned seed = 10'001;
  for (const cctz::civil_day day : {cctz::civil_day(2026, 12, 31),
                                    cctz::civil_day(2027, 2, 28),
                                    cctz::civil_day(2028, 2, 29),
                                    cctz::civil_day(2026, 4, 30)}) {
    for (int i = 0; i < 50; ++i) {
      expect_as_painted(GetParam(), day, seed++);
      ASSERT_FALSE(HasFailure());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    zones,
    red_times_by_the_minute,
    testing::Values("Europe/London", "America/Los_Angeles", "Australia/Lord_Howe", "Asia/Beirut"));

}  // namespace
}  // namespace beatwatch
