#include "adapters/web/metrics_text.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <utility>
#include <vector>

namespace beatwatch {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

class metric_page {
 public:
  explicit metric_page(std::vector<MetricFamily>& families) : families_(families) {}

  void begin(const char* name, const char* help, MetricType type) {
    families_.push_back({name, help, type, {}});
  }
  void add(double value, std::vector<ClientMetric::Label> labels = {}) {
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.gauge.value = value;
    metric.counter.value = value;
    families_.back().metric.push_back(std::move(metric));
  }
  void one(const char* name, const char* help, MetricType type, double value) {
    begin(name, help, type);
    add(value);
  }

 private:
  std::vector<MetricFamily>& families_;
};

double seconds(std::int64_t ms) { return static_cast<double>(ms) / 1'000; }

void add_server(const v1::StatusAnswer& status, metric_page& page) {
  page.one("beatwatch_journal_writable",
           "1 while the journal takes events, else 0: nothing is acknowledged then.",
           MetricType::Gauge,
           status.journal_writable() ? 1 : 0);
  page.one("beatwatch_journal_events_total",
           "Events on disk since the journal began.",
           MetricType::Counter,
           static_cast<double>(status.events_durable()));
  page.one("beatwatch_feed_messages_total",
           "Messages published since the journal began.",
           MetricType::Counter,
           static_cast<double>(status.feed_number()));
  page.one("beatwatch_engine_time_seconds",
           "The engine's clock, seconds since 1970.",
           MetricType::Gauge,
           seconds(status.engine_now_ms()));
  page.one("beatwatch_unknown_devices",
           "Devices that no roster names.",
           MetricType::Gauge,
           status.unknown_devices_size());
  page.begin("beatwatch_counted_total",
             "What was refused, dropped or ended, by where and why.",
             MetricType::Counter);
  for (const v1::SourceCounted& c : status.counters()) {
    page.add(static_cast<double>(c.total()), {{"source", c.source()}, {"reason", c.reason()}});
  }
}

void add_sources(const v1::SourcesAnswer& answer, metric_page& page) {
  page.begin("beatwatch_source_silent",
             "1 while a source has not been heard for longer than its limit.",
             MetricType::Gauge);
  for (const v1::SourceReport& s : answer.sources()) {
    page.add(s.silent() ? 1 : 0, {{"source", s.source()}});
  }
  page.begin("beatwatch_source_unreadable",
             "1 while something comes of a source, and nothing of late could be used.",
             MetricType::Gauge);
  for (const v1::SourceReport& s : answer.sources()) {
    page.add(s.state() == v1::SOURCE_STATE_UNREADABLE ? 1 : 0, {{"source", s.source()}});
  }
  page.begin("beatwatch_source_last_heard_seconds",
             "When a source was last heard, seconds since 1970.",
             MetricType::Gauge);
  for (const v1::SourceReport& s : answer.sources()) {
    if (s.has_last_heard_at_ms()) {
      page.add(seconds(s.last_heard_at_ms()), {{"source", s.source()}});
    }
  }
  page.begin("beatwatch_source_devices", "Devices of a source by their health.", MetricType::Gauge);
  for (const v1::SourceReport& s : answer.sources()) {
    page.add(s.positioned(), {{"source", s.source()}, {"health", "positioned"}});
    page.add(s.no_fix(), {{"source", s.source()}, {"health", "no_fix"}});
    page.add(s.silent_devices(), {{"source", s.source()}, {"health", "silent"}});
  }
  page.begin("beatwatch_source_hour_messages",
             "Messages of a source in this hour and the one before.",
             MetricType::Gauge);
  for (const v1::SourceReport& s : answer.sources()) {
    page.add(s.summary().messages(), {{"source", s.source()}});
  }
  page.begin("beatwatch_source_delay_p95_seconds",
             "95 % of the records came within this time after they were observed.",
             MetricType::Gauge);
  for (const v1::SourceReport& s : answer.sources()) {
    if (s.summary().has_delay_p95_ms()) {
      page.add(seconds(s.summary().delay_p95_ms()), {{"source", s.source()}});
    }
  }
  page.begin("beatwatch_source_rejects_total",
             "Records of a source that became no fix, by reason.",
             MetricType::Counter);
  for (const v1::SourceReport& s : answer.sources()) {
    for (const v1::RejectCount& r : s.totals()) {
      page.add(static_cast<double>(r.count()), {{"source", s.source()}, {"reason", r.reason()}});
    }
  }
}

}  // namespace

std::string metrics_text(const v1::StatusAnswer& status, const v1::SourcesAnswer& sources) {
  std::vector<MetricFamily> families;
  metric_page page{families};
  add_server(status, page);
  add_sources(sources, page);
  return prometheus::TextSerializer{}.Serialize(families);
}

}  // namespace beatwatch
