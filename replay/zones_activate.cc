#include "replay/zones_activate.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "adapters/sources/rfc3339.h"
#include "replay/option_time.h"
#include "replay/query_client.h"
#include "replay/report_lines.h"
#include "replay/zone_sets.h"

namespace beatwatch {
namespace {

constexpr std::chrono::milliseconds asks_again_after{200};

v1::ZonesActivation activate(query_client& client,
                             const v1::ActivateZones& query,
                             std::chrono::seconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  for (;;) {
    try {
      return client.activate_zones(query);
    } catch (const query_refused& refused) {
      if (refused.code() != v1::ERROR_CODE_UNAVAILABLE ||
          std::chrono::steady_clock::now() >= until) {
        throw;
      }
    }
    std::this_thread::sleep_for(asks_again_after);
  }
}

}  // namespace

int zones_activate(const zones_activate_options& options) {
  const instant at = option_time(options.at, "--at");
  const config settings = read_config(options.config);
  const named_zones named = find_named_zones(options.set, settings);
  store_zones(settings.zones.store, *named.set.zones, named.set.plane);
  query_client client{options.server, options.access};
  v1::ActivateZones query;
  query.set_hash(named.set.zones->hash);
  query.set_at_ms(instant_to_ms(at));
  const v1::ZonesActivation taken =
      activate(client, query, std::chrono::seconds{options.patience_s});
  nlohmann::ordered_json report;
  report["zones"] = taken.zones();
  report["hash"] = taken.hash();
  report["in force from"] = format_rfc3339(ms_to_instant(taken.at_ms()));
  print_report(report, options.json);
  return 0;
}

}  // namespace beatwatch
