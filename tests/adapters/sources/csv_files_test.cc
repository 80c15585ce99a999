#include <gmock/gmock.h>

#include <chrono>
#include <sstream>

#include "adapters/journal/event_bounds.h"
#include "adapters/sources/hours_decode.h"
#include "adapters/sources/incident_decode.h"
#include "adapters/sources/ping_csv_decode.h"
#include "adapters/sources/plan_decode.h"
#include "adapters/sources/roster_decode.h"
#include "adapters/sources/status_decode.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using testing::ElementsAre;

const instant evening = sys_days{2026y / 5 / 1} + 21h;
const csv_input file{.file = "f.csv"};

template <typename Row>
std::vector<Row> rows_of(const expected<std::vector<Row>, file_errors>& decoded) {
  EXPECT_TRUE(decoded.has_value()) << (decoded ? "" : decoded.error().text());
  return decoded ? *decoded : std::vector<Row>{};
}

template <typename Row>
std::string errors_of(const expected<std::vector<Row>, file_errors>& decoded) {
  return decoded ? "" : decoded.error().text();
}

const std::string roster_header = "unit,device,kind,person_ref,skills,vehicle,home_zone,from,to\n";

auto roster(const std::string& rows) {
  std::istringstream in{roster_header + rows};
  return decode_roster(in, file);
}

TEST(roster_decode, reads_every_column) {
  const auto rows =
      rows_of(roster("LP12,radios/R-77,foot,p41,taser;public_order,,MB7,2026-05-01T21:00:00Z,"
                     "2026-05-02T07:00:00+01:00\n"
                     "LP13,T-9,car,,,van,,2026-05-01T21:00:00Z,2026-05-01T21:00:00.001Z\n"));
  ASSERT_EQ(rows.size(), 2);
  const roster_entry& first = rows[0].entry;
  EXPECT_EQ(first.unit, "LP12");
  EXPECT_EQ(first.device, "radios/R-77");
  EXPECT_EQ(first.kind, unit_kind::foot);
  EXPECT_EQ(first.person_ref, "p41");
  EXPECT_THAT(first.skills, ElementsAre("taser", "public_order"));
  EXPECT_EQ(first.vehicle, "");
  EXPECT_EQ(first.home_zone, "MB7");
  EXPECT_EQ(first.duty, (interval{evening, evening + 9h}));
  EXPECT_EQ(rows[1].entry.vehicle, "van");
  EXPECT_TRUE(rows[1].entry.skills.empty());
}

TEST(roster_decode, reads_where_and_when_a_row_was_known) {
  std::istringstream in{
      "unit,device,kind,person_ref,skills,vehicle,home_zone,from,to,origin,recorded_at\n"
      "A,R1,foot,,,,,2026-05-01T21:00:00Z,2026-05-02T07:00:00Z,book_on,2026-05-01T22:00:00Z\n"
      "A,R1,foot,,,,,2026-05-01T21:00:00Z,2026-05-02T07:00:00Z,,\n"};
  const auto rows = rows_of(decode_roster(in, file));
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(rows[0].entry.origin, holding_origin::book_on);
  EXPECT_EQ(rows[0].entry.recorded_at, evening + 1h);
  EXPECT_EQ(rows[1].entry.origin, holding_origin::rota);
  EXPECT_EQ(rows[1].entry.recorded_at, std::nullopt);
}

TEST(hours_decode, reads_every_column) {
  std::istringstream in{
      "zone,unit,from,to,recorded_at\n"
      "MB7,WARDENS,2026-05-01T21:00:00Z,2026-05-01T23:00:00Z,2026-05-01T22:00:00Z\n"
      "MB7,WARDENS,2026-05-02T21:00:00Z,2026-05-02T23:00:00Z,\n"};
  const auto rows = rows_of(decode_hours(in, file));
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(rows[0].zone, "MB7");
  EXPECT_EQ(rows[0].unit, "WARDENS");
  EXPECT_EQ(rows[0].valid, (interval{evening, evening + 2h}));
  EXPECT_EQ(rows[0].recorded_at, evening + 1h);
  EXPECT_EQ(rows[1].recorded_at, std::nullopt);
}

