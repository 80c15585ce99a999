#include "adapters/daemon/restricted_memory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <stdexcept>

#include "tests/support/daemon_steps.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class restricted_memory : public testing::Test {
 protected:
  void append(const std::string& unit) {
    const event_body row = on_duty(unit, "radio-" + unit);
    append_restricted_memory(file_, {&row, 1});
  }

  const temporary_folder folder_;
  const std::filesystem::path file_ = folder_ / "restricted";
};

TEST_F(restricted_memory, is_empty_without_a_file) {
  EXPECT_THAT(read_restricted_memory(file_), IsEmpty());
}

TEST_F(restricted_memory, gives_back_what_was_appended_and_is_for_its_owner_alone) {
  append("S1");
  append("S2");
  const auto facts = read_restricted_memory(file_);
  ASSERT_THAT(facts, SizeIs(2));
  EXPECT_EQ(std::get<roster_changed>(facts[1]).entry.unit, "S2");
  struct stat about {};
  ASSERT_EQ(::stat(file_.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
}

TEST_F(restricted_memory, cuts_off_what_was_not_written_to_its_end) {
  append("S1");
  const auto whole = std::filesystem::file_size(file_);
  append("S2");
  std::filesystem::resize_file(file_, std::filesystem::file_size(file_) - 3);
  EXPECT_THAT(read_restricted_memory(file_), SizeIs(1));
  EXPECT_EQ(std::filesystem::file_size(file_), whole);
  append("S3");
  EXPECT_THAT(read_restricted_memory(file_), SizeIs(2));
}

TEST_F(restricted_memory, refuses_a_damaged_file) {
  append("S1");
  append("S2");
  std::fstream out(file_, std::ios::in | std::ios::out | std::ios::binary);
  out.seekp(50);
  out.put('\x7F');
  out.close();
  EXPECT_THROW((void)read_restricted_memory(file_), std::runtime_error);
}

TEST_F(restricted_memory, cannot_be_kept_where_there_is_no_folder) {
  const event_body row = on_duty("S1", "radio-S1");
  EXPECT_THROW(append_restricted_memory(folder_ / "none/restricted", {&row, 1}),
               std::runtime_error);
}

}  // namespace
}  // namespace beatwatch
