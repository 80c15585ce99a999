#include "tests/support/restricted_shift.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>

#include "adapters/journal/sqlite.h"
#include "adapters/sources/hexadecimal.h"
#include "replay/bridge_encode.h"
#include "tests/support/busy_shift.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"
#include "tests/support/daemon_steps.h"
#include "tests/support/new_keys.h"
#include "tests/support/room_watch.h"
#include "tests/support/stream_peer.h"
#include "tests/support/tool_run.h"

namespace beatwatch {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const std::string sources_and_web = R"([sources.lip]
kind = "lip_tcp"
bind = "127.0.0.1:0"
[sources.tak]
kind = "cot_tcp"
bind = "127.0.0.1:0"
[sources.phones]
kind = "owntracks_http"
bind = "127.0.0.1:0"
[sources.lines]
kind = "json_tcp"
bind = "127.0.0.1:0"
[sources.files]
kind = "folder"
path = "drop"
map = "map.toml"
poll_s = 0.1
settle_s = 0
[sources.rows]
kind = "sqlite"
path = "rows.sqlite"
map = "map.toml"
poll_s = 0.1
table = "buttons"
mark = "id"
query = 'SELECT id, unit AS Unit, code AS Code, at AS "At" FROM button WHERE id > $1 ORDER BY id'
[rejects]
folder = "rejects"
[web]
bind = "127.0.0.1:0"
accounts = "accounts.toml"
)";

const char* const buttons_map = R"(
[tables.buttons]
what = "status"
files = "buttons-*.csv"
columns = { unit = "Unit", status = "Code", at = "At" }
codes.status = { "6" = "on_scene", "2" = "available" }
)";

const std::string restricted_table = R"([restricted]
call_signs = ["S-GHOST"]
devices = ["radio-listed", "1234567"]
skills = ["surveillance"]
)";

const std::string keep_table = R"([restricted.keep]
folder = "covert"
feed = "tcp://127.0.0.1:*"
query = "tcp://127.0.0.1:*"
curve_key_file = "covert.key"
[restricted.keep.web]
bind = "127.0.0.1:0"
accounts = "accounts.toml"
)";

/// Names that only restricted units have, and what their skilled officer sits in.
const std::vector<std::string> names{"S-GHOST",
                                     "radio-ghost",
                                     "phone-ghost",
                                     "TAK-GHOST",
                                     "radio-lines",
                                     "radio-listed",
                                     "1234567",
                                     "B-SKILL",
                                     "radio-skill",
                                     "car-skill"};

// Nobody else is there.
const position ghost_at = at_m(-61, 13);
const position skill_at = at_m(-67, 17);
const position listed_at = at_m(-73, 23);

roster_entry row_of(const std::string& unit, const std::string& device, const std::string& skill) {
  roster_entry row = std::get<roster_changed>(on_duty(unit, device)).entry;
  row.skills = {skill};
  return row;
}

event_body call_1(std::vector<std::string> assigned) {
  return incident_changed{incident{.name = "I-1",
                                   .version = 1,
                                   .grade = 1,
                                   .type = "burglary",
                                   .at = at_m(60, 10),
                                   .opened_at = two_o_clock,
                                   .closed_at = {},
                                   .assigned = std::move(assigned)}};
}

/// Roster, status and assignment of everybody.
std::vector<event_body> facts(bool restricted_too) {
  std::vector<event_body> all{on_duty("A1", "radio-1"),
                              status_of("A1", unit_status::available, two_o_clock)};
  if (!restricted_too) {
    all.push_back(call_1({"A1"}));
    return all;
  }
  const std::vector<event_body> theirs{
      on_duty("S-GHOST", "radio-ghost"),
      on_duty("S-GHOST", "phone-ghost"),
      on_duty("S-GHOST", "TAK-GHOST"),
      roster_changed{row_of("B-SKILL", "car-skill", "driver")},
      roster_changed{row_of("B-SKILL", "radio-skill", "surveillance")},
      status_of("S-GHOST", unit_status::available, two_o_clock),
      status_of("B-SKILL", unit_status::available, two_o_clock),
      hours_declared{.zone = "west",
                     .unit = "S-GHOST",
                     .valid = {two_o_clock, two_o_clock + 1h},
                     .recorded_at = {}}};
  all.insert(all.end(), theirs.begin(), theirs.end());
  all.push_back(call_1({"A1", "B-SKILL", "S-GHOST"}));
  return all;
}

std::vector<event_body> positions_at(instant now, bool restricted_too) {
  std::vector<event_body> all{clock_to(now), ping_at("radio-1", now, at_m(60, 10))};
  if (restricted_too) {
    const std::vector<event_body> theirs{ping_at("radio-ghost", now, ghost_at),
                                         ping_at("radio-skill", now, skill_at),
                                         ping_at("car-skill", now, skill_at),
                                         ping_at("radio-listed", now, listed_at),
                                         device_heard{.device = "radio-ghost",
                                                      .observed_at = now,
                                                      .signal = device_signal::emergency,
                                                      .status_code = {}}};
    all.insert(all.end(), theirs.begin(), theirs.end());
  }
  return all;
}

