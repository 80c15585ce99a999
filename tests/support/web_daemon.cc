#include "tests/support/web_daemon.h"

#include <cstddef>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <span>

#include "adapters/journal/digest.h"
#include "adapters/web/password_hash.h"
#include "tests/support/daemon_steps.h"

namespace beatwatch {

using nlohmann::json;

web_daemon_test::web_daemon_test(const std::string& more)
    : setup_(driven, "[web]\nbind = \"127.0.0.1:0\"\naccounts = \"accounts.toml\"\n" + more),
      daemon_(setup_.config_file(), false) {
  const std::string hash = hash_password(std::string{web_password});
  std::ofstream accounts{setup_.folder() / "accounts.toml"};
  const auto add = [&](const char* name, const char* role, const char* area) {
    accounts << "[[accounts]]\nname = \"" << name << "\"\nrole = \"" << role << "\"\narea = \""
             << area << "\"\npassword = \"" << hash << "\"\n";
  };
  add("dispatcher", "dispatcher", "");
  add("supervisor", "supervisor", "");
  add("southern", "supervisor", "force/south");
  add("analyst", "analyst", "");
  add("admin", "admin", "");
  add("auditor", "auditor", "");
  accounts << "[[accounts]]\nname = \"scraper\"\nrole = \"feed_client\"\ntoken_sha256 = \""
           << to_hex(sha256({std::as_bytes(std::span{web_token})})) << "\"\n";
  accounts << "[[accounts]]\nname = \"officer\"\nrole = \"analyst\"\nperson = \"p-1\"\n"
           << "password = \"" << hash << "\"\n";
  accounts.close();
  daemon_.start();
}

web_reply web_daemon_test::log_in(const std::string& name, std::string_view secret) const {
  return post("/v1/login",
              json{{"name", name}, {"password", secret}}.dump(),
              "Content-Type: application/json\r\n");
}

std::string web_daemon_test::session_of(const std::string& name) const {
  const web_reply reply = log_in(name, web_password);
  EXPECT_EQ(reply.status, 200) << reply.body;
  const std::string cookie = reply.fields.at("set-cookie");
  return "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
}

web_reply web_daemon_test::get(const std::string& target, const std::string& fields) const {
  return ask_web(address(), "GET", target, fields);
}

web_reply web_daemon_test::post(const std::string& target,
                                const std::string& body,
                                const std::string& fields) const {
  return ask_web(address(), "POST", target, fields, body);
}

std::string web_daemon_test::target_of(const web_route& route, std::string_view without) {
  static const std::map<std::string_view, std::string> some{
      {"zone", "west"},
      {"hash", std::string(64, '0')},
      {"unit", "U1"},
      {"z", "3"},
      {"x", "1"},
      {"y", "1"},
      {"from_ms", std::to_string(instant_to_ms(two_o_clock))},
      {"to_ms", std::to_string(instant_to_ms(two_o_clock) + 60'000)}};
  std::string target{route.path};
  for (const route_parameter& p : route.parameters) {
    if (p.name != without && some.contains(p.name)) {
      target += target.find('?') == std::string::npos ? '?' : '&';
      target += std::string{p.name} + '=' + some.at(p.name);
    }
  }
  return target;
}

std::vector<std::string> web_daemon_test::looked_at() const {
  std::vector<std::string> units;
  const json answer = json::parse(get("/v1/looks", session_of("auditor")).body);
  for (const json& look : answer["looks"]) {
    units.push_back(look["unit"]);
  }
  return units;
}

}  // namespace beatwatch
