#include "replay/send_window.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace beatwatch {
namespace {

std::vector<std::uint64_t> sent_now(send_window& window) {
  std::vector<std::uint64_t> sent;
  while (const outgoing_batch* batch = window.take_next()) {
    sent.push_back(batch->last_seq);
  }
  return sent;
}

TEST(send_window, holds_what_is_not_acknowledged_and_no_more_than_its_bound) {
  send_window window{2};
  window.add({"cars", 10, ""});
  EXPECT_TRUE(window.has_room());
  window.add({"cars", 20, ""});
  EXPECT_FALSE(window.has_room());
  EXPECT_EQ(sent_now(window), (std::vector<std::uint64_t>{10, 20}));
  EXPECT_TRUE(sent_now(window).empty());
  EXPECT_TRUE(window.acknowledge("cars", 10));
  EXPECT_TRUE(window.has_room());
  EXPECT_FALSE(window.acknowledge("cars", 10));
  EXPECT_TRUE(window.acknowledge("cars", 20));
  EXPECT_TRUE(window.empty());
}

TEST(send_window, sends_everything_again_from_the_first_that_is_missing) {
  send_window window{4};
  window.add({"cars", 1, ""});
  window.add({"cars", 2, ""});
  window.add({"cars", 3, ""});
  EXPECT_EQ(sent_now(window).size(), 3U);
  EXPECT_TRUE(window.acknowledge("cars", 1));
  window.go_back();
  window.add({"cars", 4, ""});
  EXPECT_EQ(sent_now(window), (std::vector<std::uint64_t>{2, 3, 4}));
}

TEST(send_window, keeps_the_sources_apart) {
  send_window window{4};
  window.add({"cars", 5, ""});
  window.add({"radios", 5, ""});
  window.add({"cars", 6, ""});
  EXPECT_EQ(window.take_next()->source, "cars");
  EXPECT_EQ(window.take_next()->source, "radios");
  EXPECT_TRUE(window.acknowledge("radios", 5));
  EXPECT_EQ(window.oldest().source, "cars");
  EXPECT_EQ(window.take_next()->last_seq, 6U) << "what is on the wire is not sent twice";
  EXPECT_TRUE(window.acknowledge("cars", 6));
  EXPECT_TRUE(window.empty());
}

TEST(send_window, an_acknowledgement_from_before_a_restart_spares_sending) {
  send_window window{4};
  window.add({"cars", 1, ""});
  window.add({"cars", 2, ""});
  EXPECT_EQ(window.take_next()->last_seq, 1U);
  EXPECT_TRUE(window.acknowledge("cars", 2));
  EXPECT_TRUE(window.empty());
  EXPECT_EQ(window.take_next(), nullptr);
}

}  // namespace
}  // namespace beatwatch
