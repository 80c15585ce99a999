#include <CLI/CLI.hpp>
#include <exception>
#include <functional>
#include <iostream>

#include "replay/decode.h"
#include "replay/import_roads.h"
#include "replay/simulate.h"

namespace beatwatch {
namespace {

constexpr int bad_input = 2;

// One function per subcommand: its options, and what runs when it is chosen.
using chosen = std::function<int()>;

void add_decode(CLI::App& app, decode_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("decode", "explain messages, one per line of input");
  command->add_option("protocol", options.protocol, "nmea0183")->required();
  command->add_flag("--hex", options.hex, "each line holds octets in hexadecimal");
  command->callback([&] { run = [&] { return decode(options, std::cin, std::cout); }; });
}

void add_import_roads(CLI::App& app, import_roads_options& options, chosen& run) {
  CLI::App* command =
      app.add_subcommand("import-roads", "make a road file of an OpenStreetMap map");
  command->add_option("map", options.map, ".osm.pbf, .osm or .osm.gz")->required();
  command->add_option("roads", options.roads, "the road file to write")->required();
  command->add_option("--attribution", options.attribution, "what the map's licence asks to show");
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return import_roads(options); }; });
}

void add_simulate(CLI::App& app, simulate_options& options, chosen& run) {
  CLI::App* command =
      app.add_subcommand("simulate", "write a shift that never happened, its truth known");
  shift_options& shift = options.shift;
  command->add_option("folder", options.folder, "where the files go")->required();
  command->add_option("--roads", options.roads, "road file or map; without, a town is drawn");
  command->add_option("--zones", options.zones, "GeoJSON; without, zones are drawn");
  command->add_option("--zone-name", options.zone_name, "property that names a given zone")
      ->capture_default_str();
  command->add_option("--zone-levels", options.zone_levels, "properties, widest level first")
      ->delimiter(',');
  command->add_option("--seed", shift.seed, "equal seeds give equal bytes")->capture_default_str();
  command->add_option("--from", options.from, "start of the shift")->capture_default_str();
  command->add_option("--time-zone", options.time_zone, "of the force")->capture_default_str();
  command->add_option("--hours", shift.hours, "length of the shift")
      ->check(CLI::Range(1, 24))
      ->capture_default_str();
  command->add_option("--cars", shift.cars)->check(CLI::Range(1, 99))->capture_default_str();
  command->add_option("--foot", shift.foot_officers, "crews on foot")
      ->check(CLI::Range(0, 99))
      ->capture_default_str();
  command->add_option("--pcsos", shift.pcsos)->check(CLI::Range(0, 99))->capture_default_str();
  command->add_option("--calls-per-hour", shift.calls.per_hour, "mean over a day")
      ->check(CLI::Range(0.0, 1'000.0))
      ->capture_default_str();
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return simulate(options); }; });
}

int run_tool(int argc, char** argv) {
  CLI::App app{"Beatwatch: patrol visibility and deployment. The tool beside the server."};
  app.require_subcommand(1);
  chosen run;
  decode_options decode_wanted;
  import_roads_options import_roads_wanted;
  simulate_options simulate_wanted;
  add_decode(app, decode_wanted, run);
  add_import_roads(app, import_roads_wanted, run);
  add_simulate(app, simulate_wanted, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
      return app.exit(error);
    }
    std::cerr << "beatwatch: " << error.what() << '\n';
    return bad_input;
  }
  return run();
}

}  // namespace
}  // namespace beatwatch

int main(int argc, char** argv) {
  try {
    return beatwatch::run_tool(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "beatwatch: " << error.what() << '\n';
    return beatwatch::bad_input;
  }
}
