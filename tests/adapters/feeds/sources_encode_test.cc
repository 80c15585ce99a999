#include "adapters/feeds/sources_encode.h"

#include <gtest/gtest.h>

#include <chrono>

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

const instant now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 27} + 12h;

// A source whose devices are silent after 90 s.
source_report report(std::optional<instant> last_heard, bool silent = false) {
  return {.source = "radios",
          .window = {now - 1h, now},
          .configured = true,
          .silent = silent,
          .last_heard_at = last_heard,
          .silence_max = 90s};
}

v1::SourceReport as_told(const source_report& one) {
  v1::SourcesAnswer answer;
  source_reports_to_wire({&one, 1}, now, answer);
  return answer.sources(0);
}

TEST(sources_encode, tells_a_source_that_is_off_from_one_that_cannot_be_read) {
  source_report never = report({});
  EXPECT_EQ(as_told(never).state(), v1::SOURCE_STATE_NEVER_HEARD);
  EXPECT_FALSE(as_told(never).has_last_unused_at_ms());

  source_report unreadable = report({});
  unreadable.totals = {{"bad_checksum", 3, now - 1s}, {"bad_time", 1, now - 5s}};
  EXPECT_EQ(as_told(unreadable).state(), v1::SOURCE_STATE_UNREADABLE);
  EXPECT_EQ(as_told(unreadable).last_unused_at_ms(), instant_to_ms(now - 1s));
  EXPECT_FALSE(as_told(unreadable).has_last_heard_at_ms());

  source_report once_good = report(now - 10min, true);
  EXPECT_EQ(as_told(once_good).state(), v1::SOURCE_STATE_SILENT);
  once_good.totals = {{"bad_checksum", 3, now - 1s}};
  EXPECT_EQ(as_told(once_good).state(), v1::SOURCE_STATE_UNREADABLE);
  EXPECT_EQ(as_told(once_good).last_heard_at_ms(), instant_to_ms(now - 10min));

  source_report now_off = report({});
  now_off.totals = {{"bad_checksum", 3, now - 10min}};
  EXPECT_EQ(as_told(now_off).state(), v1::SOURCE_STATE_SILENT);
}

TEST(sources_encode, a_source_of_which_some_records_are_used_is_heard) {
  source_report one = report(now - 20s);
  EXPECT_EQ(as_told(one).state(), v1::SOURCE_STATE_HEARD);
  one.totals = {{"bad_checksum", 3, now - 1s}};
  EXPECT_EQ(as_told(one).state(), v1::SOURCE_STATE_HEARD);
}

TEST(sources_encode, what_counts_no_record_is_not_heard) {
  source_report one = report({});
  one.totals = {{"poll_failed", 3, now}, {"timed_out", 1, now}, {"too_many_connections", 1, now}};
  EXPECT_EQ(as_told(one).state(), v1::SOURCE_STATE_NEVER_HEARD);
}

TEST(sources_encode, what_is_no_source_of_events_has_no_state) {
  source_report query = report({});
  query.source = "query";
  query.configured = false;
  query.totals = {{"malformed", 1, now}};
  EXPECT_EQ(as_told(query).state(), v1::SOURCE_STATE_UNSPECIFIED);
}

}  // namespace
}  // namespace beatwatch
