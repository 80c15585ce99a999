#include "adapters/web/web_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "adapters/web/awaited.h"
#include "adapters/web/http_answers.h"
#include "adapters/web/metrics_text.h"
#include "adapters/web/reply_answer.h"
#include "adapters/web/watching.h"
#include "adapters/web/web_questions.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view readable = "GET, HEAD";

// As somebody; null: the server itself.
ask_engine asking(web_backend& backend, const account* who) {
  return [&backend, who](v1::Request request, std::function<void(v1::Reply)> then) {
    backend.ask(who, std::move(request), std::move(then));
  };
}

}  // namespace

web_service::web_service(web_parts parts)
    : parts_(std::move(parts)),
      accounts_(parts_.loop, parts_.backend, parts_.logins, parts_.sessions, parts_.secure_cookie),
      board_(parts_.loop, asking(parts_.backend, nullptr), parts_.zones),
      zone_sets_(parts_.loop, parts_.zone_sets, parts_.zones) {}

asio::awaitable<http_answer> web_service::answer(http_request request) {
  try {
    co_return co_await answer_any(request);
  } catch (const sqlite_error&) {
    parts_.backend.count("sessions_not_kept");
  }
  co_return problem(503, "who is logged in cannot be read or kept: the disk refuses");
}

asio::awaitable<http_answer> web_service::answer_any(const http_request& request) {
  const std::string_view asked =
      request.method == "HEAD" ? "GET" : std::string_view{request.method};
  std::string allowed;
  for (const web_route& route : web_routes()) {
    if (route.path == request.path) {
      if (route.method == asked) {
        co_return co_await answer_route(route, request);
      }
      allowed += allowed.empty() ? "" : ", ";
      allowed += route.method == "GET" ? readable : route.method;
    }
  }
  if (!allowed.empty()) {
    co_return wrong_method(allowed);
  }
  co_return page(request);
}

http_answer web_service::refuse(unsigned status) const {
  switch (status) {
    case 413:
      return problem(status, "the body is longer than 1 MiB");
    case 431:
      return problem(status, "the header is longer than 16 KiB");
    default:
      return problem(status, "this is no request of HTTP/1.1");
  }
}

http_answer web_service::page(const http_request& request) const {
  const page_file* file = parts_.files.find(request.path);
  if (file == nullptr) {
    return problem(404, "nothing is here");
  }
  if (request.method != "GET" && request.method != "HEAD") {
    return wrong_method(readable);
  }
  http_answer found = tagged_answer(request, file->content_type, file->body, file->tag);
  found.head.fields.emplace_back("Content-Security-Policy", parts_.files.policy());
  found.head.fields.emplace_back("X-Content-Type-Options", "nosniff");
  found.head.fields.emplace_back("Referrer-Policy", "no-referrer");
  return found;
}

std::optional<http_answer> web_service::wrong_request(const web_route& route,
                                                      const http_request& request,
                                                      const std::optional<http_parameters>& given) {
  const bool all_known =
      given && std::all_of(given->begin(), given->end(), [&](const auto& parameter) {
        return std::any_of(route.parameters.begin(),
                           route.parameters.end(),
                           [&](const route_parameter& p) { return p.name == parameter.first; });
      });
  if (!all_known) {
    return problem(400, "a parameter that this path does not have, or has once only");
  }
  for (const route_parameter& p : route.parameters) {
    if (p.required && parameter(*given, p.name).empty()) {
      return problem(400, fmt::format("expected {}: {}", p.name, p.meaning));
    }
  }
  if (route.body && request.body.empty()) {
    return problem(400, fmt::format("expected a body: {}", route.body->meaning));
  }
  return std::nullopt;
}

asio::awaitable<http_answer> web_service::answer_route(const web_route& route,
                                                       const http_request& request) {
  const account* who = nullptr;
  if (route.right) {
    who = accounts_.who_asks(request);
    if (who == nullptr) {
      co_return problem(401, "log in first");
    }
    if (!may(*who, *route.right)) {
      parts_.backend.count("forbidden");
      co_return problem(403, "the role of this account may not ask that");
    }
  }
  const auto given = parse_query(request.query);
  if (auto wrong = wrong_request(route, request, given)) {
    co_return std::move(*wrong);
  }
  auto question = read_question(route.id, *given);
  if (!question) {
    question = read_alarm_answer(route.id, request.body);
  }
  if (question) {
    if (const std::string* wrong = std::get_if<std::string>(&*question)) {
      co_return problem(400, *wrong);
    }
    co_return co_await ask(*who, std::get<v1::Request>(std::move(*question)));
  }
  if (route.id == route_id::login) {
    co_return co_await accounts_.log_in(request);
  }
  if (route.id == route_id::board) {
    co_return co_await board_.answer(request, who->area);
  }
  if (route.right == access_right::zones) {
    co_return co_await answer_zone_sets(route.id, *who, request, *given);
  }
  if (route.id == route_id::choose) {
    co_return co_await choose(*who, request);
  }
  if (route.id == route_id::metrics) {
    co_return co_await metrics(*who);
  }
  if (route.id == route_id::events) {
    co_return co_await open_events(*who, request, parameter(*given, "after"));
  }
  co_return answer_at_once(route.id, who, request, *given);
}

