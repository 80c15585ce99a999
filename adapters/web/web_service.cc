#include "adapters/web/web_service.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <nlohmann/json.hpp>
#include <utility>

#include "adapters/web/awaited.h"
#include "adapters/web/feed_json.h"
#include "adapters/web/http_answers.h"
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

struct credentials {
  std::string name;
  std::string password;
};

std::optional<credentials> read_credentials(const std::string& body) {
  const auto json = nlohmann::json::parse(body, nullptr, false);
  if (!json.is_object()) {
    return std::nullopt;
  }
  const auto name = json.find("name");
  const auto password = json.find("password");
  if (name == json.end() || !name->is_string() || password == json.end() ||
      !password->is_string()) {
    return std::nullopt;
  }
  credentials given{name->get<std::string>(), password->get<std::string>()};
  const bool sensible =
      given.name.size() <= name_bytes_max && given.password.size() <= password_bytes_max;
  return sensible ? std::optional{std::move(given)} : std::nullopt;
}

std::string account_json(const web_account& account) {
  return nlohmann::ordered_json{
      {"name", account.name}, {"role", to_string(account.role)}, {"area", account.area}}
      .dump();
}

std::string force_json(const force_words& force) {
  return nlohmann::ordered_json{{"time_zone", force.time_zone}, {"level_names", force.level_names}}
      .dump();
}

unsigned status_of(v1::ErrorCode code) {
  switch (code) {
    case v1::ERROR_CODE_MALFORMED:
      return 400;
    case v1::ERROR_CODE_NOT_FOUND:
      return 404;
    case v1::ERROR_CODE_FORBIDDEN:
      return 403;
    case v1::ERROR_CODE_TOO_LATE:
      return 409;
    default:
      return 503;
  }
}

// The message that answers, without the envelope.
http_answer reply_answer(const v1::Reply& reply) {
  switch (reply.answer_case()) {
    case v1::Reply::kError:
      return problem(status_of(reply.error().code()), reply.error().text());
    case v1::Reply::kNearest:
      return json_answer(message_to_json(reply.nearest()));
    case v1::Reply::kPresence:
      return json_answer(message_to_json(reply.presence()));
    case v1::Reply::kStatus:
      return json_answer(message_to_json(reply.status()));
    case v1::Reply::kFigures:
      return json_answer(message_to_json(reply.figures()));
    default:
      return problem(503, "the server gave no answer");
  }
}

template <typename T>
bool read_number(const http_parameters& given, std::string_view name, std::optional<T>& value) {
  const auto found = given.find(name);
  if (found == given.end()) {
    return true;
  }
  T read{};
  const char* const end = found->second.data() + found->second.size();
  const auto [at, error] = std::from_chars(found->second.data(), end, read);
  value = read;
  return error == std::errc{} && at == end;
}

std::string text(const http_parameters& given, std::string_view name) {
  const auto found = given.find(name);
  return found == given.end() ? "" : found->second;
}

// Of what has a zone, a level and a window.
template <typename Query>
bool read_window(const http_parameters& given, Query& query) {
  std::optional<std::int64_t> from;
  std::optional<std::int64_t> to;
  if (!read_number(given, "from_ms", from) || !read_number(given, "to_ms", to) || !from || !to) {
    return false;
  }
  query.set_zone(text(given, "zone"));
  query.set_level(text(given, "level"));
  query.set_from_ms(*from);
  query.set_to_ms(*to);
  return true;
}

bool read_nearest(const http_parameters& given, v1::NearestQuery& query) {
  std::optional<std::int32_t> lat;
  std::optional<std::int32_t> lon;
  std::optional<std::uint32_t> count;
  if (!read_number(given, "lat_e7", lat) || !read_number(given, "lon_e7", lon) ||
      !read_number(given, "count", count)) {
    return false;
  }
  query.set_incident(text(given, "incident"));
  query.set_towards_unit(text(given, "unit"));
  if (lat) {
    query.set_lat_e7(*lat);
  }
  if (lon) {
    query.set_lon_e7(*lon);
  }
  if (count) {
    query.set_count(*count);
  }
  if (given.contains("skill")) {
    query.add_skills(text(given, "skill"));
  }
  query.set_vehicle(text(given, "vehicle"));
  return true;
}

}  // namespace

