#include "adapters/sources/stream_framer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "adapters/sources/lip_source.h"
#include "adapters/sources/teltonika_decode.h"

namespace beatwatch {
namespace {

using testing::ElementsAre;

/// The messages of `stream` when it comes in pieces of `size`; an '!' behind one that is too long.
std::vector<std::string> cut(stream_cutter cutter, const std::string& stream, std::size_t size) {
  stream_framer framer{cutter, 12};
  std::vector<std::string> messages;
  const auto keep = [&messages](const framed_message& message) {
    messages.push_back(std::string{message.bytes} + (message.too_long ? "!" : ""));
  };
  for (std::size_t i = 0; i < stream.size(); i += size) {
    framer.append(std::string_view{stream}.substr(i, size));
    while (const auto message = framer.next()) {
      keep(*message);
    }
  }
  if (const auto message = framer.finish()) {
    keep(*message);
  }
  return messages;
}

TEST(stream_framer, cuts_lines_however_they_come) {
  for (std::size_t size = 1; size < 20; ++size) {
    EXPECT_THAT(cut(cut_line, "one\n\ntwo\r\nthree", size),
                ElementsAre("one", "", "two\r", "three"));
  }
}

TEST(stream_framer, tells_a_message_that_is_too_long_once_and_goes_on_behind_it) {
  for (std::size_t size = 1; size < 50; ++size) {
    EXPECT_THAT(cut(cut_line, "123456789012345678901234567890\nnext\n", size),
                ElementsAre("123456789012!", "next"));
  }
}

TEST(stream_framer, takes_the_two_lines_of_a_radio_together) {
  for (std::size_t size = 1; size < 20; ++size) {
    EXPECT_THAT(cut(cut_pei, "\r\n+1,2\r\n\r\n0A\r\n\r\nOK\r\n+3\r\n0B\r\n", size),
                ElementsAre("+1,2\r\n\r\n0A", "OK", "+3\r\n0B"));
  }
}

TEST(stream_framer, takes_a_message_of_the_greatest_size_whatever_stands_around_it) {
  const std::string counted = std::string{"\0\x0C", 2} + "123456789012";
  for (std::size_t size = 1; size < 40; ++size) {
    EXPECT_THAT(cut(cut_counted, counted + counted, size),
                ElementsAre("123456789012", "123456789012"));
    EXPECT_THAT(cut(cut_counted, std::string{"\0\x0D", 2} + "1234567890123", size),
                ElementsAre(testing::EndsWith("!")));
  }
}

TEST(stream_framer, leaves_noise_before_what_is_cut_short_out) {
  for (std::size_t size = 1; size < 20; ++size) {
    EXPECT_THAT(cut(cut_pei, "+1\r\n0A\r\n\r\n+2", size), ElementsAre("+1\r\n0A", "+2"));
    EXPECT_THAT(cut(cut_teltonika_tcp, "\xFF\xFF\x01", size), ElementsAre("\x01"));
  }
}

TEST(stream_framer, takes_all_there_is_when_nothing_divides_it) {
  for (std::size_t size = 1; size < 20; ++size) {
    EXPECT_THAT(cut(cut_nothing, "one\ntwo\n", size), ElementsAre("one\ntwo\n"));
  }
}

}  // namespace
}  // namespace beatwatch
