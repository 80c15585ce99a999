#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "adapters/daemon/log.h"
#include "replay/commands.h"

namespace beatwatch {
namespace {

constexpr int bad_input = 2;

struct all_options {
  audit_options audit;
  check_options check;
  decode_options decode;
  history_options history;
  import_roads_options import_roads;
  load_tables_options load;
  nearest_options nearest;
  presence_options presence;
  explain_red_times_options redtimes;
  make_account_options account;
  replay_options replay;
  responses_options responses;
  sending_options send;
  simulate_options simulate;
  alerts_options alerts;
  sources_options sources;
  watch_options watch;
  zones_options zones;
};

int run_tool(int argc, char** argv) {
  CLI::App app{"Beatwatch: patrol visibility and deployment. The tool beside the server."};
  app.require_subcommand(1);
  chosen run;
  all_options options;
  add_account(app, options.account, run);
  add_alerts(app, options.alerts, run);
  add_audit(app, options.audit, run);
  add_check(app, options.check, run);
  add_decode(app, options.decode, run);
  add_history(app, options.history, run);
  add_import_roads(app, options.import_roads, run);
  add_load(app, options.load, run);
  add_nearest(app, options.nearest, run);
  add_presence(app, options.presence, run);
  add_redtimes(app, options.redtimes, run);
  add_replay(app, options.replay, run);
  add_responses(app, options.responses, run);
  add_send(app, options.send, run);
  add_simulate(app, options.simulate, run);
  add_sources(app, options.sources, run);
  add_watch(app, options.watch, run);
  add_zones(app, options.zones, run);
  const auto is_first_word = [&](const CLI::App* command) { return command->check_name(argv[1]); };
  if (argc > 1 && argv[1][0] != '-' && app.get_subcommands(is_first_word).empty()) {
    std::cerr << "beatwatch: " << argv[1] << ": no such command; beatwatch --help lists them\n";
    return bad_input;
  }
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
  beatwatch::set_up_log(beatwatch::log_format::text);  // not among what a command prints
  try {
    return beatwatch::run_tool(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "beatwatch: " << error.what() << '\n';
    return beatwatch::bad_input;
  }
}
