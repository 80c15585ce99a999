#include "adapters/sources/nmea_epoch.h"

#include <chrono>
#include <cstdint>
#include <optional>

#include "adapters/sources/ping_fields.h"
#include "adapters/sources/time_of_day.h"
#include "engine/base/check.h"

namespace beatwatch {
namespace {

using std::chrono::weeks;

expected<instant, intake_reason> observed_at(const nmea_rmc& rmc,
                                             instant received_at,
                                             bool mend_week_rollover) {
  if (!rmc.time || !rmc.date) {
    return unexpected{intake_reason::no_time};
  }
  instant observed = *rmc.date + rmc.time->since_midnight();
  if (mend_week_rollover && received_at - observed > weeks{1000}) {
    observed += weeks{1024};
  }
  if (received_at - observed > weeks{1000}) {
    return unexpected{intake_reason::week_rollover};
  }
  return observed;
}

/// A GGA or GNS.
template <typename Fix>
expected<instant, intake_reason> observed_at(const Fix& fix, instant received_at) {
  if (!fix.time) {
    return unexpected{intake_reason::no_time};
  }
  return nearest_time_of_day(received_at, fix.time->since_midnight());
}

template <typename Sentence>
const Sentence* if_valid(const Sentence* sentence) {
  return sentence != nullptr && position_valid(*sentence) ? sentence : nullptr;
}

/// Device, speed, heading and accuracy are still to come.
expected<ping, intake_reason> placed(expected<instant, intake_reason> observed,
                                     const std::optional<position>& at) {
  if (!observed) {
    return unexpected{observed.error()};
  }
  ping report{.at = *at};
  if (const auto reason = set_observed(*observed, report)) {
    return unexpected{*reason};
  }
  return report;
}

expected<ping, intake_reason> place(const nmea_epoch& epoch,
                                    instant received_at,
                                    bool mend_week_rollover) {
  if (epoch.rmc != nullptr) {
    if (!position_valid(*epoch.rmc)) {
      return unexpected{intake_reason::no_fix};
    }
    return placed(observed_at(*epoch.rmc, received_at, mend_week_rollover), epoch.rmc->at);
  }
  if (const auto* gga = if_valid(epoch.gga)) {
    return placed(observed_at(*gga, received_at), gga->at);
  }
  if (const auto* gns = if_valid(epoch.gns)) {
    return placed(observed_at(*gns, received_at), gns->at);
  }
  return unexpected{intake_reason::no_fix};
}

std::optional<std::uint32_t> accuracy_cm(const nmea_epoch& epoch) {
  const auto* const gga = if_valid(epoch.gga);
  const auto* const gns = if_valid(epoch.gns);
  const auto hdop = gga != nullptr && gga->hdop ? gga->hdop
                    : gns != nullptr            ? gns->hdop
                                                : std::nullopt;
  return hdop ? accuracy_cm_of_hdop(*hdop) : std::nullopt;
}

struct motion {
  std::optional<double> speed_mps;
  std::optional<double> course_deg;
};

motion motion_of(const nmea_epoch& epoch) {
  if (epoch.rmc != nullptr) {
    return {.speed_mps = epoch.rmc->speed_mps, .course_deg = epoch.rmc->course_deg};
  }
  if (epoch.vtg != nullptr && epoch.vtg->mode != 'N') {
    return {.speed_mps = epoch.vtg->speed_mps, .course_deg = epoch.vtg->course_deg};
  }
  return {};
}

}  // namespace

expected<ping, intake_reason> nmea_epoch_to_ping(const nmea_epoch& epoch,
                                                 instant received_at,
                                                 bool mend_week_rollover) {
  check(epoch.rmc != nullptr || epoch.gga != nullptr || epoch.gns != nullptr,
        "an epoch has a sentence with a position");
  auto report = place(epoch, received_at, mend_week_rollover);
  if (!report) {
    return report;
  }
  const motion seen = motion_of(epoch);
  if (const auto reason = set_motion(seen.speed_mps, seen.course_deg, *report)) {
    return unexpected{*reason};
  }
  report->accuracy_cm = accuracy_cm(epoch);
  return report;
}

}  // namespace beatwatch
