// What command and control hands over while the server runs: JSON on lines, dropped files, queries.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <thread>

#include "adapters/journal/sqlite.h"
#include "tests/support/busy_shift.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"
#include "tests/support/stream_peer.h"

namespace beatwatch {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::HasSubstr;

// Lines of what the journal holds of a source: "incident I-1 v3 open" and the like.
std::vector<std::string> facts_of(const daemon_setup& setup, const std::string& source) {
  std::vector<std::string> facts;
  for (const journal_row& row : rows_of_journal(setup.journal())) {
    for (const event& e : row.events) {
      if (e.source != source) {
        continue;
      }
      if (const auto* call = std::get_if<incident_changed>(&e.body)) {
        facts.push_back(call->incident.name + " v" + std::to_string(call->incident.version) +
                        (call->incident.closed_at ? " closed" : " open"));
      } else if (const auto* status = std::get_if<status_changed>(&e.body)) {
        facts.push_back(status->unit + " " + std::string{to_string(status->status)});
      } else if (const auto* entry = std::get_if<roster_changed>(&e.body)) {
        facts.push_back(entry->entry.unit + " holds " + entry->entry.device);
      } else if (const auto* end = std::get_if<holding_ended>(&e.body)) {
        facts.push_back(end->unit + " leaves " + end->device);
      } else if (const auto* counted = std::get_if<intake_counted>(&e.body)) {
        facts.push_back(counted->reason + " " + std::to_string(counted->count));
      }
    }
  }
  return facts;
}

template <typename Enough>
bool soon(Enough enough) {
  for (int i = 0; i < 400; ++i) {
    if (enough()) {
      return true;
    }
    std::this_thread::sleep_for(50ms);
  }
  return false;
}

// The newest message about an incident that a console sees.
v1::Incident newest_call(daemon_process& daemon, const std::string& name) {
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "incident/");
  v1::Incident newest;
  for (const auto& [topic, message] : console.state()) {
    if (message.has_incident_updated() && message.incident_updated().incident().name() == name) {
      newest = message.incident_updated().incident();
    }
  }
  return newest;
}

std::string line_of_json(const std::string& members) { return "{" + members + "}\n"; }

// One answer per line, as the peer gets them.
std::vector<nlohmann::json> answers(stream_peer& peer, std::size_t count) {
  std::string text;
  while (std::count(text.begin(), text.end(), '\n') < static_cast<std::ptrdiff_t>(count)) {
    const std::string piece = peer.receive(1);
    if (piece.empty()) {
      break;
    }
    text += piece;
  }
  std::vector<nlohmann::json> all;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    all.push_back(nlohmann::json::parse(line));
  }
  return all;
}

const std::string call_1 =
    R"("record":"incidents","incident":"I-1","opened":"2026-06-15T14:00:00Z")";

TEST(json_lines, are_answered_when_they_are_on_disk_or_with_why_they_are_not) {
  const daemon_setup setup{"", "[sources.room]\nkind = \"json_tcp\"\nbind = \"127.0.0.1:0\"\n"};
  daemon_process daemon(setup.config_file());
  stream_peer peer(daemon.endpoints().tcp.at("room"));
  peer.send(
      line_of_json(R"("seq":1,)" + call_1 + R"(,"version":2,"grade":1,"lat":52.65,"lon":-1.131)") +
      line_of_json(R"("seq":2,)" + call_1 + R"(,"version":1,"grade":7)") +
      line_of_json(R"("seq":3,"record":"status","unit":"LD12","status":"on_scene",)"
                   R"("at":"2026-06-15T14:05:00Z","incident":"I-1")") +
      line_of_json(R"("seq":4,"record":"statuses","unit":"LD12")") + "no json\n" +
      line_of_json(R"("seq":5,"record":"roster","unit":"LD12","device":"R-1","kind":"foot",)"
                   R"("from":"2026-06-15T14:00:00Z","origin":"book_on")") +
      line_of_json(R"("seq":6,"record":"book_off","unit":"LD12","device":"R-1",)"
                   R"("at":"2026-06-15T15:00:00Z")"));
  const auto told = answers(peer, 7);
  ASSERT_EQ(told.size(), 7);
  EXPECT_EQ(told[0], (nlohmann::json{{"seq", 1}, {"taken", true}}));
  EXPECT_EQ(told[1]["taken"], false);
  EXPECT_EQ(told[1]["reason"], "bad_number");
  EXPECT_EQ(told[1]["column"], "grade");
  EXPECT_EQ(told[3]["reason"], "bad_row");
  EXPECT_THAT(std::string{told[3]["message"]}, HasSubstr("did you mean status?"));
  EXPECT_EQ(told[4],
            (nlohmann::json{{"taken", false},
                            {"reason", "bad_row"},
                            {"column", ""},
                            {"message", "expected one JSON object on the line"}}));
  EXPECT_EQ(told[5]["seq"], 5);
  EXPECT_THAT(daemon.log(), HasSubstr("source room: JSON on lines over TCP, at most 10000"));
  // What was answered is on disk.
  daemon.kill();
  const auto facts = facts_of(setup, "room");
  EXPECT_THAT(
      facts,
      testing::IsSupersetOf({"I-1 v2 open", "LD12 on_scene", "LD12 holds R-1", "LD12 leaves R-1"}));
}

