#include "adapters/web/metrics_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace beatwatch {
namespace {

using testing::HasSubstr;
using testing::Not;

v1::SourceReport report(const char* name, v1::SourceState state) {
  v1::SourceReport source;
  source.set_source(name);
  source.set_state(state);
  source.set_silent(state == v1::SOURCE_STATE_SILENT);
  return source;
}

TEST(metrics_text, tells_a_source_that_cannot_be_read_from_one_that_is_silent) {
  v1::SourcesAnswer sources;
  *sources.add_sources() = report("avl", v1::SOURCE_STATE_UNREADABLE);
  *sources.add_sources() = report("radios", v1::SOURCE_STATE_SILENT);
  *sources.add_sources() = report("rota", v1::SOURCE_STATE_HEARD);
  const std::string text = metrics_text({}, sources);
  EXPECT_THAT(text, HasSubstr("beatwatch_source_unreadable{source=\"avl\"} 1"));
  EXPECT_THAT(text, HasSubstr("beatwatch_source_unreadable{source=\"radios\"} 0"));
  EXPECT_THAT(text, HasSubstr("beatwatch_source_silent{source=\"avl\"} 0"));
  EXPECT_THAT(text, HasSubstr("beatwatch_source_silent{source=\"radios\"} 1"));
  EXPECT_THAT(text, HasSubstr("beatwatch_source_silent{source=\"rota\"} 0"));
}

TEST(metrics_text, counts_what_was_refused_by_where_and_why) {
  v1::StatusAnswer status;
  status.set_journal_writable(true);
  v1::SourceCounted& counted = *status.add_counters();
  counted.set_source("avl");
  counted.set_reason("bad \"checksum\"");
  counted.set_total(7);
  const std::string text = metrics_text(status, {});
  EXPECT_THAT(
      text, HasSubstr("beatwatch_counted_total{source=\"avl\",reason=\"bad \\\"checksum\\\"\"} 7"));
  EXPECT_THAT(text, HasSubstr("beatwatch_journal_writable 1"));
}

TEST(metrics_text, a_source_that_was_never_heard_has_no_time) {
  v1::SourcesAnswer sources;
  *sources.add_sources() = report("avl", v1::SOURCE_STATE_NEVER_HEARD);
  EXPECT_THAT(metrics_text({}, sources),
              Not(HasSubstr("beatwatch_source_last_heard_seconds{source=\"avl\"}")));
}

}  // namespace
}  // namespace beatwatch
