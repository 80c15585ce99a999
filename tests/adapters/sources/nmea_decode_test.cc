#include "adapters/sources/nmea_decode.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <map>
#include <random>

#include "tests/adapters/sources/nmea_sentence.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

std::string label_of(const std::string& line) {
  const auto decoded = decode_nmea(line);
  return decoded ? "decoded" : std::string{to_string(decoded.error())};
}

template <typename Sentence>
Sentence decoded_as(const std::string& line) {
  const auto decoded = decode_nmea(line);
  EXPECT_TRUE(decoded.has_value()) << line << ": " << to_string(decoded.error());
  const auto* const sentence = std::get_if<Sentence>(&decoded->body);
  EXPECT_NE(sentence, nullptr) << line;
  return *sentence;
}

const std::string rmc_body = "GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W,A";

/// The RMC above with field `i` replaced.
std::string rmc_with(std::size_t i, const std::string& value) {
  std::string body = rmc_body;
  std::size_t from = 0;
  for (; i > 0; --i) {
    from = body.find(',', from) + 1;
  }
  const auto to = std::min(body.find(',', from), body.size());
  return nmea_sentence(body.replace(from, to - from, value));
}

TEST(nmea_frame, accepts_a_line_of_256_characters_and_no_more) {
  const std::string body = rmc_body + ",V,";
  const std::string filling(nmea_line_max - nmea_sentence(body).size(), 'x');
  const std::string longest = nmea_sentence(body + filling);
  ASSERT_EQ(longest.size(), nmea_line_max);
  EXPECT_EQ(label_of(longest + "\r\n"), "decoded");
  EXPECT_EQ(label_of(nmea_sentence(body + filling + "x")), "line_too_long");
}

TEST(nmea_frame, accepts_each_line_end_once) {
  const std::string line = nmea_sentence(rmc_body);
  EXPECT_EQ(label_of(line), "decoded");
  EXPECT_EQ(label_of(line + "\n"), "decoded");
  EXPECT_EQ(label_of(line + "\r"), "decoded");
  EXPECT_EQ(label_of(line + "\r\n"), "decoded");
  EXPECT_EQ(label_of(line + "\r\r\n"), "bad_character");
  EXPECT_EQ(label_of(line + " "), "bad_checksum_field");
}

TEST(nmea_frame, names_the_first_fault) {
  EXPECT_EQ(label_of(""), "no_start_delimiter");
  EXPECT_EQ(label_of("\r\n"), "no_start_delimiter");
  EXPECT_EQ(label_of(std::string{"x\0$", 3}), "no_start_delimiter");
  EXPECT_EQ(label_of("$"), "missing_checksum");
  EXPECT_EQ(label_of("$*"), "bad_checksum_field");
  EXPECT_EQ(label_of("$*0"), "bad_checksum_field");
  EXPECT_EQ(label_of("$*0g"), "bad_checksum_field");
  EXPECT_EQ(label_of("$*01"), "checksum_mismatch");
  EXPECT_EQ(label_of("$*00"), "unsupported_sentence");
  EXPECT_EQ(label_of("$GPRMC\t*00"), "bad_character");
  EXPECT_EQ(label_of("$GPRMC,$*00"), "bad_character");
  EXPECT_EQ(label_of(std::string{"$GPRMC\0*00", 10}), "bad_character");
  EXPECT_EQ(label_of("$GPRMC\x7f*00"), "bad_character");
}

TEST(nmea_decode, takes_any_talker_but_no_proprietary_sentence) {
  for (const std::string talker : {"GP", "GL", "GA", "GB", "BD", "GI", "GQ", "QZ", "GN", "XX"}) {
    EXPECT_EQ(label_of(nmea_sentence(talker + rmc_body.substr(2))), "decoded");
  }
  // Garmin's sensor configuration, five characters that end in RMC.
  EXPECT_EQ(label_of(nmea_sentence("PG" + rmc_body.substr(2))), "unsupported_sentence");
  EXPECT_EQ(label_of(nmea_sentence("GPGSV,1,1,00")), "unsupported_sentence");
  EXPECT_EQ(label_of(nmea_sentence(rmc_body.substr(1))), "unsupported_sentence");
}