asio::awaitable<http_answer> web_service::answer(http_request request) {
  try {
    co_return co_await answer_any(request);
  } catch (const sqlite_error&) {
    parts_.backend.count("sessions_not_kept");
  }
  co_return problem(503, "who is logged in cannot be read or kept: the disk refuses");
}

asio::awaitable<http_answer> web_service::answer_any(const http_request& request) {
  bool path_known = false;
  for (const web_route& route : web_routes()) {
    if (route.path == request.path) {
      path_known = true;
      if (route.method == request.method) {
        co_return co_await answer_route(route, request);
      }
    }
  }
  if (path_known) {
    co_return problem(405, "this path has another method");
  }
  co_return page(request);
}

http_answer web_service::page(const http_request& request) const {
  const page_file* file = parts_.files.find(request.path);
  if (file == nullptr) {
    return problem(404, "nothing is here");
  }
  if (request.method != "GET") {
    return problem(405, "this path is read only");
  }
  http_answer found = tagged_answer(request, file->content_type, file->body, file->tag);
  found.head.fields.emplace_back("Content-Security-Policy", parts_.files.policy());
  found.head.fields.emplace_back("X-Content-Type-Options", "nosniff");
  found.head.fields.emplace_back("Referrer-Policy", "no-referrer");
  return found;
}

const web_account* web_service::find_account(std::string_view name) const {
  const auto found = std::find_if(parts_.accounts.begin(),
                                  parts_.accounts.end(),
                                  [&](const web_account& a) { return a.name == name; });
  return found == parts_.accounts.end() ? nullptr : &*found;
}

const web_account* web_service::who_asks(const http_request& request) {
  const std::string_view token = token_of(request);
  if (token.empty()) {
    return nullptr;
  }
  const auto name = parts_.sessions.account_of(token, parts_.backend.wall_now());
  return name ? find_account(*name) : nullptr;
}

asio::awaitable<http_answer> web_service::answer_route(const web_route& route,
                                                       const http_request& request) {
  const web_account* account = nullptr;
  if (route.right) {
    account = who_asks(request);
    if (account == nullptr) {
      co_return problem(401, "log in first");
    }
    if (!may(account->role, *route.right)) {
      parts_.backend.count("forbidden");
      co_return problem(403, "the role of this account may not ask that");
    }
  }
  const auto given = parse_query(request.query);
  const bool all_known =
      given && std::all_of(given->begin(), given->end(), [&](const auto& parameter) {
        return std::any_of(route.parameters.begin(),
                           route.parameters.end(),
                           [&](const route_parameter& p) { return p.name == parameter.first; });
      });
  if (!all_known) {
    co_return problem(400, "a parameter that this path does not have, or has once only");
  }
  v1::Request asked;
  switch (route.id) {
    case route_id::livez:
      co_return json_answer(R"({"alive":true})");
    case route_id::readyz:
      co_return parts_.backend.journal_writable() ? json_answer(R"({"ready":true})")
                                                  : problem(503, "the journal is not writable");
    case route_id::version:
      co_return json_answer(nlohmann::json{{"version", BEATWATCH_VERSION}}.dump());
    case route_id::login:
      co_return co_await log_in(request);
    case route_id::logout:
      co_return log_out(request);
    case route_id::me:
      co_return json_answer(account_json(*account));
    case route_id::openapi:
      co_return json_answer(openapi_document());
    case route_id::events:
      co_return open_events(*account, request, text(*given, "after"));
    case route_id::zones:
      co_return tagged_answer(request,
                              "application/geo+json",
                              parts_.zones.geojson(account->area),
                              std::string{parts_.zones.hash()} + '.' + account->area);
    case route_id::presence:
    case route_id::figures: {
      if (auto refused = refuse_place(*account, *given)) {
        co_return std::move(*refused);
      }
      const bool read = route.id == route_id::presence
                            ? read_window(*given, *asked.mutable_presence())
                            : read_window(*given, *asked.mutable_figures());
      if (!read) {
        co_return problem(400, "expected from_ms and to_ms as whole numbers");
      }
      co_return co_await ask(std::move(asked));
    }
    case route_id::board:
      co_return co_await board_.answer(request, account->area);
    case route_id::force:
      co_return json_answer(force_json(parts_.force));
    case route_id::nearest:
      if (!read_nearest(*given, *asked.mutable_nearest())) {
        co_return problem(400, "expected lat_e7, lon_e7 and count as whole numbers");
      }
      co_return co_await ask(std::move(asked));
    case route_id::status:
      asked.mutable_status();
      co_return co_await ask(std::move(asked));
  }
  co_return problem(404, "nothing is here");
}