TEST(roster_decode, takes_how_a_patrol_looks_from_the_row_or_else_from_its_kind) {
  std::istringstream in{
      "unit,device,kind,person_ref,skills,vehicle,home_zone,from,to,visibility\n"
      "A1,T-1,car,,,,,2026-05-01T21:00:00Z,2026-05-02T07:00:00Z,plain\n"
      "A2,T-2,car,,,,,2026-05-01T21:00:00Z,2026-05-02T07:00:00Z,\n"};
  const auto rows = rows_of(decode_roster(in, file));
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(visibility_of(rows[0].entry), visibility_class::plain);
  EXPECT_EQ(visibility_of(rows[1].entry), visibility_class::marked);
}

TEST(roster_decode, collects_every_mistake_and_loads_nothing) {
  EXPECT_EQ(
      errors_of(roster("LP12,R-77,car,,,,,2026-05-01T21:00:00Z,2026-05-02T07:00:00Z\n"
                       "LP 12,a/b/c,cra,p 1,taser;;dog,,,2026-05-01 21:00,2026-05-02T07:00:00Z\n"
                       "LP12,,,,,,,2026-05-02T07:00:00Z,2026-05-02T07:00:00Z\n")),
      "f.csv:3: unit: expected a name of 1 to 64 characters out of A-Z a-z 0-9 _ . -; found "
      "\"LP 12\"\n"
      "f.csv:3: device: expected a name, or the names of a source and a device with / between "
      "them; found \"a/b/c\"\n"
      "f.csv:3: kind: expected one of car, foot, pcso, special, warden, partner; found "
      "\"cra\"; did you mean \"car\"?\n"
      "f.csv:3: person_ref: expected a name of 1 to 64 characters out of A-Z a-z 0-9 _ . -; "
      "found \"p 1\"\n"
      "f.csv:3: skills: expected at most 64 names with ; between them; found \"taser;;dog\"\n"
      "f.csv:3: from: expected a time from 2000 to 2099 with its offset, such as "
      "2026-05-01T21:00:00Z; found \"2026-05-01 21:00\"\n"
      "f.csv:4: device: expected a name, or the names of a source and a device with / between "
      "them; found nothing\n"
      "f.csv:4: kind: expected one of car, foot, pcso, special, warden, partner; found "
      "nothing");
}

TEST(roster_decode, refuses_a_duty_that_ends_before_it_begins) {
  EXPECT_EQ(errors_of(roster("LP12,R-77,car,,,,,2026-05-02T07:00:00Z,2026-05-02T07:00:00Z\n")),
            "f.csv:2: to: expected a later time than where it begins; found "
            "\"2026-05-02T07:00:00Z\"");
}

TEST(status_decode, reads_every_column) {
  std::istringstream in{
      "unit,status,at,incident\n"
      "LP12,en_route,2026-05-01T21:00:00Z,I-204\n"
      "LP12,available,2026-05-01T22:00:00Z,\n"};
  const auto rows = rows_of(decode_status(in, file));
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(rows[0].unit, "LP12");
  EXPECT_EQ(rows[0].status, unit_status::en_route);
  EXPECT_EQ(rows[0].at, evening);
  EXPECT_EQ(rows[0].incident, "I-204");
  EXPECT_EQ(rows[1].status, unit_status::available);
  EXPECT_EQ(rows[1].incident, "");
}

TEST(status_decode, suggests_the_status_that_was_meant) {
  std::istringstream in{"unit,status,at,incident\nLP12,onscene,2026-05-01T21:00:00Z,\n"};
  EXPECT_THAT(errors_of(decode_status(in, file)),
              testing::EndsWith("found \"onscene\"; did you mean \"on_scene\"?"));
}

