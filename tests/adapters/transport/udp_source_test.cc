#include "adapters/transport/udp_source.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/run_until.h"

namespace beatwatch {
namespace {

using udp = asio::ip::udp;
using namespace std::chrono_literals;

const udp::endpoint any_port{asio::ip::address_v4::loopback(), 0};

struct received {
  std::vector<std::string> texts;
  std::vector<std::string> from;
  std::uint64_t oversized = 0;
  std::uint64_t lost = 0;
  std::size_t largest_batch = 0;

  udp_source::handler handler() {
    return [this](const datagram_batch& batch) {
      for (const datagram_view& datagram : batch.datagrams) {
        texts.emplace_back(reinterpret_cast<const char*>(datagram.bytes.data()),
                           datagram.bytes.size());
        from.emplace_back(datagram.from);
      }
      oversized += batch.oversized;
      lost += batch.lost;
      largest_batch = std::max(largest_batch, batch.datagrams.size());
    };
  }
};

TEST(udp_source, delivers_datagrams_with_their_sender) {
  asio::io_context loop;
  udp_source source(loop, any_port, 1 << 20);
  received got;
  asio::co_spawn(loop, source.run(got.handler()), asio::detached);
  udp::socket sender(loop, any_port);
  for (const std::string text : {"one", "", "three"}) {
    sender.send_to(asio::buffer(text), source.local_endpoint());
  }
  ASSERT_TRUE(run_until(loop, [&] { return got.texts.size() == 3; }));
  EXPECT_EQ(got.texts, (std::vector<std::string>{"one", "", "three"}));
  const std::string peer = "127.0.0.1:" + std::to_string(sender.local_endpoint().port());
  EXPECT_EQ(got.from, std::vector<std::string>(3, peer));
  EXPECT_EQ(got.oversized + got.lost, 0u);
}

TEST(udp_source, names_a_sender_of_ipv6_in_brackets) {
  asio::io_context loop;
  const udp::endpoint any_port_v6{asio::ip::address_v6::loopback(), 0};
  udp_source source(loop, any_port_v6, 1 << 20);
  received got;
  asio::co_spawn(loop, source.run(got.handler()), asio::detached);
  udp::socket sender(loop, any_port_v6);
  sender.send_to(asio::buffer(std::string("one")), source.local_endpoint());
  ASSERT_TRUE(run_until(loop, [&] { return !got.texts.empty(); }));
  EXPECT_EQ(got.from, std::vector{"[::1]:" + std::to_string(sender.local_endpoint().port())});
}

TEST(udp_source, counts_a_datagram_that_is_too_long_instead_of_cutting_it) {
  asio::io_context loop;
  udp_source source(loop, any_port, 1 << 20);
  received got;
  asio::co_spawn(loop, source.run(got.handler()), asio::detached);
  udp::socket sender(loop, any_port);
  sender.send_to(asio::buffer(std::string(udp_source::datagram_size_max, 'a')),
                 source.local_endpoint());
  sender.send_to(asio::buffer(std::string(udp_source::datagram_size_max + 1, 'b')),
                 source.local_endpoint());
  sender.send_to(asio::buffer(std::string(60'000, 'c')), source.local_endpoint());
  sender.send_to(asio::buffer(std::string("after")), source.local_endpoint());
  ASSERT_TRUE(run_until(loop, [&] { return got.texts.size() == 2; }));
  EXPECT_EQ(got.texts[0].size(), udp_source::datagram_size_max);
  EXPECT_EQ(got.texts[1], "after");
  EXPECT_EQ(got.oversized, 2u);
}

TEST(udp_source, counts_what_the_kernel_dropped) {
  asio::io_context loop;
  udp_source source(loop, any_port, 4096);
  received got;
  asio::co_spawn(loop, source.run(got.handler()), asio::detached);
  udp::socket sender(loop, any_port);
  constexpr std::size_t sent = 500;
  for (std::size_t i = 0; i < sent; ++i) {  // nobody reads meanwhile
    sender.send_to(asio::buffer(std::string(400, 'x')), source.local_endpoint());
  }
  ASSERT_TRUE(run_until(loop, [&] { return !got.texts.empty(); }));
  loop.poll();  // whatever else is left in the buffer
  ASSERT_LT(got.texts.size(), sent);
  sender.send_to(asio::buffer(std::string("the next tells")), source.local_endpoint());
  EXPECT_TRUE(run_until(loop, [&] { return got.texts.size() + got.lost == sent + 1; }))
      << got.texts.size() << " taken, " << got.lost << " lost";
}

TEST(udp_source, yields_after_a_bounded_batch) {
  asio::io_context loop;
  udp_source source(loop, any_port, 4 << 20);
  received got;
  udp::socket sender(loop, any_port);
  for (int i = 0; i < 1000; ++i) {
    sender.send_to(asio::buffer(std::string(20, 'x')), source.local_endpoint());
  }
  std::size_t seen_by_other = 0;
  asio::co_spawn(loop, source.run(got.handler()), asio::detached);
  asio::post(loop, [&] { asio::post(loop, [&] { seen_by_other = got.texts.size(); }); });
  EXPECT_TRUE(run_until(loop, [&] { return got.texts.size() == 1000; }));
  EXPECT_LE(got.largest_batch, udp_source::batch_size_max);
  EXPECT_LE(seen_by_other, 3 * udp_source::batch_size_max) << "others get their turn in between";
}

}  // namespace
}  // namespace beatwatch