TEST(json_lines, whose_number_cannot_be_read_are_answered_without_it) {
  const daemon_setup setup{"", "[sources.room]\nkind = \"json_tcp\"\nbind = \"127.0.0.1:0\"\n"};
  daemon_process daemon(setup.config_file());
  stream_peer peer(daemon.endpoints().tcp.at("room"));
  peer.send(line_of_json(R"("seq":"9",)" + call_1 + R"(,"version":2)") +
            line_of_json(R"("seq":-9,)" + call_1 + R"(,"version":2)") +
            line_of_json(R"("seq":null,)" + call_1 + R"(,"version":2)") + std::string(70'000, 'x') +
            "\n" + line_of_json(R"("seq":1,)" + call_1 + R"(,"version":3)"));
  const auto told = answers(peer, 4);
  ASSERT_EQ(told.size(), 4);
  for (const std::size_t i : {0U, 1U}) {
    EXPECT_FALSE(told[i].contains("seq"));
    EXPECT_EQ(told[i]["taken"], false);
    EXPECT_EQ(told[i]["reason"], "bad_number");
    EXPECT_EQ(told[i]["column"], "seq");
  }
  EXPECT_EQ(told[2], (nlohmann::json{{"taken", false}, {"reason", "record_too_long"}}));
  EXPECT_EQ(told[3], (nlohmann::json{{"seq", 1}, {"taken", true}}));
}

TEST(json_lines, tell_of_calls_in_any_order_repeated_amended_and_cancelled) {
  const daemon_setup setup{"", "[sources.room]\nkind = \"json_tcp\"\nbind = \"127.0.0.1:0\"\n"};
  daemon_process daemon(setup.config_file());
  stream_peer peer(daemon.endpoints().tcp.at("room"));
  const auto changed = [](int seq, const std::string& minute, const std::string& members) {
    return line_of_json("\"seq\":" + std::to_string(seq) + "," + call_1 +
                        ",\"updated_at\":\"2026-06-15T14:" + minute + ":00.250Z\"," + members);
  };
  const std::string amended = changed(1, "07", R"("grade":2,"assigned":["LD13","LD12"])");
  peer.send(amended + changed(2, "03", R"("grade":1)") + amended);
  ASSERT_EQ(answers(peer, 3).size(), 3);
  EXPECT_EQ(newest_call(daemon, "I-1").grade(), 2);
  EXPECT_EQ(newest_call(daemon, "I-1").assigned_size(), 2);
  peer.send(changed(3, "09", R"("cancelled":"2026-06-15T14:08:30Z")"));
  ASSERT_EQ(answers(peer, 1).size(), 1);
  peer.send(changed(4, "08", R"("grade":1)"));
  ASSERT_EQ(answers(peer, 1).size(), 1);
  EXPECT_EQ(newest_call(daemon, "I-1").name(), "");  // closed: a console that joins hears no more
}

const char* const buttons_map = R"(
[tables.buttons]
what = "status"
files = "buttons-*.csv"
columns = { unit = "Callsign", status = "Code", at = "Time" }
codes.status = { "6" = "on_scene", "2" = "available" }
)";

class dropped_files : public testing::Test {
 protected:
  dropped_files() {
    fs::create_directories(drop());
    std::ofstream{setup_.folder() / "map.toml"} << buttons_map;
  }
  [[nodiscard]] fs::path drop() const { return setup_.folder() / "drop"; }

  daemon_setup setup_{"",
                      "[sources.room]\nkind = \"folder\"\npath = \"drop\"\nmap = \"map.toml\"\n"
                      "poll_s = 0.1\nsettle_s = 0.5\n"};
};