const std::string incident_header =
    "incident,version,grade,type,lat,lon,opened,closed,assigned,written\n";

auto incidents(const std::string& rows) {
  std::istringstream in{incident_header + rows};
  return decode_incidents(in, file);
}

TEST(incident_decode, reads_every_column) {
  const auto rows =
      rows_of(incidents("I-204,2,1,\"burglary, dwelling\",52.6369,-1.1398,2026-05-01T21:00:00Z,"
                        "2026-05-01T23:00:00Z,LP13;LP12;LP13,2026-05-01T21:05:00Z\n"
                        "I-205,1,,,,,2026-05-01T21:00:00Z,,,\n"));
  ASSERT_EQ(rows.size(), 2);
  const incident& first = rows[0].changed.incident;
  EXPECT_EQ(first.name, "I-204");
  EXPECT_EQ(first.version, 2);
  EXPECT_EQ(first.grade, 1);
  EXPECT_EQ(first.type, "burglary, dwelling");
  EXPECT_EQ(first.at, (position{526'369'000, -11'398'000}));
  EXPECT_EQ(first.opened_at, evening);
  EXPECT_EQ(first.closed_at, evening + 2h);
  EXPECT_THAT(first.assigned, ElementsAre("LP12", "LP13"));
  EXPECT_EQ(rows[0].written_at, evening + 5min);
  const incident& second = rows[1].changed.incident;
  EXPECT_EQ(second.grade, 0);
  EXPECT_FALSE(second.at);
  EXPECT_FALSE(second.closed_at);
  EXPECT_TRUE(second.assigned.empty());
  EXPECT_FALSE(rows[1].written_at);
}

TEST(incident_decode, needs_no_column_for_when_a_version_was_written) {
  std::istringstream in{
      "incident,version,grade,type,lat,lon,opened,closed,assigned\n"
      "I-204,1,1,,,,2026-05-01T21:00:00Z,,\n"};
  EXPECT_EQ(rows_of(decode_incidents(in, file)).size(), 1);
}

TEST(incident_decode, bounds_each_field) {
  EXPECT_EQ(errors_of(incidents("I-204,0,5,a\tb,90.1,-1.1398,2026-05-01T21:00:00Z,,,\n"
                                "I-204,1,1,,52.6369,,2026-05-01T21:00:00,,,\n"
                                "I-204,9007199254740993,1,,,180.00001,1999-12-31T23:59:59Z,,,\n")),
            "f.csv:2: version: expected a whole number from 1 to 9007199254740992; found \"0\"\n"
            "f.csv:2: grade: expected a whole number from 0 to 4; found \"5\"\n"
            "f.csv:2: type: expected UTF-8 text of at most 200 bytes, without line ends or tabs; "
            "found \"a?b\"\n"
            "f.csv:2: lat: expected degrees from -90 to 90, such as 52.6369; found \"90.1\"\n"
            "f.csv:3: lon: expected degrees from -180 to 180, such as 52.6369; found nothing\n"
            "f.csv:3: opened: expected a time from 2000 to 2099 with its offset, such as "
            "2026-05-01T21:00:00Z; found \"2026-05-01T21:00:00\"\n"
            "f.csv:4: version: expected a whole number from 1 to 9007199254740992; found "
            "\"9007199254740993\"\n"
            "f.csv:4: lat: expected degrees from -90 to 90, such as 52.6369; found nothing\n"
            "f.csv:4: lon: expected degrees from -180 to 180, such as 52.6369; found "
            "\"180.00001\"\n"
            "f.csv:4: opened: expected a time from 2000 to 2099 with its offset, such as "
            "2026-05-01T21:00:00Z; found \"1999-12-31T23:59:59Z\"");
}

