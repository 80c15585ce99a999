#include <CLI/CLI.hpp>
#include <iostream>

#include "replay/commands.h"

namespace beatwatch {
namespace {

void add_history_build(CLI::App& history, history_build_options& options, chosen& run) {
  CLI::App* command = history.add_subcommand("build", "make a history of a journal, or go on");
  command->add_option("--journal", options.journal, "the journal's folder")->required();
  command->add_option("--out", options.file, "the GeoPackage to write")->required();
  command->add_flag("--best-knowledge",
                    options.best_knowledge,
                    "in the order in which things happened, whatever came late in its place");
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return history_build(options); }; });
}

void add_history_prune(CLI::App& history, history_prune_options& options, chosen& run) {
  CLI::App* command =
      history.add_subcommand("prune", "delete what is old; seals and figures by hour stay");
  command->add_option("--file", options.file, "the history")->required();
  command->add_option("--before", options.before, "what ended by then goes")->required();
  command->add_option("--class", options.classes, "trails, visits, presence, incidents; all");
  command->add_option("--keep", options.keep_days, "CLASS=DAYS: that class so many days longer");
  command->add_option("--hold", options.holds, "CSV of what must stay: zone,from,to,reason");
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return history_prune(options); }; });
}

void add_history_show(CLI::App& history, history_show_options& options, chosen& run) {
  CLI::App* command = history.add_subcommand("show", "what zones got, from a history");
  CLI::Option* zone =
      command->add_option("zone", options.zone, "its hours and visits; without: every zone");
  CLI::Option* level =
      command->add_option("--level", options.level, "hours of a level, by its path: force/north")
          ->excludes(zone);
  CLI::Option* levels =
      command->add_flag("--levels", options.levels, "every level")->excludes(zone)->excludes(level);
  command->add_option("--gate", options.gate, "who passed a gate")
      ->excludes(zone)
      ->excludes(level)
      ->excludes(levels);
  command->add_option("--file", options.file, "the history")->required();
  command->add_option("--from", options.from, "start of the window")->required();
  command->add_option("--to", options.to, "end of the window")->required();
  command->add_flag("--json", options.json, "the answer as one JSON object");
  command->callback([&] { run = [&] { return history_show(options); }; });
}

void add_history_figures(CLI::App& history, history_figures_options& options, chosen& run) {
  CLI::App* command = history.add_subcommand("figures", "every figure of a zone or level");
  CLI::Option* zone = command->add_option("zone", options.zone, "the zone");
  command->add_option("--level", options.level, "a level instead, by its path: force/north")
      ->excludes(zone);
  command->add_option("--file", options.file, "the history")->required();
  CLI::Option* from = command->add_option("--from", options.from, "start of the window");
  CLI::Option* to = command->add_option("--to", options.to, "end of the window");
  CLI::Option* day = command->add_option("--day", options.day, "the policing day of a local date")
                         ->excludes(from)
                         ->excludes(to);
  command->add_option("--shift", options.shift, "of that day, by its name")->needs(day);
  CLI::Option* before_from = command->add_option(
      "--before-from", options.before_from, "start of a window to compare with");
  CLI::Option* before_to =
      command->add_option("--before-to", options.before_to, "end of it")->needs(before_from);
  before_from->needs(before_to);
  CLI::Option* json = command->add_flag("--json", options.json, "the answer as one JSON object");
  command->add_flag("--csv", options.csv, "a table that spreadsheets open")->excludes(json);
  command->callback([&] { run = [&] { return history_figures(options); }; });
}

}  // namespace

void add_audit(CLI::App& app, audit_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("audit", "who looked at where units were");
  command->require_subcommand(1);
  CLI::App* verify = command->add_subcommand("verify", "check that no look was altered or lost");
  verify->add_option("--journal", options.verify.journal, "the journal's folder")->required();
  verify->add_option("--known", options.verify.known, "a newest link that was noted earlier");
  verify->add_flag("--json", options.verify.json, "the report as one JSON object");
  verify->callback([&] { run = [&] { return audit_verify(options.verify, std::cout); }; });
  CLI::App* show = command->add_subcommand("show", "print looks");
  show->add_option("--journal", options.show.journal, "the journal's folder")->required();
  show->add_option("--unit", options.show.unit, "looks at this unit, and at every unit");
  show->add_flag("--json", options.show.json, "one JSON object per look");
  show->callback([&] { run = [&] { return audit_show(options.show, std::cout); }; });
}

void add_history(CLI::App& app, history_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("history", "the history that analysts query");
  command->require_subcommand(1);
  add_history_build(*command, options.build, run);
  add_history_figures(*command, options.figures, run);
  add_history_prune(*command, options.prune, run);
  add_history_show(*command, options.show, run);
}

void add_load(CLI::App& app, load_tables_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("load", "make a journal of months of exported files");
  command->add_option("files", options.files, "CSV files that the map names")->required();
  command->add_option("--map", options.map, "the column map")->required();
  command->add_option("--config", options.config, "a server's: parameters, zones, roads")
      ->required();
  command->add_option("--into", options.into, "the journal's folder, which is made")->required();
  command->add_flag("--leave-out-rejected",
                    options.leave_out_rejected,
                    "load what can be loaded; without: everything or nothing");
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return load_tables(options); }; });
}

void add_replay(CLI::App& app, replay_options& options, chosen& run) {
  CLI::App* command =
      app.add_subcommand("replay", "play a journal again and compare what comes out");
  command->add_option("journal", options.journal, "the journal's folder")->required();
  command->add_flag("--best-knowledge",
                    options.best_knowledge,
                    "in the order in which things happened, whatever came late in its place");
  command->add_option("--zones", options.zones, "a .zones file: as if it had always been in force");
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return replay(options); }; });
}

void add_responses(CLI::App& app, responses_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand(
      "responses", "how calls were answered: by button, by position, and who was nearest");
  command->add_option("journal", options.journal, "the journal's folder")->required();
  command->add_flag("--best-knowledge",
                    options.best_knowledge,
                    "in the order in which things happened, whatever came late in its place");
  command->add_option("--radius", options.radius_m, "metres from a call's place that are there")
      ->check(CLI::Range(1.0, 10'000.0))
      ->capture_default_str();
  CLI::Option* json = command->add_flag("--json", options.json, "one JSON object per call");
  command->add_flag("--csv", options.csv, "a table that spreadsheets open")->excludes(json);
  command->callback([&] { run = [&] { return responses(options, std::cout); }; });
}

}  // namespace beatwatch
