#include "adapters/journal/digest.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/change_fields.h"

namespace beatwatch {
namespace {

std::span<const std::byte> span_of(std::string_view text) { return std::as_bytes(std::span{text}); }

// Source: FIPS 180-4, examples of the Secure Hash Standard.
TEST(digest, is_sha_256) {
  EXPECT_EQ(to_hex(sha256({span_of("abc")})),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256({span_of("abcdbcdecdefdefgefghfghighijhi"),
                           span_of("jkijkljklmklmnlmnomnopnopq")})),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(digest, a_link_covers_everything_before_it) {
  const digest one = next_link({}, span_of("a"));
  const digest other = next_link({}, span_of("b"));
  EXPECT_NE(next_link(one, span_of("c")), next_link(other, span_of("c")));
}

TEST(digest, hexadecimal_goes_both_ways) {
  const digest value = sha256({});
  EXPECT_EQ(hex_to_digest(to_hex(value)), value);
  EXPECT_EQ(hex_to_digest("00"), std::nullopt);
  EXPECT_EQ(hex_to_digest(std::string(64, 'A')), std::nullopt);
}

TEST(change_bytes, tell_kinds_times_and_fields_apart) {
  const auto bytes = [](const change& c) {
    std::vector<std::byte> out;
    append_canonical_bytes(c, out);
    return out;
  };
  const instant t = ms_to_instant(1);
  const change base{t, zones_changed{"ab", t}};
  EXPECT_EQ(bytes(base), bytes({t, zones_changed{"ab", t}}));
  EXPECT_NE(bytes(base), bytes({ms_to_instant(2), zones_changed{"ab", t}}));
  EXPECT_NE(bytes(base), bytes({t, zones_changed{"ac", t}}));
  EXPECT_NE(bytes({t, roads_changed{"ab"}}), bytes({t, unknown_device_seen{"ab"}}));
  EXPECT_NE(bytes({t, source_counted{"a", "bc", 1}}), bytes({t, source_counted{"ab", "c", 1}}));
}

// The layout is part of every digest ever written: it changes only on purpose.
TEST(change_bytes, have_a_fixed_layout) {
  std::vector<std::byte> out;
  append_canonical_bytes({ms_to_instant(258), source_counted{"a", "bc", 3}}, out);
  const std::string_view expected_bytes{
      "\x02\x01\0\0\0\0\0\0"
      "\x0A"
      "\x01\0\0\0"
      "a"
      "\x02\0\0\0"
      "bc"
      "\x03\0\0\0\0\0\0\0",
      28};
  ASSERT_EQ(out.size(), expected_bytes.size());
  EXPECT_TRUE(std::ranges::equal(out, span_of(expected_bytes)));
}

}  // namespace
}  // namespace beatwatch
