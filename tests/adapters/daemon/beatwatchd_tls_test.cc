// The web over TLS: reachable from other machines, and only like that.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <fstream>
#include <string>

#include "adapters/transport/asio.h"
#include "adapters/web/password_hash.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"
#include "tests/support/self_signed.h"
#include "tests/support/web_client.h"

namespace beatwatch {
namespace {

using testing::HasSubstr;

constexpr const char* all_addresses =
    "[web]\nbind = \"0.0.0.0:0\"\naccounts = \"accounts.toml\"\ncertificate = \"web.crt\"\n"
    "private_key = \"web.key\"\n";

// What the server answers a client that speaks at most this version of TLS and trusts only the
// certificate in `folder`.
std::string ask_over_tls(const std::string& port,
                         const std::string& bytes,
                         const std::filesystem::path& folder,
                         int version_max = TLS1_3_VERSION) {
  asio::io_context loop;
  asio::ssl::context trust{asio::ssl::context::tls_client};
  trust.load_verify_file((folder / "web.crt").string());
  trust.set_verify_mode(asio::ssl::verify_peer);
  SSL_CTX_set_min_proto_version(trust.native_handle(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(trust.native_handle(), version_max);
  asio::ssl::stream<asio::ip::tcp::socket> stream{loop, trust};
  stream.next_layer().connect(
      {asio::ip::make_address("127.0.0.1"), static_cast<std::uint16_t>(std::stoi(port))});
  boost::system::error_code failed;
  stream.handshake(asio::ssl::stream_base::client, failed);
  if (failed) {
    return "no handshake";
  }
  asio::write(stream, asio::buffer(bytes));
  std::string answer;
  asio::read(stream, asio::dynamic_buffer(answer), failed);
  return answer;
}

class beatwatchd_tls : public testing::Test {
 protected:
  beatwatchd_tls() : setup_("", all_addresses) {
    write_self_signed(setup_.folder().path());
    std::ofstream{setup_.folder() / "accounts.toml"}
        << "[[accounts]]\nname = \"desk\"\nrole = \"admin\"\npassword = \""
        << hash_password("a long enough secret") << "\"\n";
  }

  static std::string port_of(const daemon_process& daemon) {
    const std::string& address = daemon.endpoints().web;
    return address.substr(address.rfind(':') + 1);
  }

  daemon_setup setup_;
};

constexpr const char* who_am_i = "GET /v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

TEST_F(beatwatchd_tls, answers_over_tls_and_goes_on_after_one_who_does_not_speak_it) {
  daemon_process daemon{setup_.config_file()};
  const auto folder = setup_.folder().path();
  EXPECT_THAT(ask_over_tls(port_of(daemon), who_am_i, folder), HasSubstr("401"));
  EXPECT_EQ(send_raw("127.0.0.1:" + port_of(daemon), who_am_i), "");
  EXPECT_EQ(ask_over_tls(port_of(daemon), who_am_i, folder, TLS1_1_VERSION), "no handshake");
  EXPECT_THAT(ask_over_tls(port_of(daemon), who_am_i, folder, TLS1_2_VERSION), HasSubstr("401"));
}

TEST_F(beatwatchd_tls, the_cookie_of_a_session_is_for_tls_alone) {
  const daemon_process daemon{setup_.config_file()};
  const std::string body = R"({"name":"desk","password":"a long enough secret"})";
  const std::string answer =
      ask_over_tls(port_of(daemon),
                   "POST /v1/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                   "Content-Type: application/json\r\nContent-Length: " +
                       std::to_string(body.size()) + "\r\n\r\n" + body,
                   setup_.folder().path());
  EXPECT_THAT(answer, HasSubstr("200 OK"));
  EXPECT_THAT(answer, HasSubstr("; Secure"));
}

TEST_F(beatwatchd_tls, does_not_start_with_a_key_that_others_can_read_or_that_is_none) {
  ::chmod((setup_.folder() / "web.key").c_str(), 0644);
  daemon_process open{setup_.config_file()};
  EXPECT_EQ(open.wait(), 2);
  EXPECT_THAT(open.log(), HasSubstr("web.key: expected mode 0600"));
  std::ofstream{setup_.folder() / "web.crt"} << "none";
  daemon_process none{setup_.config_file()};
  EXPECT_EQ(none.wait(), 2);
}

}  // namespace
}  // namespace beatwatch