// A zone beyond the area is answered as one that does not exist.
std::optional<http_answer> web_service::refuse_place(const web_account& account,
                                                     const http_parameters& given) const {
  if (account.area.empty()) {
    return std::nullopt;
  }
  const std::string zone = text(given, "zone");
  const auto path = zone.empty() ? std::optional{text(given, "level")} : parts_.zones.path_of(zone);
  if (path && within_area(account.area, *path)) {
    return std::nullopt;
  }
  return problem(404, "no such place in the area of this account");
}

asio::awaitable<http_answer> web_service::ask(v1::Request request) {
  awaited<v1::Reply> reply{parts_.loop};
  parts_.backend.ask(std::move(request), reply.completion());
  const auto came = co_await reply.wait(10s);
  co_return came ? reply_answer(*came) : problem(503, "the engine did not answer in time");
}

asio::awaitable<http_answer> web_service::log_in(const http_request& request) {
  if (!request.field("content-type").starts_with("application/json")) {
    co_return problem(415, "expected application/json");
  }
  const auto given = read_credentials(request.body);
  if (!given) {
    co_return problem(400, R"(expected {"name": "...", "password": "..."})");
  }
  const web_account* account = find_account(given->name);
  const std::string counted = given->name + '@' + request.peer;
  if (throttle_.wait(counted, parts_.backend.wall_now()) > duration{0}) {
    parts_.backend.count("login_throttled");
    co_return problem(429, "too many wrong passwords: wait, then try again");
  }
  awaited<bool> matches{parts_.loop};
  asio::post(passwords_,
             [password = given->password,
              hash = account == nullptr ? std::string{} : account->password_hash,
              done = matches.completion()] { done(password_matches(password, hash)); });
  const auto right = co_await matches.wait(10s);
  if (!right) {
    co_return problem(503, "too many people log in: try again");
  }
  if (!*right || account == nullptr) {
    throttle_.failed(counted, parts_.backend.wall_now());
    parts_.backend.count("login_failed");
    co_return problem(401, "wrong name or password");
  }
  throttle_.succeeded(counted);
  http_answer welcome = json_answer(account_json(*account));
  welcome.head.fields.emplace_back(
      "Set-Cookie",
      std::string{cookie_name} + parts_.sessions.begin(account->name, parts_.backend.wall_now()) +
          std::string{cookie_rules});
  co_return welcome;
}

http_answer web_service::log_out(const http_request& request) {
  parts_.sessions.end(token_of(request));
  http_answer gone;
  gone.head.status = 204;
  gone.head.fields.emplace_back(
      "Set-Cookie", std::string{cookie_name} + std::string{cookie_rules} + "; Max-Age=0");
  return gone;
}

http_answer web_service::open_events(const web_account& account,
                                     const http_request& request,
                                     const std::string& after) {
  const std::string_view header = request.field("last-event-id");
  http_answer answer;
  answer.head.content_type = "text/event-stream";
  answer.head.fields = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
  answer.stream = parts_.events.join(
      {.may_know =
           [&account](std::string_view topic) { return beatwatch::may_know(account, topic); },
       .may_stay =
           [this, token = std::string{token_of(request)}] {
             return parts_.sessions.account_of(token, parts_.backend.wall_now()).has_value();
           }},
      parse_event_id(header.empty() ? std::string_view{after} : header));
  return answer;
}

}  // namespace beatwatch
