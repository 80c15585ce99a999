#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <zmq_addon.hpp>

#include "adapters/transport/curve_keys.h"
#include "adapters/transport/zap_authenticator.h"
#include "adapters/transport/zmq_router.h"
#include "tests/support/new_keys.h"
#include "tests/support/run_until.h"

namespace beatwatch {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

class key_files : public ::testing::Test {
 protected:
  key_files()
      : file_(std::filesystem::temp_directory_path() /
              ("beatwatch-keys-" + std::to_string(::getpid()))) {}
  ~key_files() override { std::filesystem::remove(file_); }

  std::string error_of(const std::string& text, mode_t mode) {
    std::ofstream(file_) << text;
    ::chmod(file_.c_str(), mode);
    try {
      (void)read_curve_keys(file_);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  }

  std::filesystem::path file_;
};

TEST_F(key_files, are_read_when_only_their_owner_can) {
  const curve_keys keys = new_keys();
  const std::string text =
      "public_key = \"" + keys.public_key + "\"\nsecret_key = \"" + keys.secret_key + "\"\n";
  EXPECT_EQ(error_of(text, 0600), "");
  EXPECT_EQ(read_curve_keys(file_).secret_key, keys.secret_key);
  EXPECT_EQ(error_of(text, 0400), "");
  for (const mode_t open : {0640, 0604, 0644, 0660}) {
    EXPECT_THAT(error_of(text, open), HasSubstr("expected mode 0600"));
  }
}

TEST_F(key_files, are_refused_unless_they_hold_one_pair) {
  const curve_keys keys = new_keys();
  EXPECT_THAT(error_of("public_key = \"" + new_keys().public_key + "\"\nsecret_key = \"" +
                           keys.secret_key + "\"\n",
                       0600),
              HasSubstr("of one CURVE pair"));
  EXPECT_THAT(error_of("", 0600), HasSubstr("of one CURVE pair"));
  EXPECT_THAT(error_of("not toml", 0600), HasSubstr("expected the two lines"));
  std::filesystem::remove(file_);
  EXPECT_THROW(read_curve_keys(file_), std::runtime_error);
}

struct names : router_handler {
  std::vector<std::string> clients;
  [[nodiscard]] bool has_room() const override { return true; }
  void take(router_request request) override { clients.push_back(request.client); }
  void take_malformed(std::string) override {}
  void cut_off(std::uint64_t) override {}
};

TEST(zap_authenticator, names_the_clients_it_knows_and_keeps_out_the_others) {
  asio::io_context loop;
  zmq::context_t context;
  const curve_keys server = new_keys();
  const curve_keys desk = new_keys();
  const zap_authenticator zap(context, {{desk.public_key, "desk"}});
  zmq_router router(loop, context, {.endpoint = "tcp://127.0.0.1:*", .keys = server});
  names handler;
  asio::co_spawn(loop, router.run(handler), asio::detached);

  zmq::context_t elsewhere;
  const auto say_hello = [&](const curve_keys* keys) {
    zmq::socket_t socket(elsewhere, zmq::socket_type::dealer);
    socket.set(zmq::sockopt::linger, 0);
    if (keys != nullptr) {
      socket.set(zmq::sockopt::curve_serverkey, server.public_key);
      socket.set(zmq::sockopt::curve_publickey, keys->public_key);
      socket.set(zmq::sockopt::curve_secretkey, keys->secret_key);
    }
    socket.connect(router.endpoint());
    socket.send(zmq::message_t{}, zmq::send_flags::sndmore);
    socket.send(zmq::buffer(std::string("hello")), zmq::send_flags::none);
    return socket;
  };
  const curve_keys stranger = new_keys();
  const zmq::socket_t unknown = say_hello(&stranger);
  const zmq::socket_t without_keys = say_hello(nullptr);
  loop.run_for(300ms);
  EXPECT_TRUE(handler.clients.empty());
  const zmq::socket_t known = say_hello(&desk);
  EXPECT_TRUE(run_until(loop, [&] { return !handler.clients.empty(); }));
  EXPECT_EQ(handler.clients, std::vector<std::string>{"desk"});
}

}  // namespace
}  // namespace beatwatch