TEST(plan_decode, reads_every_column) {
  std::istringstream in{
      "zone,rule,visits,dose_min,max_gap_min,owner,from,to\n"
      "MB7,Fr-Sa 21:00-03:00,2,15,90,Sgt of the week,2026-05-01T21:00:00Z,2026-05-02T21:00:00Z\n"
      "MB8,,,,,,2026-05-01T21:00:00Z,2026-05-02T21:00:00Z\n"};
  const auto rows = rows_of(decode_plan(in, file));
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(rows[0].zone, "MB7");
  EXPECT_EQ(rows[0].rule, "Fr-Sa 21:00-03:00");
  EXPECT_EQ(rows[0].visits, 2);
  EXPECT_EQ(rows[0].dose_min, 15);
  EXPECT_EQ(rows[0].max_gap_min, 90);
  EXPECT_EQ(rows[0].owner, "Sgt of the week");
  EXPECT_EQ(rows[0].valid, (interval{evening, evening + 24h}));
  EXPECT_EQ(rows[1].visits, 0);
  EXPECT_FALSE(rows[1].dose_min);
  EXPECT_FALSE(rows[1].max_gap_min);
}

TEST(plan_decode, a_local_priority_has_a_state_and_its_dates) {
  std::istringstream in{
      "zone,rule,visits,dose_min,max_gap_min,owner,from,to,state,agreed,review\n"
      "MB7,,1,,,Ward panel,2026-05-01T21:00:00Z,2026-05-02T21:00:00Z,agreed,"
      "2026-05-01T21:00:00Z,2026-05-02T21:00:00Z\n"
      "MB8,,1,,,,2026-05-01T21:00:00Z,2026-05-02T21:00:00Z,,,\n"};
  const auto rows = rows_of(decode_plan(in, file));
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(rows[0].state, priority_state::agreed);
  EXPECT_EQ(rows[0].agreed_at, evening);
  EXPECT_EQ(rows[0].review_at, evening + 24h);
  EXPECT_EQ(rows[1].state, priority_state::none);
  EXPECT_FALSE(rows[1].review_at);
  std::istringstream wrong{
      "zone,rule,visits,dose_min,max_gap_min,owner,from,to,state\n"
      "MB7,,1,,,,2026-05-01T21:00:00Z,2026-05-02T21:00:00Z,agred\n"};
  EXPECT_THAT(errors_of(decode_plan(wrong, file)),
              testing::HasSubstr("one of none, proposed, agreed, closed"));
}

const std::string ping_header =
    "source,device,observed_at,received_at,lat,lon,accuracy_m,speed_mps,heading_deg,trigger,"
    "ignition,moving\n";

auto pings(const std::string& rows) {
  std::istringstream in{ping_header + rows};
  return decode_pings(in, file);
}