std::string octets_of_degrees(std::int32_t e7) {
  const double degrees = e7 / 1e7;
  std::string octets(sizeof degrees, '\0');
  std::memcpy(octets.data(), &degrees, sizeof degrees);
  return octets;
}

class shift_run {
 public:
  explicit shift_run(const restricted_shift& shift)
      : shift_(shift), setup_(driven, tables()), daemon_(setup_.config_file(), false) {
    fs::create_directories(drop());
    std::ofstream{setup_.folder() / "map.toml"} << buttons_map;
    std::ofstream{setup_.folder() / "accounts.toml"} << room_watch::account();
    std::ofstream{setup_.folder() / "covert.key"} << "public_key = \"" << server_keys_.public_key
                                                  << "\"\nsecret_key = \""
                                                  << server_keys_.secret_key << "\"\n";
    ::chmod((setup_.folder() / "covert.key").c_str(), 0600);
    sqlite_database rows{setup_.folder() / "rows.sqlite", sqlite_database::access::write};
    rows.execute("CREATE TABLE button(id INTEGER PRIMARY KEY, unit, code, at)");
    daemon_.start();
  }

  restricted_outputs play() {
    test_sender cad("cad", daemon_.endpoints().ingest);
    cad.send(facts(theirs()));
    EXPECT_TRUE(cad.drain());
    test_sender radios("radios", daemon_.endpoints().ingest);
    for (int half = 0; half < 2; ++half) {
      play_half(half, radios);
      if (half == 0) {
        daemon_.kill();
        daemon_.start();
        radios.reconnect(daemon_.endpoints().ingest);
      }
    }
    EXPECT_EQ(daemon_.stop(), 0);
    add_kept_in(setup_.journal(), outputs_.common);
    outputs_.common["rejects"] = bytes_below(setup_.folder() / "rejects");
    outputs_.common["log"] = daemon_.log();
    if (shift_.mode == restricted_mode::kept) {
      add_kept_in(setup_.folder() / "covert", outputs_.kept);
      outputs_.kept["rejects"] = bytes_below(setup_.folder() / "covert" / "rejects");
    }
    return std::move(outputs_);
  }

 private:
  [[nodiscard]] bool theirs() const { return shift_.restricted_units_exist; }
  [[nodiscard]] fs::path drop() const { return setup_.folder() / "drop"; }

  [[nodiscard]] std::string tables() const {
    std::string all = sources_and_web;
    if (shift_.mode != restricted_mode::known) {
      all += restricted_table;
    }
    if (shift_.mode == restricted_mode::kept) {
      all += keep_table + "[[restricted.keep.clients]]\nname = \"desk\"\npublic_key = '" +
             desk_keys_.public_key + "'\n";
    }
    return all;
  }

  void play_half(int half, test_sender& radios) {
    const daemon_endpoints& at = daemon_.endpoints();
    room_watch common({.feed = at.feed, .query = at.query, .web = at.web, .who = {}});
    std::optional<room_watch> kept;
    if (shift_.mode == restricted_mode::kept) {
      kept.emplace(room_address{
          .feed = at.restricted_feed,
          .query = at.restricted_query,
          .web = at.restricted_web,
          .who = client_identity{.server_key = server_keys_.public_key, .keys = desk_keys_}});
    }
    const instant begin = two_o_clock + half * 10min;
    for (int s = 0; s < 600; s += 20) {
      radios.send(positions_at(begin + std::chrono::seconds{s}, theirs()));
    }
    EXPECT_TRUE(radios.drain());
    speak(half, begin + 580s);
    if (shift_.bad_records) {
      speak_lip();
    }
    common.add_to(outputs_.common, outputs_.changes);
    outputs_.state_digest = common.asker().state_digest();
    outputs_.common["check"] += run_tool("check " + setup_.config_file().string() +
                                         " --json --status " + daemon_.endpoints().query);
    if (kept) {
      std::string changes;
      kept->add_to(outputs_.kept, changes);
    }
  }

