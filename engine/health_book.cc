#include "engine/health_book.h"

#include <algorithm>

namespace beatwatch {
namespace {

struct devices_of_source {
  instant last_heard{};
  duration silence_max{};
  std::uint32_t not_silent = 0;
};

std::vector<devices_of_source> by_source(const std::vector<device_reports>& devices,
                                         std::size_t sources) {
  std::vector<devices_of_source> found(sources);
  for (const device_reports& d : devices) {
    devices_of_source& of = found[d.source];
    of.last_heard = std::max(of.last_heard, d.heard.last);
    of.silence_max = d.silence_max;  // of one profile
    of.not_silent += d.heard.silent ? 0 : 1;
  }
  return found;
}

// Judges one device whose source is heard since `source_since`; returns whether its health changed.
bool judge_device(device_reports& d, instant source_since, instant now) {
  const device_health before = d.health();
  if (d.heard.judge(now, d.silence_max, source_since) && !d.heard.silent) {
    // Back: whether with fixes is plain at once, and no second delay is due.
    d.fixes.silent = now - d.fixes.last > d.silence_max;
  } else if (!d.heard.silent) {
    d.fixes.judge(now, d.silence_max, std::max(source_since, d.heard.since));
  }
  return d.health() != before;
}

}  // namespace

duration device_silence_max(const parameters& settings, const reporting_profile& profile) {
  return std::max(settings.stale_after, 3 * profile.refresh);
}

duration source_silence_max(duration of_devices) { return of_devices / 2; }

device_health device_reports::health() const {
  return heard.silent ? device_health::silent
                      : (fixes.silent ? device_health::no_fix : device_health::positioned);
}

std::optional<instant> device_reports::last_fix_at() const {
  return ever_fixed ? std::optional{fixes.last} : std::nullopt;
}

void health_book::introduce(std::string_view source, duration silence_max) {
  const auto known = std::find_if(
      sources_.begin(), sources_.end(), [source](const auto& s) { return s.name == source; });
  device_reports& fresh = devices_.emplace_back();
  fresh.source = static_cast<std::uint32_t>(known - sources_.begin());
  fresh.silence_max = silence_max;
  if (known == sources_.end()) {
    sources_.push_back({.name = std::string(source), .heard = {}});
  }
}

report_tally& health_book::hear(device_reports& device, instant now) {
  device.heard.hear(now, device.silence_max);
  to_judge_ = true;
  report_tally& tally = device.reports.of_hour(now);
  ++tally.messages;
  return tally;
}

void health_book::take_ping(device_id id,
                            const ping& p,
                            std::optional<ping_reject> reject,
                            instant now) {
  device_reports& device = devices_[id.value];
  report_tally& tally = hear(device, now);
  ++tally.triggers[static_cast<std::size_t>(p.trigger)];
  if (reject != ping_reject::duplicate) {
    tally.delay.add(now - p.observed_at);
  }
  if (reject) {
    ++tally.rejects[static_cast<std::size_t>(*reject)];
    return;
  }
  ++tally.fixes;
  if (device.ever_fixed && p.observed_at > device.fixes.last) {
    tally.refresh.add(p.observed_at - device.fixes.last);
  }
  device.fixes.hear(p.observed_at, device.silence_max);
  device.ever_fixed = true;
}

void health_book::take_signal(device_id id, const device_heard& heard, instant now) {
  report_tally& tally = hear(devices_[id.value], now);
  ++tally.without_fix;
  if (heard.observed_at) {
    tally.delay.add(now - *heard.observed_at);
  }
}

void health_book::judge(const id_map<device_id>& names, instant now, std::vector<change>& changes) {
  judge_sources(now, changes);
  judge_devices(names, now, changes);
  to_judge_ = std::any_of(devices_.begin(), devices_.end(), [this](const device_reports& d) {
    return !d.heard.silent && !sources_[d.source].heard.silent;
  });
}

void health_book::judge_sources(instant now, std::vector<change>& changes) {
  const auto found = by_source(devices_, sources_.size());
  const std::size_t first = changes.size();
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    hearing& heard = sources_[i].heard;
    const duration limit = source_silence_max(found[i].silence_max);
    heard.hear(found[i].last_heard, limit);
    if (heard.judge(now, limit)) {
      changes.push_back(
          {now,
           source_health_changed{
               sources_[i].name, heard.silent, found[i].last_heard, found[i].not_silent}});
    }
  }
  std::sort(changes.begin() + static_cast<std::ptrdiff_t>(first),
            changes.end(),
            [](const change& a, const change& b) {
              return std::get<source_health_changed>(a.body).source <
                     std::get<source_health_changed>(b.body).source;
            });
}

void health_book::judge_devices(const id_map<device_id>& names,
                                instant now,
                                std::vector<change>& changes) {
  std::vector<device_id> changed;
  for (std::uint32_t i = 0; i < devices_.size(); ++i) {
    const hearing& source = sources_[devices_[i].source].heard;
    if (!source.silent && judge_device(devices_[i], source.since, now)) {
      changed.push_back({i});
    }
  }
  std::sort(changed.begin(), changed.end(), [&names](device_id a, device_id b) {
    return names.name(a) < names.name(b);
  });
  for (const device_id id : changed) {
    const device_reports& d = devices_[id.value];
    changes.push_back({now,
                       device_health_changed{.device = names.name(id),
                                             .health = d.health(),
                                             .last_heard_at = d.heard.last,
                                             .last_fix_at = d.last_fix_at()}});
  }
}

void health_book::prefetch_device(device_id id) const {
  // What comes last, the hour before, is not touched.
  prefetch_bytes(&devices_[id.value], sizeof(device_reports) - sizeof(report_tally));
}

}  // namespace beatwatch
