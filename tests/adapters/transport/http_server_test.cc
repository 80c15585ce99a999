// What peers of an HTTP socket may cost, with limits short enough to wait for.
#include "adapters/transport/http_server.h"

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/web_client.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

// Answers with the path.
class echo : public http_handler {
 public:
  asio::awaitable<http_answer> answer(http_request request) override {
    http_answer found;
    found.head.content_type = "text/plain";
    found.head.body = std::make_shared<const std::string>(request.path);
    co_return found;
  }
  [[nodiscard]] http_answer refuse(unsigned status) const override {
    http_answer refused;
    refused.head.status = status;
    refused.head.body = std::make_shared<const std::string>("refused");
    return refused;
  }
  void count(std::string_view reason) override {
    const std::scoped_lock lock(mutex_);
    ++counts_[std::string{reason}];
  }
  [[nodiscard]] int counted(const std::string& reason) {
    const std::scoped_lock lock(mutex_);
    return counts_[reason];
  }

 private:
  std::mutex mutex_;
  std::map<std::string, int> counts_;
};

class http_peers : public testing::Test {
 protected:
  http_peers()
      : server_(loop_,
                {asio::ip::make_address("127.0.0.1"), 0},
                {.connections_max = 3, .request_max = 300ms, .idle_max = 300ms, .write_max = 300ms},
                std::nullopt,
                handler_) {
    server_.start();
    thread_ = std::jthread([this] { loop_.run(); });
  }
  ~http_peers() override { loop_.stop(); }

  [[nodiscard]] bool answers() const { return ask_web(address_, "GET", "/x").body == "/x"; }

  // Once `reason` was counted so often, or never within 5 s.
  [[nodiscard]] bool soon_counted(const std::string& reason, int times) {
    for (int i = 0; i < 500 && handler_.counted(reason) < times; ++i) {
      std::this_thread::sleep_for(10ms);
    }
    return handler_.counted(reason) >= times;
  }

  echo handler_;
  asio::io_context loop_;
  http_server server_;
  std::string address_ = server_.endpoint();
  std::jthread thread_;
};

TEST_F(http_peers, one_that_sends_its_request_too_slowly_is_cut_off_and_others_are_answered) {
  EXPECT_EQ(send_raw(address_, "GET /slow HTTP/1.1\r\nX: y"), "");
  EXPECT_TRUE(soon_counted("timed_out", 1));
  EXPECT_EQ(send_raw(address_, "POST /slow HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"), "");
  EXPECT_TRUE(soon_counted("timed_out", 2));
  EXPECT_TRUE(answers());
}

TEST_F(http_peers, one_that_says_nothing_is_cut_off_without_a_word) {
  EXPECT_EQ(send_raw(address_, ""), "");
  EXPECT_TRUE(answers());
}

TEST_F(http_peers, what_cannot_be_taken_is_refused_in_the_words_of_the_handler) {
  EXPECT_TRUE(send_raw(address_, "nonsense\r\n\r\n").ends_with("\r\n\r\nrefused"));
}

TEST_F(http_peers, head_is_answered_like_get_without_the_body) {
  const std::string head =
      send_raw(address_, "HEAD /four HTTP/1.1\r\n\r\nGET /5 HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_NE(head.find("Content-Length: 5\r\n"), std::string::npos) << head;
  EXPECT_EQ(head.find("/four"), std::string::npos);
  EXPECT_TRUE(head.ends_with("\r\n\r\n/5")) << "the connection goes on";
}

TEST_F(http_peers, more_connections_than_there_may_be_are_not_taken) {
  std::vector<std::jthread> held;
  for (int i = 0; i < 6; ++i) {
    held.emplace_back([this] { (void)send_raw(address_, ""); });
  }
  EXPECT_TRUE(soon_counted("too_many_connections", 1));
  held.clear();
  EXPECT_TRUE(answers());
}

}  // namespace
}  // namespace beatwatch
