#include "adapters/records/audit_log.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

look look_at(const char* unit, std::int64_t at_s, interval window = {}) {
  return {.at = ms_to_instant(at_s * 1000),
          .who = "desk",
          .way = look_way::page,
          .unit = unit,
          .window = window,
          .what = "trail"};
}

interval seconds(std::int64_t from, std::int64_t to) {
  return {ms_to_instant(from * 1000), ms_to_instant(to * 1000)};
}

class audit : public ::testing::Test {
 protected:
  audit() {
    audit_log log{file_};
    for (int i = 1; i <= 5; ++i) {
      log.record(look_at("U1", i));
    }
  }

  void alter(const char* sql) const {
    sqlite_database{file_, sqlite_database::access::write}.execute(sql);
  }

  temporary_folder folder_;
  std::filesystem::path file_ = folder_.path() / "audit.sqlite";
};

TEST_F(audit, numbers_looks_and_links_each_to_the_one_before) {
  const audit_findings found = verify_audit(file_, std::nullopt);
  EXPECT_EQ(found.looks, 5);
  EXPECT_FALSE(found.first_broken);
  audit_log again{file_};
  again.record(look_at("U2", 6));
  const audit_findings later = verify_audit(file_, found.newest);
  EXPECT_EQ(later.looks, 6);
  EXPECT_TRUE(later.holds_known);
  EXPECT_NE(later.newest, found.newest);
}

TEST_F(audit, finds_the_first_look_that_was_altered_whatever_of_it) {
  for (const char* change : {"at_ms = at_ms + 1",
                             "who = 'nobody'",
                             "way = 'copy'",
                             "way = 'none of ours'",
                             "unit = 'U2'",
                             "from_ms = 1",
                             "to_ms = 1",
                             "what = ''",
                             "link = zeroblob(32)",
                             "link = 'short'"}) {
    const std::filesystem::path copy = folder_.path() / "copy.sqlite";
    std::filesystem::remove(copy);
    {
      sqlite_database from{file_, sqlite_database::access::read};
      copy_database(from, copy);
    }
    sqlite_database{copy, sqlite_database::access::write}.execute(
        ("UPDATE looks SET " + std::string{change} + " WHERE number = 3").c_str());
    EXPECT_EQ(verify_audit(copy, std::nullopt).first_broken, 3) << change;
  }
}

TEST_F(audit, finds_looks_that_were_taken_out_or_put_in) {
  alter("DELETE FROM looks WHERE number = 2");
  EXPECT_EQ(verify_audit(file_, std::nullopt).first_broken, 2);
  alter("UPDATE looks SET number = number - 1 WHERE number > 2");
  EXPECT_EQ(verify_audit(file_, std::nullopt).first_broken, 2) << "numbers closed up";
}

TEST_F(audit, an_end_that_was_cut_off_is_found_by_a_link_that_is_known_from_elsewhere) {
  const digest known = verify_audit(file_, std::nullopt).newest;
  alter("DELETE FROM looks WHERE number = 5");
  const audit_findings found = verify_audit(file_, known);
  EXPECT_FALSE(found.first_broken) << "what is left is whole";
  EXPECT_FALSE(found.holds_known);
}

TEST_F(audit, texts_that_run_into_each_other_are_different_looks) {
  const auto newest_of = [&](const char* name, const look& seen) {
    const auto file = folder_.path() / name;
    audit_log{file}.record(seen);
    return verify_audit(file, std::nullopt).newest;
  };
  look one = look_at("A", 1);
  one.who = "x";
  look other = look_at("", 1);
  other.who = "xA";
  EXPECT_NE(newest_of("one", one), newest_of("other", other));
}

TEST_F(audit, gives_looks_at_a_unit_and_at_every_unit) {
  audit_log log{file_};
  log.record(look_at("", 6));
  log.record(look_at("U2", 7));
  std::vector<std::int64_t> numbers;
  const auto note = [&](const kept_look& kept) { numbers.push_back(kept.number); };
  log.for_each({.unit = "U2"}, note);
  EXPECT_EQ(numbers, (std::vector<std::int64_t>{6, 7}));
  numbers.clear();
  log.for_each({.after = 5, .count_max = 1}, note);
  EXPECT_EQ(numbers, std::vector<std::int64_t>{6});
}

TEST_F(audit, gives_the_newest_looks_below_a_number_first) {
  audit_log log{file_};
  const auto numbers_of = [&log](const look_filter& wanted) {
    std::vector<std::int64_t> numbers;
    log.for_each(wanted, [&](const kept_look& kept) { numbers.push_back(kept.number); });
    return numbers;
  };
  using numbers = std::vector<std::int64_t>;
  EXPECT_EQ(numbers_of({.before = 4}), (numbers{3, 2, 1}));
  EXPECT_EQ(numbers_of({.before = 1'000, .count_max = 2}), (numbers{5, 4}));
  EXPECT_EQ(numbers_of({.after = 2, .before = 5}), (numbers{4, 3}));
  EXPECT_EQ(numbers_of({.before = 1}), numbers{});
}

TEST_F(audit, gives_looks_that_saw_some_of_a_time) {
  audit_log log{file_};
  log.record(look_at("U3", 1000, seconds(10, 20)));  // later, at that time
  log.record(look_at("U3", 15));                     // then, live
  log.record(look_at("U3", 1000, seconds(20, 30)));  // at another time
  log.record(look_at("U3", 25));
  std::vector<std::int64_t> numbers;
  log.for_each({.unit = "U3", .window = seconds(12, 20)},
               [&](const kept_look& kept) { numbers.push_back(kept.number); });
  EXPECT_EQ(numbers, (std::vector<std::int64_t>{6, 7}));
}

TEST_F(audit, is_readable_by_its_owner_alone) {
  struct stat found {};
  ASSERT_EQ(::stat(file_.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

TEST_F(audit, two_writers_make_one_chain) {
  audit_log one{file_};
  audit_log other{file_};
  for (int i = 0; i < 20; ++i) {
    (i % 2 == 0 ? one : other).record(look_at("U1", i));
  }
  const audit_findings found = verify_audit(file_, std::nullopt);
  EXPECT_EQ(found.looks, 25);
  EXPECT_FALSE(found.first_broken);
}

}  // namespace
}  // namespace beatwatch
