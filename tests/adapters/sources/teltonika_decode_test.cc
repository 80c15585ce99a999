#include "adapters/sources/teltonika_decode.h"

#include <gtest/gtest.h>

#include <string>

#include "adapters/sources/crc16.h"
#include "adapters/sources/hexadecimal.h"

namespace beatwatch {
namespace {

constexpr std::string_view one_record =
    "000000000000002F08010000019ECBA32FD001FFECFBA41EB263440023010F0E0057EF0503EF01F001150401"
    "4236A301100012D68700010000967D";

std::string octets(std::string_view hex) { return hex_to_octets(hex).value(); }

auto decode(const std::string& frame, std::vector<avl_record>& records) {
  return decode_teltonika_tcp(std::as_bytes(std::span{frame}), records);
}

TEST(crc16, is_the_one_that_everybody_checks_with) {
  EXPECT_EQ(crc16_arc(std::as_bytes(std::span{std::string_view{"123456789"}})), 0xBB3D);
}

TEST(teltonika_decode, refuses_a_frame_with_any_one_bit_turned) {
  const std::string frame = octets(one_record);
  std::vector<avl_record> records;
  ASSERT_TRUE(decode(frame, records));
  for (std::size_t bit = 0; bit < frame.size() * 8; ++bit) {
    std::string turned = frame;
    turned[bit / 8] =
        static_cast<char>(static_cast<unsigned char>(turned[bit / 8]) ^ (1U << bit % 8));
    EXPECT_FALSE(decode(turned, records)) << bit;
    EXPECT_TRUE(records.empty());
  }
}

TEST(teltonika_decode, waits_for_a_frame_until_all_of_it_is_there) {
  const std::string frame = octets(one_record);
  for (std::size_t size = 0; size < frame.size(); ++size) {
    EXPECT_FALSE(cut_teltonika_tcp(frame.substr(0, size))) << size;
  }
  const auto cut = cut_teltonika_tcp(frame + frame);
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->end, frame.size());
}

TEST(teltonika_decode, gives_up_a_stream_that_no_frame_can_begin) {
  const std::string wrong{"\x00\x00\x00\x00\x7F\xFF\xFF\xFF", 8};
  const auto cut = cut_teltonika_tcp(wrong);
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->end, wrong.size());
  std::vector<avl_record> records;
  const auto frame = decode(wrong + "1234", records);
  ASSERT_FALSE(frame);
  EXPECT_EQ(frame.error(), teltonika_error::bad_length);
}

TEST(teltonika_decode, answers_with_the_number_of_records_kept) {
  EXPECT_EQ(teltonika_tcp_answer(258), (std::string{"\x00\x00\x01\x02", 4}));
  EXPECT_EQ(teltonika_udp_answer({.packet_id = 0xCAFE, .avl_packet_id = 5}, 1),
            (std::string{"\x00\x05\xCA\xFE\x01\x05\x01", 7}));
}

}  // namespace
}  // namespace beatwatch
