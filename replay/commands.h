#pragma once
#include <CLI/App.hpp>
#include <filesystem>
#include <functional>

#include "replay/alerts.h"
#include "replay/audit.h"
#include "replay/check_setup.h"
#include "replay/decode.h"
#include "replay/explain_red_times.h"
#include "replay/explain_tables.h"
#include "replay/history_build.h"
#include "replay/history_figures.h"
#include "replay/history_prune.h"
#include "replay/history_show.h"
#include "replay/import_roads.h"
#include "replay/load_tables.h"
#include "replay/make_account.h"
#include "replay/nearest.h"
#include "replay/presence.h"
#include "replay/replay.h"
#include "replay/responses.h"
#include "replay/send.h"
#include "replay/send_rejects.h"
#include "replay/simulate.h"
#include "replay/sources.h"
#include "replay/watch.h"
#include "replay/zones_activate.h"
#include "replay/zones_diff.h"
#include "replay/zones_dry_run.h"
#include "replay/zones_import.h"

namespace beatwatch {

/// What runs when a subcommand was chosen; gives the exit code.
using chosen = std::function<int()>;

struct audit_options {
  audit_verify_options verify;
  audit_show_options show;
};

struct check_options {
  check_setup_options setup;
  std::filesystem::path map;
};

struct history_options {
  history_build_options build;
  history_figures_options figures;
  history_prune_options prune;
  history_show_options show;
};

struct sending_options {
  send_options files;
  send_rejects_options rejects;
};

struct zones_options {
  zones_activate_options activate;
  zones_diff_options diff;
  zones_dry_run_options dry_run;
  zones_import_options import;
};

/// The options of every command that connects to a server.
inline void add_access(CLI::App& command, server_access& access) {
  command.add_option("--key-file", access.key_file, "the tool's own CURVE keys");
  command.add_option("--server-key", access.server_key, "the server's public CURVE key");
}

// One function per subcommand, which adds it: its options, and what runs when it is chosen. Both
// outlive the parsing.

/// Commands that ask or feed a running server (server_commands.cc).
void add_nearest(CLI::App& app, nearest_options& options, chosen& run);
void add_presence(CLI::App& app, presence_options& options, chosen& run);
void add_send(CLI::App& app, sending_options& options, chosen& run);
void add_sources(CLI::App& app, sources_options& options, chosen& run);
void add_alerts(CLI::App& app, alerts_options& options, chosen& run);
void add_watch(CLI::App& app, watch_options& options, chosen& run);

/// Commands that read or make a journal or a history (journal_commands.cc).
void add_audit(CLI::App& app, audit_options& options, chosen& run);
void add_history(CLI::App& app, history_options& options, chosen& run);
void add_load(CLI::App& app, load_tables_options& options, chosen& run);
void add_replay(CLI::App& app, replay_options& options, chosen& run);
void add_responses(CLI::App& app, responses_options& options, chosen& run);

/// Commands that make or explain files (file_commands.cc).
void add_account(CLI::App& app, make_account_options& options, chosen& run);
void add_check(CLI::App& app, check_options& options, chosen& run);
void add_decode(CLI::App& app, decode_options& options, chosen& run);
void add_import_roads(CLI::App& app, import_roads_options& options, chosen& run);
void add_redtimes(CLI::App& app, explain_red_times_options& options, chosen& run);
void add_simulate(CLI::App& app, simulate_options& options, chosen& run);

/// Commands of zone sets (zone_commands.cc).
void add_zones(CLI::App& app, zones_options& options, chosen& run);

}  // namespace beatwatch