TEST(ping_csv_decode, reads_every_column) {
  const auto rows = rows_of(
      pings("cars,T-9,2026-05-01T21:00:00.250Z,2026-05-01T21:00:01Z,52.6369,-1.1398,4.25,13.411,"
            "270.5,distance,1,0\n"
            ",T-9,2026-05-01T21:00:00Z,,0,-0.00000005,,,360,,,\n"));
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(rows[0].source, "cars");
  EXPECT_EQ(rows[0].received_at, evening + 1s);
  const ping& first = rows[0].report;
  EXPECT_EQ(first.device, "T-9");
  EXPECT_EQ(first.observed_at, evening + 250ms);
  EXPECT_EQ(first.at, (position{526'369'000, -11'398'000}));
  EXPECT_EQ(first.accuracy_cm, 425);
  EXPECT_EQ(first.speed_cmps, 1'341);
  EXPECT_EQ(first.heading_cdeg, 27'050);
  EXPECT_EQ(first.trigger, ping_trigger::distance);
  EXPECT_EQ(first.ignition, true);
  EXPECT_EQ(first.moving, false);
  const ping& second = rows[1].report;
  EXPECT_EQ(rows[1].source, "");
  EXPECT_FALSE(rows[1].received_at);
  EXPECT_EQ(second.at, (position{0, -1}));
  EXPECT_FALSE(second.accuracy_cm);
  EXPECT_FALSE(second.speed_cmps);
  EXPECT_EQ(second.heading_cdeg, 0);
  EXPECT_EQ(second.trigger, ping_trigger::unknown);
  EXPECT_FALSE(second.ignition);
  EXPECT_FALSE(second.moving);
}

TEST(ping_csv_decode, needs_only_device_time_and_place) {
  std::istringstream in{"lon,lat,observed_at,device\n-1.1,52.6,2026-05-01T21:00:00Z,T-9\n"};
  EXPECT_EQ(rows_of(decode_pings(in, file)).size(), 1);
}

TEST(ping_csv_decode, bounds_each_field) {
  EXPECT_EQ(errors_of(pings(",T-9,2026-05-01T21:00:00Z,,,,100000.01,150.01,360.01,timer,yes,2\n")),
            "f.csv:2: lat: expected degrees from -90 to 90, such as 52.6369; found nothing\n"
            "f.csv:2: lon: expected degrees from -180 to 180, such as 52.6369; found nothing\n"
            "f.csv:2: accuracy_m: expected a number from 0 to 100000; found \"100000.01\"\n"
            "f.csv:2: speed_mps: expected a number from 0 to 150; found \"150.01\"\n"
            "f.csv:2: heading_deg: expected a number from 0 to 360; found \"360.01\"\n"
            "f.csv:2: trigger: expected one of unknown, interval, distance, status, emergency, "
            "power, request; found \"timer\"\n"
            "f.csv:2: ignition: expected 0 or 1; found \"yes\"\n"
            "f.csv:2: moving: expected 0 or 1; found \"2\"");
}

TEST(ping_csv_reader, passes_over_and_notes_rows_with_mistakes) {
  std::istringstream in{
      "device,observed_at,lat,lon\n"
      "T-9,2026-05-01T21:00:00Z,1,2\n"
      "T-9,yesterday,1,2\n"
      "T-9,2026-05-01T21:00:01Z,1,2\n"};
  ping_csv_reader reader{in, file};
  EXPECT_EQ(reader.next()->report.observed_at, evening);
  EXPECT_EQ(reader.next()->report.observed_at, evening + 1s);
  EXPECT_FALSE(reader.next());
  EXPECT_EQ(reader.errors().total(), 1);
}

TEST(csv_files, hold_at_their_bounds_only_what_the_engine_may_see) {
  const std::string name(64, 'n');
  const std::string text(200, 't');
  std::string names = name;
  for (int i = 0; i < 63; ++i) {
    names += ";" + std::to_string(i);
  }
  const std::string span = "2000-01-01T00:00:00Z,2100-01-01T00:00:00Z\n";
  const auto roster_rows = rows_of(roster(name + "," + name + "/" + name + ",partner," + name +
                                          "," + names + "," + name + "," + name + "," + span));
  EXPECT_EQ(fault_of(roster_rows.at(0)), std::nullopt);
  const auto incident_rows =
      rows_of(incidents(name + ",9007199254740992,4," + text + ",90,-180,2000-01-01T00:00:00Z," +
                        "2100-01-01T00:00:00Z," + names + ",\n"));
  EXPECT_EQ(fault_of(incident_rows.at(0).changed), std::nullopt);
  std::istringstream plan{"zone,rule,visits,dose_min,max_gap_min,owner,from,to\n" + name + "," +
                          text + ",10000,527040,527040," + text + "," + span};
  EXPECT_EQ(fault_of(rows_of(decode_plan(plan, file)).at(0)), std::nullopt);
  const auto ping_rows = rows_of(
      pings(name + "," + name + ",2100-01-01T00:00:00Z,,-90,180,100000,150,359.99,request,1,1\n"));
  EXPECT_EQ(fault_of(ping_rows.at(0).report), std::nullopt);
}

}  // namespace
}  // namespace beatwatch