TEST(nmea_decode, counts_the_fields_that_a_sentence_must_have) {
  EXPECT_EQ(label_of(nmea_sentence("GPRMC,,,,,,,,,,,")), "decoded");
  EXPECT_EQ(label_of(nmea_sentence("GPRMC,,,,,,,,,,")), "too_few_fields");
  EXPECT_EQ(label_of(nmea_sentence("GPGGA,,,,,,,,,,,,,,")), "decoded");
  EXPECT_EQ(label_of(nmea_sentence("GPGGA,,,,,,,,,,,,,")), "too_few_fields");
  EXPECT_EQ(label_of(nmea_sentence("GPGNS,,,,,,,,,,,,")), "decoded");
  EXPECT_EQ(label_of(nmea_sentence("GPGNS,,,,,,,,,,,")), "too_few_fields");
  EXPECT_EQ(label_of(nmea_sentence("GPVTG,,,,,,,,")), "decoded");
  EXPECT_EQ(label_of(nmea_sentence("GPVTG,,,,,,,")), "too_few_fields");
  EXPECT_EQ(label_of(nmea_sentence("GPVTG,360.0,348.7,000.0,000.0")), "too_few_fields");
  EXPECT_EQ(label_of(nmea_sentence("GPRMC")), "too_few_fields");
  EXPECT_EQ(label_of(nmea_sentence(rmc_body + std::string(100, ','))), "decoded");
}

TEST(nmea_decode, reads_times_to_the_leap_second) {
  EXPECT_EQ(decoded_as<nmea_rmc>(rmc_with(1, "235960.5")).time->since_midnight(), 24h + 500ms);
  EXPECT_EQ(decoded_as<nmea_rmc>(rmc_with(1, "000000.0019")).time->since_midnight(), 1ms);
  EXPECT_FALSE(decoded_as<nmea_rmc>(rmc_with(1, "")).time);
  for (const std::string bad : {"240000",
                                "126000",
                                "120061",
                                "1235",
                                "1235190",
                                "12351x",
                                "123519.",
                                "-23519",
                                "123519.1.",
                                "12 519",
                                "123519.1234567890"}) {
    EXPECT_EQ(label_of(rmc_with(1, bad)), "bad_time") << bad;
  }
}

TEST(nmea_decode, pivots_two_digit_years_at_80) {
  using std::chrono::sys_days;
  EXPECT_EQ(decoded_as<nmea_rmc>(rmc_with(9, "010180")).date, sys_days{1980y / 1 / 1});
  EXPECT_EQ(decoded_as<nmea_rmc>(rmc_with(9, "311279")).date, sys_days{2079y / 12 / 31});
  EXPECT_EQ(decoded_as<nmea_rmc>(rmc_with(9, "290224")).date, sys_days{2024y / 2 / 29});
  for (const std::string bad :
       {"290225", "310424", "000124", "010024", "011324", "1-0124", "01012", "0101240", "320124"}) {
    EXPECT_EQ(label_of(rmc_with(9, bad)), "bad_date") << bad;
  }
}

