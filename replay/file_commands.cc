#include <CLI/CLI.hpp>
#include <iostream>
#include <string>
#include <vector>

#include "adapters/access/account.h"
#include "adapters/sources/protocols.h"
#include "replay/commands.h"

namespace beatwatch {
namespace {

int check_files(const check_options& options) {
  const check_setup_options& setup = options.setup;
  return options.map.empty()
             ? check_setup(setup)
             : explain_tables({.map = options.map, .files = setup.files, .json = setup.json},
                              std::cout);
}

}  // namespace

void add_account(CLI::App& app, make_account_options& options, chosen& run) {
  CLI::App* command =
      app.add_subcommand("account", "read a password and print an account of the console");
  command->add_option("name", options.name, "what is typed at the login")->required();
  command->add_option("--role", options.role, "what the account may do")
      ->required()
      ->check(CLI::IsMember(
          std::vector<std::string>{access_role_words.begin(), access_role_words.end()}));
  command->add_option("--area", options.area, "path of the level that it is for, \"force/north\"");
  command->add_option("--person", options.person, "who of the roster it is, for the own record");
  command->add_flag("--token", options.token, "for a program: a token instead of a password");
  command->callback([&] { run = [&] { return make_account(options, std::cin, std::cout); }; });
}

void add_check(CLI::App& app, check_options& all, chosen& run) {
  check_setup_options& options = all.setup;
  CLI::App* command =
      app.add_subcommand("check", "explain files before they are loaded, and servers");
  command->add_option("files", options.files, "configurations, tables, zones, road files");
  CLI::Option* map = command->add_option(
      "--map", all.map, "explain CSV files line by line, as this column map reads them");
  command->add_option("--zone-name", options.zone_name, "property that names a zone of GeoJSON")
      ->capture_default_str();
  command->add_option("--status", options.status, "query socket of a running server")
      ->excludes(map);
  add_access(*command, options.access);
  command->add_flag("--json", options.json, "one JSON object per file and server");
  command->callback([&] { run = [&] { return check_files(all); }; });
}

void add_decode(CLI::App& app, decode_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("decode", "explain messages, one per line of output");
  command->add_option("protocol", options.protocol, protocol_names())->required();
  command->add_flag("--hex", options.hex, "each line holds octets in hexadecimal");
  command->callback([&] { run = [&] { return decode(options, std::cin, std::cout); }; });
}

void add_import_roads(CLI::App& app, import_roads_options& options, chosen& run) {
  CLI::App* command =
      app.add_subcommand("import-roads", "make a road file of an OpenStreetMap map");
  command->add_option("map", options.map, ".osm.pbf, .osm or .osm.gz")->required();
  command->add_option("roads", options.roads, "the road file to write")->required();
  command->add_option("--tiles", options.tiles, "an MBTiles file to draw them into, for the page");
  command->add_option("--attribution", options.attribution, "what the map's licence asks to show");
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return import_roads(options); }; });
}

void add_redtimes(CLI::App& app, explain_red_times_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("redtimes", "look into the red times of zones");
  command->require_subcommand(1);
  CLI::App* explain =
      command->add_subcommand("explain", "show the next windows of a rule, or where it is wrong");
  explain->add_option("rule", options.rule, "such as \"Fr-Sa 21:00-03:00; PH off\"")->required();
  explain->add_option("--timezone", options.time_zone, "such as Europe/London")->required();
  explain->add_option("--from", options.from, "RFC 3339; without: now");
  explain->add_option("--count", options.count, "how many windows")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  explain->add_option("--holidays", options.holidays, "CSV file of public holidays");
  explain->add_flag("--json", options.json, "the windows as one JSON object");
  explain->callback([&] { run = [&] { return explain_red_times(options, std::cout); }; });
}

void add_simulate(CLI::App& app, simulate_options& options, chosen& run) {
  CLI::App* command =
      app.add_subcommand("simulate", "write a shift that never happened, its truth known");
  shift_options& shift = options.shift;
  command->add_option("folder", options.folder, "where the files go")->required();
  command->add_option("--roads", options.roads, "road file or map; without, a town is drawn");
  command->add_option("--zones", options.zones, "GeoJSON; without, zones are drawn");
  command->add_option("--zone-name", options.zone_name, "property that names a given zone");
  command->add_option("--zone-levels", options.zone_levels, "properties, widest level first")
      ->delimiter(',');
  const std::vector<std::string> cars{"native",
                                      "nmea_udp",
                                      "nmea_tcp",
                                      "taip_udp",
                                      "taip_tcp",
                                      "teltonika_udp",
                                      "teltonika_tcp",
                                      "cot_udp",
                                      "cot_tcp",
                                      "owntracks_http"};
  command->add_option("--trackers", options.trackers, "kind of source that trackers report to")
      ->check(CLI::IsMember(cars))
      ->capture_default_str();
  command->add_option("--radios", options.radios, "kind of source that radios report to")
      ->check(CLI::IsMember(
          {"native", "lip_udp", "lip_tcp", "pei_tcp", "cot_udp", "cot_tcp", "owntracks_http"}))
      ->capture_default_str();
  command
      ->add_option("--profile",
                   options.profile,
                   "dirty: with all that goes wrong in a force, see docs/files.md")
      ->check(CLI::IsMember({"tidy", "dirty"}))
      ->capture_default_str();
  command->add_flag("--free-ports", options.free_ports, "configure a server on any free ports");
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

}  // namespace beatwatch
