#include "adapters/web/web_accounts.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <utility>

#include "adapters/journal/digest.h"
#include "adapters/web/awaited.h"
#include "adapters/web/http_answers.h"
#include "adapters/web/json_text.h"
#include "adapters/web/password_hash.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view cookie_name = "beatwatch=";
constexpr std::string_view cookie_rules = "; Path=/; HttpOnly; SameSite=Strict";
constexpr std::size_t name_bytes_max = 64;
constexpr std::size_t password_bytes_max = 1'024;

std::string_view token_of(const http_request& request) {
  std::string_view cookies = request.field("cookie");
  while (!cookies.empty()) {
    const auto end = std::min(cookies.find(';'), cookies.size());
    std::string_view one = cookies.substr(0, end);
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
    one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
    if (one.starts_with(cookie_name)) {
      return one.substr(cookie_name.size());
    }
  }
  return {};
}

// Of "Authorization: Bearer TOKEN" (RFC 6750); empty: there is none.
std::string_view bearer_of(const http_request& request) {
  constexpr std::string_view scheme = "Bearer ";
  const std::string_view field = request.field("authorization");
  return field.starts_with(scheme) ? field.substr(scheme.size()) : std::string_view{};
}

struct credentials {
  std::string name;
  std::string password;
};

std::optional<credentials> read_credentials(const std::string& body) {
  const auto json = nlohmann::json::parse(body, nullptr, false);
  credentials given{text_of(json, "name"), text_of(json, "password")};
  const bool sensible = !given.name.empty() && given.name.size() <= name_bytes_max &&
                        !given.password.empty() && given.password.size() <= password_bytes_max;
  return sensible ? std::optional{std::move(given)} : std::nullopt;
}

}  // namespace

std::string account_json(const account& who) {
  nlohmann::ordered_json rights = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < access_right_words.size(); ++i) {
    if (may(who, static_cast<access_right>(i))) {
      rights.push_back(access_right_words.at(i));
    }
  }
  return nlohmann::ordered_json{{"name", who.name},
                                {"role", to_string(*who.role)},
                                {"area", who.area},
                                {"rights", std::move(rights)}}
      .dump();
}

std::string web_accounts::cookie(std::string_view token) const {
  std::string header{cookie_name};
  header += token;
  header += cookie_rules;
  return secure_cookie_ ? header + "; Secure" : header;
}

const web_login* web_accounts::find_login(std::string_view name) const {
  const auto found = std::find_if(
      logins_.begin(), logins_.end(), [&](const web_login& l) { return l.who.name == name; });
  return found == logins_.end() ? nullptr : &*found;
}

const account* web_accounts::who_asks(const http_request& request) {
  if (const std::string_view bearer = bearer_of(request); !bearer.empty()) {
    const std::string kept = to_hex(sha256({std::as_bytes(std::span{bearer})}));
    const auto found = std::find_if(
        logins_.begin(), logins_.end(), [&](const web_login& l) { return l.token_sha256 == kept; });
    return found == logins_.end() ? nullptr : &found->who;
  }
  const std::string_view token = token_of(request);
  if (token.empty()) {
    return nullptr;
  }
  const auto name = sessions_.account_of(token, backend_.wall_now());
  const web_login* login = name ? find_login(*name) : nullptr;
  return login == nullptr ? nullptr : &login->who;
}

asio::awaitable<http_answer> web_accounts::log_in(const http_request& request) {
  if (!request.field("content-type").starts_with("application/json")) {
    co_return problem(415, "expected application/json");
  }
  const auto given = read_credentials(request.body);
  if (!given) {
    co_return problem(400, R"(expected {"name": "...", "password": "..."})");
  }
  const web_login* login = find_login(given->name);
  const std::string counted = given->name + '@' + request.peer;
  if (throttle_.wait(counted, backend_.wall_now()) > duration{0}) {
    backend_.count("login_throttled");
    co_return problem(429, "too many wrong passwords: wait, then try again");
  }
  throttle_.tried(counted, backend_.wall_now());
  awaited<bool> matches{loop_};
  asio::post(passwords_,
             [password = given->password,
              hash = login == nullptr ? std::string{} : login->password_hash,
              done = matches.completion()] { done(password_matches(password, hash)); });
  const auto right = co_await matches.wait(10s);
  if (!right) {
    co_return problem(503, "too many people log in: try again");
  }
  if (!*right || login == nullptr) {
    backend_.count("login_failed");
    co_return problem(401, "wrong name or password");
  }
  throttle_.succeeded(counted);
  http_answer welcome = json_answer(account_json(login->who));
  welcome.head.fields.emplace_back("Set-Cookie",
                                   cookie(sessions_.begin(login->who.name, backend_.wall_now())));
  co_return welcome;
}

http_answer web_accounts::log_out(const http_request& request) {
  sessions_.end(token_of(request));
  http_answer gone = empty_answer();
  gone.head.fields.emplace_back("Set-Cookie", cookie("") + "; Max-Age=0");
  return gone;
}

}  // namespace beatwatch