TEST(nmea_decode, rounds_coordinates_to_a_ten_millionth_of_a_degree) {
  const auto place = [](const std::string& lat, const std::string& lon) {
    return *decoded_as<nmea_gga>(
                nmea_sentence("GPGGA,000000," + lat + "," + lon + ",1,08,1.0,0,M,0,M,,"))
                .at;
  };
  EXPECT_EQ(place("5130.0000,N", "7.5,W"), (position{515'000'000, -1'250'000}));
  EXPECT_EQ(place("0000.000003,S", "00000.000002,E"), (position{-1, 0}));
  EXPECT_EQ(place("9000.000,S", "18000.000,W"), (position{-900'000'000, -1'800'000'000}));
  EXPECT_EQ(place("5959.999999999,N", "17959.999999999,E"), (position{600'000'000, 1'800'000'000}));
}

TEST(nmea_decode, agrees_with_plain_arithmetic_on_random_coordinates) {
  std::mt19937 random{3};
  std::uniform_int_distribution<int> degrees{0, 179};
  std::uniform_real_distribution<double> minutes{0.0, 59.99994};
  for (int i = 0; i < 20'000; ++i) {
    const int lat = degrees(random) % 90;
    const int lon = degrees(random);
    std::array<char, 100> body{};
    const double lat_minutes = minutes(random);
    const double lon_minutes = minutes(random);
    std::snprintf(body.data(),
                  body.size(),
                  "GNGGA,120000,%02d%07.4f,N,%03d%08.5f,W,1,08,1.0,0,M,0,M,,",
                  lat,
                  lat_minutes,
                  lon,
                  lon_minutes);
    const auto gga = decoded_as<nmea_gga>(nmea_sentence(body.data()));
    ASSERT_NEAR(gga.at->lat_e7 * 1e-7, lat + lat_minutes / 60, 1e-6) << body.data();
    ASSERT_NEAR(gga.at->lon_e7 * 1e-7, -(lon + lon_minutes / 60), 2e-7) << body.data();
  }
}

TEST(nmea_decode, refuses_coordinates_that_cannot_be) {
  EXPECT_EQ(label_of(rmc_with(3, "4860.000")), "bad_coordinate");
  EXPECT_EQ(label_of(rmc_with(3, "4807:038")), "bad_coordinate");
  EXPECT_EQ(label_of(rmc_with(3, "-4807.038")), "bad_coordinate");
  EXPECT_EQ(label_of(rmc_with(3, "4807.03x")), "bad_coordinate");
  EXPECT_EQ(label_of(rmc_with(3, "004807.038")), "bad_coordinate");
  EXPECT_EQ(label_of(rmc_with(3, ".038")), "bad_coordinate");
  EXPECT_EQ(label_of(rmc_with(3, "")), "bad_coordinate");
  EXPECT_EQ(label_of(rmc_with(4, "")), "bad_coordinate");
  EXPECT_EQ(label_of(rmc_with(6, "")), "bad_coordinate");
  EXPECT_EQ(label_of(rmc_with(3, "9000.001")), "out_of_range");
  EXPECT_EQ(label_of(rmc_with(5, "18000.0000001")), "out_of_range");
  EXPECT_EQ(label_of(rmc_with(4, "E")), "bad_hemisphere");
  EXPECT_EQ(label_of(rmc_with(6, "w")), "bad_hemisphere");
  EXPECT_EQ(label_of(rmc_with(6, "WW")), "bad_hemisphere");
}

TEST(nmea_decode, refuses_numbers_that_are_none_or_cannot_be) {
  for (const std::string bad :
       {"1.2.3", "1e2", "inf", "nan", "-1", "x", "0x1", " 1", "+", ".", "--1", "1234567890123"}) {
    EXPECT_EQ(label_of(rmc_with(7, bad)), "bad_number") << bad;
  }
  EXPECT_EQ(label_of(rmc_with(8, "360.1")), "bad_number");
  EXPECT_EQ(label_of(rmc_with(8, "360.0")), "decoded");
  EXPECT_EQ(label_of(rmc_with(7, "+1.5")), "decoded");
  EXPECT_EQ(label_of(rmc_with(10, "x")), "bad_number");
  EXPECT_EQ(label_of(rmc_with(11, "N")), "bad_hemisphere");
  EXPECT_EQ(label_of(nmea_sentence("GPGGA,,,,,,-1,08,1.0,0,M,0,M,,")), "bad_number");
  EXPECT_EQ(label_of(nmea_sentence("GPGGA,,,,,,1,8.5,1.0,0,M,0,M,,")), "bad_number");
  EXPECT_EQ(label_of(nmea_sentence("GPGGA,,,,,,1,8,1.0,-0.5,M,-33.9,M,,")), "decoded");
}

TEST(nmea_decode, refuses_a_status_or_mode_that_is_no_letter) {
  EXPECT_EQ(label_of(rmc_with(2, "B")), "bad_status");
  EXPECT_EQ(label_of(rmc_with(2, "AV")), "bad_status");
  EXPECT_EQ(label_of(rmc_with(12, "a")), "bad_status");
  EXPECT_EQ(label_of(rmc_with(12, "AA")), "bad_status");
  EXPECT_EQ(label_of(nmea_sentence("GNGNS,,,,,,A-N,08,1.0,0,0,,")), "bad_status");
}

TEST(nmea_decode, names_the_first_fault_in_the_order_of_the_checks) {
  const auto sentence = [](const std::string& date, const std::string& speed) {
    return nmea_sentence("GPRMC,123519,X,9100.0,Q,01160.0,E," + speed + ",," + date + ",,");
  };
  EXPECT_EQ(label_of(sentence("999999", "x")), "bad_date");
  EXPECT_EQ(label_of(sentence("010124", "x")), "bad_status");
  EXPECT_EQ(label_of(nmea_sentence("GPRMC,123519,A,9100.0,Q,01160.0,E,x,,010124,,")),
            "bad_coordinate");
  EXPECT_EQ(label_of(nmea_sentence("GPRMC,123519,A,4500.0,Q,18100.0,E,x,,010124,,")),
            "out_of_range");
  EXPECT_EQ(label_of(nmea_sentence("GPRMC,123519,A,4500.0,Q,17100.0,E,x,,010124,,")),
            "bad_hemisphere");
}

TEST(nmea_decode, plots_only_what_the_receiver_stands_for) {
  const auto rmc = [](const std::string& status, const std::string& mode) {
    return position_valid(decoded_as<nmea_rmc>(
        nmea_sentence("GPRMC,123519," + status + ",4807.038,N,01131.000,E,,,230394,,," + mode)));
  };
  for (const char mode : std::string_view{"ADEFPR"}) {
    EXPECT_TRUE(rmc("A", std::string(1, mode)));
    EXPECT_FALSE(rmc("V", std::string(1, mode)));
  }
  for (const std::string mode : {"N", "S", "M", "Q"}) {
    EXPECT_FALSE(rmc("A", mode));
  }
  EXPECT_TRUE(rmc("A", ""));
  EXPECT_TRUE(rmc("A", "A,V"));  // u-blox always says V here
  EXPECT_FALSE(rmc("", "A"));
  EXPECT_FALSE(
      position_valid(decoded_as<nmea_rmc>(nmea_sentence("GPRMC,123519,A,,,,,,,230394,,"))));
  for (int quality = 0; quality <= 9; ++quality) {
    EXPECT_EQ(position_valid(decoded_as<nmea_gga>(
                  nmea_sentence("GPGGA,123519,4807.038,N,01131.000,E," + std::to_string(quality) +
                                ",08,1.0,0,M,0,M,,"))),
              quality >= 1 && quality <= 6);
  }
  const auto gns = [](const std::string& mode) {
    return position_valid(decoded_as<nmea_gns>(
        nmea_sentence("GNGNS,123519,4807.038,N,01131.000,E," + mode + ",08,1.0,0,0,,")));
  };
  EXPECT_TRUE(gns("NNA"));
  EXPECT_FALSE(gns("NNN"));
  EXPECT_FALSE(gns("SM"));
  EXPECT_FALSE(gns(""));
}

TEST(nmea_decode, takes_the_speed_of_a_vtg_from_knots_else_from_kilometres_per_hour) {
  const auto speed = [](const std::string& fields) {
    return decoded_as<nmea_vtg>(nmea_sentence("GPVTG,," + fields)).speed_mps;
  };
  EXPECT_NEAR(*speed("T,,M,10.0,N,99.0,K,A"), 5.144444, 1e-6);
  EXPECT_NEAR(*speed("T,,M,,N,36.0,K,A"), 10.0, 1e-9);
  EXPECT_FALSE(speed("T,,M,,N,,K,A"));
}

TEST(nmea_decode, never_reads_past_a_damaged_line) {
  const std::vector<std::string> lines{
      nmea_sentence(rmc_body),
      nmea_sentence("GNGNS,123519,4807.038,N,01131.000,E,AN,08,1.0,0,0,,"),
      nmea_sentence("GPVTG,220.86,T,,M,2.550,N,4.724,K,A")};
  std::mt19937 random{9};
  std::uniform_int_distribution<int> octet{0, 255};
  for (int i = 0; i < 100'000; ++i) {
    std::string line = lines[static_cast<std::size_t>(i) % lines.size()];
    for (int change = i % 4; change >= 0; --change) {
      line[static_cast<std::size_t>(random()) % line.size()] = static_cast<char>(octet(random));
    }
    line.resize(static_cast<std::size_t>(random()) % (line.size() + 1));
    const std::vector<char> exact(line.begin(), line.end());  // nothing readable behind it
    static_cast<void>(decode_nmea({exact.data(), exact.size()}));
    if (line.size() > 1) {
      const auto decoded = decode_nmea(nmea_sentence(line.substr(1)));
      ASSERT_TRUE(!decoded || decoded->talker[0] != 'P');
    }
  }
}

TEST(nmea_decode, has_a_label_of_its_own_for_each_error) {
  std::map<std::string_view, int> seen;
  for (std::size_t i = 0; i < nmea_error_count; ++i) {
    ++seen[to_string(static_cast<nmea_error>(i))];
  }
  EXPECT_EQ(seen.size(), nmea_error_count);
}

}  // namespace
}  // namespace beatwatch
