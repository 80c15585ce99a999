#include <CLI/CLI.hpp>

#include "replay/commands.h"

namespace beatwatch {
namespace {

// Both begin with a server; what was rejected is of no shift and goes at once.
int send_either(const sending_options& options) {
  if (options.rejects.file.empty()) {
    return send(options.files);
  }
  send_rejects_options rejects = options.rejects;
  rejects.to = options.files.to;
  rejects.access = options.files.access;
  rejects.json = options.files.json;
  return send_rejects(rejects);
}

}  // namespace

void add_nearest(CLI::App& app, nearest_options& options, chosen& run) {
  CLI::App* command =
      app.add_subcommand("nearest", "ask who can be there first, and why not others");
  command->add_option("--server", options.server, "query socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_option("--incident", options.incident, "an open incident");
  command->add_option("--unit", options.unit, "a unit that needs back-up");
  command->add_option("--at", options.at, "latitude,longitude");
  command->add_option("--count", options.count, "how many units");
  command->add_option("--skill", options.skills, "that each one needs");
  command->add_option("--vehicle", options.vehicle, "class of vehicle");
  command->add_flag("--json", options.json, "the answer as one JSON object");
  command->callback([&] { run = [&] { return nearest(options); }; });
}

void add_presence(CLI::App& app, presence_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("presence", "show what zones got, today or in a window");
  CLI::Option* zone = command->add_option("zone", options.zone, "without: every zone, today");
  command->add_option("--level", options.level, "a level instead, by its path: force/north")
      ->excludes(zone);
  CLI::Option* gate = command->add_option("--gate", options.gate, "who passed a gate");
  gate->excludes(zone)->excludes("--level");
  command->add_flag("--figures", options.figures, "every figure of one place")->excludes(gate);
  command->add_option("--server", options.server, "query socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_option("--from", options.from, "start of the window");
  command->add_option("--to", options.to, "end of the window");
  CLI::Option* json = command->add_flag("--json", options.json, "one JSON object per answer");
  CLI::Option* csv = command->add_flag("--csv", options.csv, "a table that spreadsheets open");
  command->add_flag("--sentence", options.sentence, "what can be read out to residents")
      ->excludes(gate)
      ->excludes(json)
      ->excludes(csv);
  csv->excludes(json);
  command->callback([&] { run = [&] { return presence(options); }; });
}

void add_send(CLI::App& app, sending_options& sending, chosen& run) {
  send_options& options = sending.files;
  CLI::App* command =
      app.add_subcommand("send", "send files to a server, each event until it is acknowledged");
  CLI::Option* rejects = command->add_option(
      "--rejects", sending.rejects.file, "a file of rejected records, mended, instead");
  rejects->needs(command->add_option("--config", sending.rejects.config, "the server's, for them"));
  command->add_option(
      "folder", options.folder, "of a shift: pings.csv, book_ons.csv, status.csv, incidents.csv");
  command->add_option("--pings", options.files.pings, "a single file of pings");
  command->add_option("--status", options.files.status, "a single file of unit status");
  command->add_option("--incidents", options.files.incidents, "a single file of incidents");
  command->add_option("--gpx", options.files.gpx, "a GPX track, its device named as the file");
  command->add_option("--gtfs-rt", options.files.gtfs_rt, "a GTFS-realtime feed of vehicles");
  command->add_option("--cab", options.files.cabs, "a taxi trace: ts,unit,lat,lon,busy");
  command->add_option("--source", options.files.ping_source, "of pings whose file names none")
      ->capture_default_str();
  command->add_option("--to", options.to, "ingest socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_option("--speed", options.speed, "times faster than life; 0: as fast as it is taken")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_option("--units", options.units, "so many: the first ones, or copies beside them")
      ->check(CLI::Range(1, 20'000));
  command->add_flag("--driven", options.driven, "move the server's driven clock along");
  command->add_option("--step", options.step_s, "seconds between two moves of that clock")
      ->check(CLI::Range(0.001, 300.0))
      ->capture_default_str();
  command->add_option("--until", options.until, "where that clock ends");
  command->add_option(
      "--trackers", options.trackers, "where their pings go, such as nmea_udp://address:port");
  command->add_option("--radios", options.radios, "likewise, such as lip_tcp://address:port");
  command->add_flag("--json", options.json, "the report as one JSON object");
  command->callback([&] { run = [&] { return send_either(sending); }; });
}

void add_sources(CLI::App& app, sources_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("sources", "how sources and their devices do");
  command->add_option("source", options.source, "without: every one");
  CLI::Option* server =
      command->add_option("--server", options.server, "query socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_option("--journal", options.journal, "a journal's folder instead, played to its end")
      ->excludes(server);
  command->add_flag("--devices", options.devices, "each device too");
  command->add_flag("--json", options.json, "the answer as one JSON object");
  command->callback([&] { run = [&] { return sources(options); }; });
}

void add_alerts(CLI::App& app, alerts_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("alerts", "alarms as they stand, and how many there were");
  command->add_option("--server", options.server, "query socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_option("--sector", options.sector, "of one level, by its path: force/north");
  command->add_option("--hours", options.hours, "of the log")
      ->capture_default_str()
      ->check(CLI::Range(1, 48));
  command->add_flag("--operators", options.operators, "who did what, and how often");
  command->add_flag("--json", options.json, "the answer as one JSON object");
  CLI::Option* acknowledge =
      command->add_option("--acknowledge", options.acknowledge, "the alarm of this number");
  CLI::Option* shelve =
      command->add_option("--shelve", options.shelve, "likewise")->excludes(acknowledge);
  command->add_option("--reason", options.reason, "why it is shelved")->needs(shelve);
  command->add_option("--minutes", options.minutes, "for how long")
      ->capture_default_str()
      ->check(CLI::Range(1, 720))
      ->needs(shelve);
  command->add_option("--unshelve", options.unshelve, "likewise")
      ->excludes(acknowledge)
      ->excludes(shelve);
  command->callback([&] { run = [&] { return alerts(options); }; });
}

void add_watch(CLI::App& app, watch_options& options, chosen& run) {
  CLI::App* command = app.add_subcommand("watch", "show what a server publishes");
  command->add_option("prefix", options.prefixes, "topics that begin so")->capture_default_str();
  command->add_option("--feed", options.feed, "feed socket")->capture_default_str();
  command->add_option("--query", options.query, "query socket")->capture_default_str();
  add_access(*command, options.access);
  command->add_option("--board-every", options.board_every_min, "minutes between two boards")
      ->check(CLI::Range(1, 1'440))
      ->capture_default_str();
  command->add_option("--rows", options.rows, "zones on a board")->capture_default_str();
  command->add_option("--until", options.until, "end when the server's clock is there");
  command->add_flag("--json", options.json, "every message as one JSON object per line");
  command->callback([&] { run = [&] { return watch(options); }; });
}

}  // namespace beatwatch