TEST_F(dropped_files, are_taken_once_when_their_name_is_final) {
  std::ofstream{drop() / "buttons-1.csv.part"} << "Callsign,Code,Time\n"
                                                  "LD12,6,2026-06-15T14:05:00Z\n";
  daemon_process daemon(setup_.config_file());
  std::this_thread::sleep_for(300ms);
  EXPECT_TRUE(fs::exists(drop() / "buttons-1.csv.part"));
  fs::rename(drop() / "buttons-1.csv.part", drop() / "buttons-1.csv");
  ASSERT_TRUE(soon([&] { return fs::exists(drop() / "taken" / "buttons-1.csv"); }));
  daemon.kill();
  EXPECT_THAT(facts_of(setup_, "room"), testing::ElementsAre("LD12 on_scene"));
}

TEST_F(dropped_files, are_not_taken_while_they_are_written) {
  daemon_process daemon(setup_.config_file());
  std::ofstream writing{drop() / "buttons-1.csv"};
  writing << "Callsign,Code,Time\n";
  for (int minute = 10; minute < 20; ++minute) {
    writing << "LD" << minute << ",6,2026-06-15T14:" << minute << ":00Z\n" << std::flush;
    std::this_thread::sleep_for(150ms);
  }
  EXPECT_TRUE(fs::exists(drop() / "buttons-1.csv"));
  writing << "LD20,6,2026-06-15T14:20:00Z\n";
  writing.close();
  ASSERT_TRUE(soon([&] { return fs::exists(drop() / "taken" / "buttons-1.csv"); }));
  daemon.kill();
  EXPECT_EQ(facts_of(setup_, "room").size(), 11);
}

TEST_F(dropped_files, with_lines_that_are_rejected_go_where_they_can_be_mended) {
  std::ofstream{drop() / "buttons-2.csv"} << "Callsign,Code,Time\n"
                                             "LD12,6,2026-06-15T14:05:00Z\n"
                                             "LD13,7,2026-06-15T14:05:00Z\n";
  daemon_process daemon(setup_.config_file());
  ASSERT_TRUE(soon([&] { return fs::exists(drop() / "rejected" / "buttons-2.csv.reasons"); }));
  std::ifstream reasons{drop() / "rejected" / "buttons-2.csv.reasons"};
  std::string text;
  std::getline(reasons, text);
  EXPECT_THAT(text, HasSubstr("buttons-2.csv:3: Code: unknown_code: expected a code of the table"));
  ASSERT_TRUE(soon([&] {
    const auto facts = facts_of(setup_, "room");
    return facts.size() == 2;
  }));
  EXPECT_THAT(facts_of(setup_, "room"),
              testing::UnorderedElementsAre("LD12 on_scene", "unknown_code 1"));
}

TEST_F(dropped_files, from_a_folder_that_is_gone_are_waited_for) {
  fs::remove_all(drop());
  daemon_process daemon(setup_.config_file());
  ASSERT_TRUE(soon([&] { return daemon.log().find("cannot be asked") != std::string::npos; }));
  fs::create_directories(drop());
  std::ofstream{drop() / "new.tmp"} << "Callsign,Code,Time\nLD12,2,2026-06-15T14:05:00Z\n";
  fs::rename(drop() / "new.tmp", drop() / "buttons-3.csv");
  ASSERT_TRUE(soon([&] { return fs::exists(drop() / "taken" / "buttons-3.csv"); }));
  EXPECT_THAT(daemon.log(), HasSubstr("answers again"));
}

const std::string sql_keys =
    "map = \"map.toml\"\ntable = \"buttons\"\npoll_s = 0.1\nmark = \"id\"\n"
    "query = \"SELECT id, callsign AS \\\"Callsign\\\", code AS \\\"Code\\\", at AS \\\"Time\\\" "
    "FROM button WHERE id > $1 ORDER BY id\"\n";

bool comes(const daemon_setup& setup, const std::string& wanted) {
  return soon([&] {
    const auto facts = facts_of(setup, "room");
    return std::find(facts.begin(), facts.end(), wanted) != facts.end();
  });
}

