#include <CLI/CLI.hpp>

#include "replay/commands.h"

namespace beatwatch {
namespace {

constexpr const char* a_zone_set = "a hash in the store, a .zones file, GeoJSON or a GeoPackage";

void add_zones_import(CLI::App& zones, zones_import_options& options, chosen& run) {
  CLI::App* command =
      zones.add_subcommand("import", "make a prepared set, and report what is in it");
  command->add_option("file", options.source, "GeoJSON or GeoPackage; without: the configured one");
  command->add_option("--config", options.config, "the server's")->required();
  command->add_option("--out", options.out, "a .zones file; without: into the store");
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return zones_import(options); }; });
}

void add_zones_diff(CLI::App& zones, zones_diff_options& options, chosen& run) {
  CLI::App* command = zones.add_subcommand("diff", "show what a set changes");
  command->add_option("set", options.after, a_zone_set)->required();
  command->add_option("before", options.before, "another set; without: what the server has");
  command->add_option("--config", options.config, "the server's")->required();
  command->add_option("--server", options.server, "query socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_flag("--json", options.json, "the changes as one JSON object");
  command->callback([&] { run = [&] { return zones_diff(options); }; });
}

void add_zones_dry_run(CLI::App& zones, zones_dry_run_options& options, chosen& run) {
  CLI::App* command =
      zones.add_subcommand("dry-run", "show what zones would have got, beside what they got");
  command->add_option("set", options.set, a_zone_set)->required();
  command->add_option("--config", options.config, "the server's")->required();
  command->add_option("--journal", options.journal, "a folder; without: the configured one");
  command->add_option(
      "--from", options.from, "start of the window; without: 30 days before its end");
  command->add_option("--to", options.to, "end of the window; without: where the journal ends");
  command->add_flag("--json", options.json, "the figures as one JSON object");
  command->callback([&] { run = [&] { return zones_dry_run(options); }; });
}

void add_zones_activate(CLI::App& zones, zones_activate_options& options, chosen& run) {
  CLI::App* command = zones.add_subcommand(
      "activate", "put a set in force on a running server, from an instant on");
  command->add_option("set", options.set, a_zone_set)->required();
  command->add_option("--at", options.at, "from when on; not before now")->required();
  command->add_option("--config", options.config, "the server's")->required();
  command->add_option("--server", options.server, "query socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_option("--patience", options.patience_s, "seconds that the server may prepare it")
      ->check(CLI::Range(1, 3'600))
      ->capture_default_str();
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return zones_activate(options); }; });
}

}  // namespace

void add_zones(CLI::App& app, zones_options& options, chosen& run) {
  CLI::App* command =
      app.add_subcommand("zones", "sets of zones: make, compare, try, put in force");
  command->require_subcommand(1);
  add_zones_import(*command, options.import, run);
  add_zones_diff(*command, options.diff, run);
  add_zones_dry_run(*command, options.dry_run, run);
  add_zones_activate(*command, options.activate, run);
}

}  // namespace beatwatch