asio::awaitable<http_answer> web_service::answer_zone_sets(route_id route,
                                                           const account& who,
                                                           const http_request& request,
                                                           const http_parameters& given) {
  if (route == route_id::import_zones) {
    co_return co_await zone_sets_.import(request, given);
  }
  if (route == route_id::zones_diff) {
    co_return co_await zone_sets_.difference(given);
  }
  const ask_engine ask = asking(parts_.backend, &who);
  co_return co_await zone_sets_.activate(request, ask);
}

// `who` is null of the routes that are open.
http_answer web_service::answer_at_once(route_id route,
                                        const account* who,
                                        const http_request& request,
                                        const http_parameters& given) {
  switch (route) {
    case route_id::livez:
      return json_answer(R"({"alive":true})");
    case route_id::readyz:
      return parts_.backend.journal_writable() ? json_answer(R"({"ready":true})")
                                               : problem(503, "the journal is not writable");
    case route_id::version:
      return json_answer(
          nlohmann::ordered_json{{"version", BEATWATCH_VERSION}, {"build", parts_.build}}.dump());
    case route_id::logout:
      return accounts_.log_out(request);
    case route_id::me:
      return json_answer(account_json(*who));
    case route_id::openapi:
      return json_answer(openapi_document());
    case route_id::tile:
      return tile(given);
    case route_id::force:
      return json_answer(force_json(parts_.force, parts_.tiles));
    case route_id::zones:
      return tagged_answer(request,
                           "application/geo+json",
                           parts_.zones.geojson(who->area),
                           std::string{parts_.zones.hash()} + '.' + who->area);
    default:
      return problem(404, "nothing is here");
  }
}

http_answer web_service::tile(const http_parameters& given) const {
  const auto name = read_tile_name(given);
  if (!name) {
    return problem(400, "expected z, x and y as whole numbers");
  }
  auto found = parts_.tiles == nullptr ? std::nullopt : parts_.tiles->tile(*name);
  http_answer answer = empty_answer();
  answer.head.fields = {{"Cache-Control", "private, max-age=86400"}};
  if (!found) {
    return answer;
  }
  answer.head.status = 200;
  answer.head.content_type = "application/vnd.mapbox-vector-tile";
  answer.head.fields.emplace_back("Content-Encoding", "gzip");
  answer.head.body = std::make_shared<const std::string>(std::move(*found));
  return answer;
}

awaited<v1::Reply> web_service::begin_asking(const account& who, v1::Request request) {
  awaited<v1::Reply> reply{parts_.loop};
  parts_.backend.ask(&who, std::move(request), reply.completion());
  return reply;
}

asio::awaitable<http_answer> web_service::metrics(const account& who) {
  v1::Request status;
  status.mutable_status();
  v1::Request sources;
  sources.mutable_sources();
  awaited<v1::Reply> of_server = begin_asking(who, std::move(status));
  awaited<v1::Reply> of_sources = begin_asking(who, std::move(sources));
  const auto server = co_await of_server.wait(10s);
  const auto intake = co_await of_sources.wait(10s);
  if (!server || !server->has_status() || !intake || !intake->has_sources()) {
    co_return problem(503, "the engine gave no answer");
  }
  http_answer answer = json_answer(metrics_text(server->status(), intake->sources()));
  answer.head.content_type = metrics_type;
  co_return answer;
}

asio::awaitable<http_answer> web_service::choose(const account& who, const http_request& request) {
  if (!parts_.force.choices) {
    co_return problem(403, "command and control says who is sent; nobody chooses here");
  }
  const auto choice = read_choice(request.body);
  if (!choice) {
    co_return problem(400, R"(expected {"incident": "...", "unit": "..."})");
  }
  awaited<v1::Reply> reply{parts_.loop};
  parts_.backend.choose(who, choice->incident, choice->unit, reply.completion());
  const auto came = co_await reply.wait(10s);
  if (!came) {
    co_return problem(503, "the engine did not answer in time");
  }
  if (came->has_error()) {
    co_return reply_answer(*came);
  }
  co_return empty_answer();
}

asio::awaitable<http_answer> web_service::ask(const account& who, v1::Request request) {
  awaited<v1::Reply> reply = begin_asking(who, std::move(request));
  const auto came = co_await reply.wait(10s);
  co_return came ? reply_answer(*came) : problem(503, "the engine did not answer in time");
}

asio::awaitable<http_answer> web_service::open_events(const account& who,
                                                      const http_request& request,
                                                      std::string after) {
  std::shared_ptr<watching> seen;
  if (may(who, access_right::live)) {
    seen = std::make_shared<watching>(parts_.loop, parts_.backend, who);
    if (!co_await seen->begin()) {
      co_return problem(503, "who looks cannot be put on record: nothing is shown, ask again");
    }
  }
  const std::string_view header = request.field("last-event-id");
  http_answer answer;
  answer.head.content_type = "text/event-stream";
  answer.head.fields = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
  answer.stream = parts_.events.join(
      {.may_know = [&who](std::string_view topic) { return beatwatch::may_know(who, topic); },
       .may_stay =
           [this, request, seen] {
             return accounts_.who_asks(request) != nullptr && (seen == nullptr || seen->goes_on());
           }},
      parse_event_id(header.empty() ? std::string_view{after} : header));
  co_return answer;
}

}  // namespace beatwatch
