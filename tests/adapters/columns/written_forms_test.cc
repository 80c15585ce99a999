#include <gmock/gmock.h>

#include <chrono>

#include "adapters/columns/grid_reference.h"
#include "adapters/columns/windows_1252.h"
#include "adapters/columns/written_time.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

// The places are those of the Ordnance Survey's own table of squares: SV lies at the false origin.
TEST(grid_reference, names_a_square_of_which_the_centre_is_taken) {
  const auto kilometre = parse_grid_reference("SK 58 04");
  ASSERT_TRUE(kilometre);
  EXPECT_DOUBLE_EQ(kilometre->easting_m, 458'500);
  EXPECT_DOUBLE_EQ(kilometre->northing_m, 304'500);
  EXPECT_NEAR(kilometre->half_diagonal_m, 707.1, 0.1);
  const auto metre = parse_grid_reference("tq3000080500");
  ASSERT_TRUE(metre);
  EXPECT_DOUBLE_EQ(metre->easting_m, 530'000.5);
  EXPECT_DOUBLE_EQ(metre->northing_m, 180'500.5);
  EXPECT_NEAR(metre->half_diagonal_m, 0.707, 0.001);
  const auto origin = parse_grid_reference("SV 00");
  ASSERT_TRUE(origin);
  EXPECT_DOUBLE_EQ(origin->easting_m, 5'000);
  EXPECT_DOUBLE_EQ(origin->northing_m, 5'000);
  const auto shetland = parse_grid_reference("HU 396 753");
  ASSERT_TRUE(shetland);
  EXPECT_DOUBLE_EQ(shetland->easting_m, 439'650);
  EXPECT_DOUBLE_EQ(shetland->northing_m, 1'175'350);
}

TEST(grid_reference, is_nothing_else) {
  for (const char* text : {"",
                           "SK",
                           "SK 581 04",
                           "SI 58 04",
                           "5804",
                           "SK 58 0x",
                           "AA 58 04",
                           "SK 123456 123456",
                           "SK-58-04",
                           "458500 304500"}) {
    EXPECT_FALSE(parse_grid_reference(text)) << text;
  }
}

TEST(written_time, is_read_by_its_format) {
  const instant evening = sys_days{2026y / 10 / 24} + 21h + 5min + 9s;
  const auto read = [](const char* text, const char* format) {
    const auto time = parse_written_time(text, format);
    return time && !time->offset ? std::optional{time->civil} : std::nullopt;
  };
  EXPECT_EQ(read("24/10/2026 21:05:09", "%d/%m/%Y %H:%M:%S"), evening);
  EXPECT_EQ(read("24/10/26   21:5:9", "%d/%m/%y %H:%M:%S"), evening);
  EXPECT_EQ(read("24-Oct-2026 09:05:09 PM", "%d-%b-%Y %I:%M:%S %p"), evening);
  EXPECT_EQ(read("october 24, 2026 9:05:09pm", "%b %d, %Y %I:%M:%S%p"), evening);
  EXPECT_EQ(read("2026-10-24 21:05:09.250", "%Y-%m-%d %H:%M:%S.%f"), evening + 250ms);
  EXPECT_EQ(read("20261024210509", "%Y%m%d%H%M%S"), evening);
  EXPECT_EQ(read("24/10/2026 12:05 AM", "%d/%m/%Y %I:%M %p"),
            (instant{sys_days{2026y / 10 / 24} + 5min}));
}

TEST(written_time, is_nothing_else) {
  const char* const format = "%d/%m/%Y %H:%M";
  for (const char* text : {"",
                           "24/10/2026",
                           "10/24/2026 21:05",
                           "31/11/2026 21:05",
                           "24/10/2026 24:05",
                           "24/10/2026 21:60",
                           "24/10/2026 21:05:09",
                           " 24/10/2026 21:05",
                           "24/10/2026T21:05",
                           "24/1o/2026 21:05"}) {
    EXPECT_FALSE(parse_written_time(text, format)) << text;
  }
}

TEST(written_time, may_carry_its_offset) {
  const auto time = parse_written_time("2026-10-25T01:30:00+01:00", "%Y-%m-%dT%H:%M:%S%z");
  ASSERT_TRUE(time);
  EXPECT_EQ(time->civil - time->offset.value_or(0ms), (instant{sys_days{2026y / 10 / 25} + 30min}));
  EXPECT_EQ(parse_utc_offset("Z"), duration{0});
  EXPECT_EQ(parse_utc_offset("+0530"), duration{5h + 30min});
  EXPECT_EQ(parse_utc_offset("-1"), duration{-1h});
  for (const char* text : {"", "+", "1", "+1:", "+24", "+01:0", "+01:60", "BST", "+010"}) {
    EXPECT_FALSE(parse_utc_offset(text)) << text;
  }
}

TEST(time_format, names_a_date_and_a_time_to_the_minute) {
  EXPECT_TRUE(is_time_format("%d/%m/%Y %H:%M"));
  EXPECT_TRUE(is_time_format("%d %b %y %I.%M %p"));
  for (const char* format : {"",
                             "%d/%m/%Y",
                             "%H:%M",
                             "%d/%m/%Y %H:%M %q",
                             "%d/%d/%m/%Y %H:%M",
                             "%d/%m/%Y %I:%M",
                             "%d/%m/%Y %H:%M%",
                             "dd/mm/yyyy hh:mm"}) {
    EXPECT_FALSE(is_time_format(format)) << format;
  }
}

TEST(windows_1252, becomes_utf_8) {
  EXPECT_EQ(windows_1252_to_utf8("caf\xE9 \x80"
                                 "5 \x93yes\x94"),
            "caf\u00E9 \u20AC5 \u201Cyes\u201D");
  EXPECT_EQ(windows_1252_to_utf8("plain"), "plain");
  EXPECT_EQ(windows_1252_to_utf8("\x81"), "\uFFFD");
}

}  // namespace
}  // namespace beatwatch