TEST(polled_sqlite, is_asked_for_what_is_new_also_after_a_restart) {
  const daemon_setup setup{
      "", "[sources.room]\nkind = \"sqlite\"\npath = \"room.sqlite\"\n" + sql_keys};
  std::ofstream{setup.folder() / "map.toml"} << buttons_map;
  const fs::path file = setup.folder() / "room.sqlite";
  {
    daemon_process daemon(setup.config_file());
    // Not there yet: the server runs, and says so.
    ASSERT_TRUE(soon([&] { return daemon.log().find("cannot be asked") != std::string::npos; }));
    sqlite_database room{file, sqlite_database::access::write};
    room.execute(
        "CREATE TABLE button(id INTEGER PRIMARY KEY, callsign, code, at);"
        "INSERT INTO button VALUES(1, 'LD12', 6, '2026-06-15T14:05:00Z'),"
        "(2, 'LD13', 7, '2026-06-15T14:05:00Z'), (3, 'LD13', 2, '2026-06-15T14:06:00Z')");
    ASSERT_TRUE(comes(setup, "LD13 available"));
    ASSERT_TRUE(comes(setup, "unknown_code 1"));
    daemon.kill();
  }
  daemon_process daemon(setup.config_file());
  sqlite_database room{file, sqlite_database::access::write};
  room.execute("INSERT INTO button VALUES(4, 'LD14', 2, '2026-06-15T14:07:00Z')");
  ASSERT_TRUE(comes(setup, "LD14 available"));
  auto facts = facts_of(setup, "room");
  std::erase_if(facts, [](const std::string& fact) { return fact.starts_with("poll_failed"); });
  EXPECT_THAT(facts,
              testing::UnorderedElementsAre(
                  "LD12 on_scene", "LD13 available", "unknown_code 1", "LD14 available"));
}

// A cluster of its own in a temporary folder, reached by a socket there.
class private_postgresql {
 public:
  explicit private_postgresql(const fs::path& folder) : folder_(folder) {
    constexpr uid_t nobody = 65'534;  // a server that root starts refuses to run
    if (::geteuid() == 0 && ::chown(folder.c_str(), nobody, nobody) == 0) {
      as_whom_ = "setpriv --reuid=65534 --regid=65534 --clear-groups ";
    }
    started_ = run("initdb -D " + data() + " -A trust -U room") &&
               run("pg_ctl -D " + data() + " -w -o \"-c listen_addresses='' -k " +
                   folder_.string() + "\" start");
  }
  private_postgresql(const private_postgresql&) = delete;
  private_postgresql& operator=(const private_postgresql&) = delete;
  ~private_postgresql() {
    if (started_) {
      run("pg_ctl -D " + data() + " -m immediate stop");
    }
  }

  [[nodiscard]] bool started() const { return started_; }
  [[nodiscard]] std::string connection() const {
    return "host=" + folder_.string() + " user=room dbname=postgres";
  }
  bool execute(const std::string& sql) const {
    return run("psql -v ON_ERROR_STOP=1 -d \"" + connection() + "\" -c \"" + sql + "\"");
  }
  bool restart(const std::string& how) const { return run("pg_ctl -D " + data() + " -w " + how); }

 private:
  [[nodiscard]] std::string data() const { return (folder_ / "data").string(); }
  bool run(const std::string& command) const {
    const std::string line = "cd / && PATH=$PATH:/usr/lib/postgresql/15/bin " + as_whom_ + command +
                             " >/dev/null 2>&1 </dev/null";
    const int status = std::system(line.c_str());
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

  fs::path folder_;
  std::string as_whom_;
  bool started_ = false;
};

TEST(polled_postgresql, is_asked_for_what_is_new_and_may_fail_meanwhile) {
  const temporary_folder folder;
  const private_postgresql room{folder.path()};
  if (!room.started()) {
    GTEST_SKIP() << "no PostgreSQL server that can be started here (initdb, pg_ctl)";
  }
  ASSERT_TRUE(
      room.execute("CREATE TABLE button(id bigint, callsign text, code int, at text); "
                   "INSERT INTO button VALUES(7, 'LD12', 6, '2026-06-15T14:05:00Z')"));
  const daemon_setup setup{"",
                           "[sources.room]\nkind = \"postgresql\"\nconnection = \"" +
                               room.connection() + "\"\n" + sql_keys};
  std::ofstream{setup.folder() / "map.toml"} << buttons_map;
  daemon_process daemon(setup.config_file());
  ASSERT_TRUE(comes(setup, "LD12 on_scene"));
  ASSERT_TRUE(room.restart("-m fast stop"));
  ASSERT_TRUE(soon([&] { return daemon.log().find("cannot be asked") != std::string::npos; }));
  ASSERT_TRUE(
      room.restart("-o \"-c listen_addresses='' -k " + folder.path().string() + "\" start"));
  ASSERT_TRUE(room.execute("INSERT INTO button VALUES(8, 'LD13', 2, '2026-06-15T14:06:00Z')"));
  EXPECT_TRUE(comes(setup, "LD13 available"));
}

}  // namespace
}  // namespace beatwatch