  /// Every other intake; the last word of each is about somebody else, and waited for.
  void speak(int half, instant now) {
    const std::string suffix = std::to_string(half);
    const std::string at = R"("at":"2026-11-20T14:0)" + suffix + R"(:30Z")";
    stream_peer lines(daemon_.endpoints().tcp.at("lines"));
    if (theirs()) {
      lines.send(R"({"record":"roster","unit":"S-GHOST","device":"radio-lines","kind":"foot",)"
                 R"("from":"2026-11-20T14:00:00Z","origin":"book_on"})"
                 "\n"
                 R"({"record":"status","unit":"S-GHOST","status":"on_scene","incident":"I-1",)" +
                 at + "}\n");
    }
    if (shift_.bad_records && theirs()) {
      lines.send(R"({"record":"status","unit":"S-GHOST","status":"nowhere",)" + at + "}\n");
    }
    lines.send(R"({"record":"status","unit":"A1","status":"available",)" + at + "}\n");
    await_events("lines", half + 1);

    std::ofstream file{drop() / "new"};
    file << "Unit,Code,At\n";
    if (theirs()) {
      file << "S-GHOST,6,2026-11-20T14:0" << half << ":40Z\n";
    }
    file << "A1,2,2026-11-20T14:0" << half << ":40Z\n";
    file.close();
    fs::rename(drop() / "new", drop() / ("buttons-" + suffix + ".csv"));
    await_events("files", half + 1);

    sqlite_database rows{setup_.folder() / "rows.sqlite", sqlite_database::access::write};
    const std::string mark = std::to_string(2 * half + 1);
    if (theirs()) {
      rows.execute(("INSERT INTO button VALUES(" + mark + ", 'S-GHOST', 6, '2026-11-20T14:0" +
                    suffix + ":50Z')")
                       .c_str());
    }
    rows.execute(("INSERT INTO button VALUES(" + mark + " + 1, 'A1', 2, '2026-11-20T14:0" + suffix +
                  ":50Z')")
                     .c_str());
    await_events("rows", half + 1);

    stream_peer phones(daemon_.endpoints().tcp.at("phones"));
    stream_peer tak(daemon_.endpoints().tcp.at("tak"));
    const auto seen = [now](const std::string& device, position where) {
      return ping{.device = device, .observed_at = now, .at = where, .accuracy_cm = 600};
    };
    if (theirs()) {
      phones.send(encode_owntracks_post(seen("phone-ghost", ghost_at)));
      tak.send(encode_cot(seen("TAK-GHOST", ghost_at)));
    }
    phones.send(encode_owntracks_post(seen("phone-1", at_m(60, 20))));
    await_events("phones", half + 1);
    tak.send(encode_cot(seen("TAK-1", at_m(60, 30))));
    await_events("tak", half + 1);
  }

  /// A ping of a restricted radio, one that is cut short, and one of nobody known.
  void speak_lip() const {
    stream_peer gateway(daemon_.endpoints().tcp.at("lip"));
    const auto framed = [](const std::string& hex) {
      const std::string octets = hex_to_octets("12D687" + hex).value();
      return std::string{'\0', static_cast<char>(octets.size())} + octets;
    };
    gateway.send(framed("0A0FE6825A602651388810") + framed("0A0F") +
                 framed("0A30000000000007FFE020"));
    std::this_thread::sleep_for(300ms);
  }

  /// Of those that everybody may see.
  void await_events(const std::string& source, int at_least) const {
    const auto count = [&] {
      int found = 0;
      for (const journal_row& row : rows_of_journal(setup_.journal())) {
        for (const event& e : row.events) {
          if (const auto* status = std::get_if<status_changed>(&e.body)) {
            found += e.source == source && status->unit == "A1" ? 1 : 0;
          } else if (const auto* p = std::get_if<ping>(&e.body)) {
            found += e.source == source && p->device.ends_with("-1") ? 1 : 0;
          }
        }
      }
      return found;
    };
    for (int i = 0; i < 400 && count() < at_least; ++i) {
      std::this_thread::sleep_for(50ms);
    }
    EXPECT_GE(count(), at_least) << source;
  }

  restricted_shift shift_;
  curve_keys server_keys_ = new_keys();
  curve_keys desk_keys_ = new_keys();
  daemon_setup setup_;
  daemon_process daemon_;
  restricted_outputs outputs_;
};

}  // namespace

restricted_outputs outputs_of(const restricted_shift& shift) { return shift_run{shift}.play(); }

std::vector<std::string> restricted_found_in(const std::string& text) {
  std::vector<std::string> found;
  for (const std::string& name : names) {
    if (text.find(name) != std::string::npos) {
      found.push_back(name);
    }
  }
  for (const position at : {ghost_at, skill_at, listed_at}) {
    if (text.find(std::to_string(at.lat_e7)) != std::string::npos ||
        text.find(octets_of_degrees(at.lat_e7)) != std::string::npos) {
      found.push_back("a place: " + std::to_string(at.lat_e7));
    }
  }
  return found;
}

std::vector<std::string> everything_restricted() {
  std::vector<std::string> all = names;
  for (const position at : {ghost_at, skill_at, listed_at}) {
    all.push_back("a place: " + std::to_string(at.lat_e7));
  }
  return all;
}

}  // namespace beatwatch
