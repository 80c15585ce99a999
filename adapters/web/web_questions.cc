#include "adapters/web/web_questions.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "adapters/web/json_text.h"

namespace beatwatch {
namespace {

using question = std::variant<v1::Request, std::string>;

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

// Of what has a zone, a level and a window.
template <typename Query>
bool read_window(const http_parameters& given, Query& query) {
  std::optional<std::int64_t> from;
  std::optional<std::int64_t> to;
  if (!read_number(given, "from_ms", from) || !read_number(given, "to_ms", to) || !from || !to) {
    return false;
  }
  query.set_zone(parameter(given, "zone"));
  query.set_level(parameter(given, "level"));
  query.set_from_ms(*from);
  query.set_to_ms(*to);
  return true;
}

// Either end of a window may be left out.
template <typename Query>
bool read_open_window(const http_parameters& given, Query& query) {
  std::optional<std::int64_t> from;
  std::optional<std::int64_t> to;
  if (!read_number(given, "from_ms", from) || !read_number(given, "to_ms", to)) {
    return false;
  }
  if (from) {
    query.set_from_ms(*from);
  }
  if (to) {
    query.set_to_ms(*to);
  }
  return true;
}

bool read_trail(const http_parameters& given, v1::TrailQuery& query) {
  query.set_unit(parameter(given, "unit"));
  return read_open_window(given, query);
}

bool read_looks(const http_parameters& given, v1::LooksQuery& query) {
  std::optional<std::int64_t> after;
  std::optional<std::int64_t> before;
  std::optional<std::uint32_t> count;
  if (!read_number(given, "after", after) || !read_number(given, "before", before) ||
      !read_number(given, "count", count)) {
    return false;
  }
  query.set_unit(parameter(given, "unit"));
  query.set_after(after.value_or(0));
  if (before) {
    query.set_before(*before);
  }
  query.set_count(count.value_or(0));
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
  query.set_incident(parameter(given, "incident"));
  query.set_towards_unit(parameter(given, "unit"));
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
    query.add_skills(parameter(given, "skill"));
  }
  query.set_vehicle(parameter(given, "vehicle"));
  return true;
}

bool read_alerts(const http_parameters& given, v1::AlertsQuery& query) {
  query.set_sector(parameter(given, "sector"));
  query.set_with_operators(true);  // told to those only who may know
  return read_open_window(given, query);
}

std::optional<v1::AlarmAction> action_of(route_id route) {
  switch (route) {
    case route_id::acknowledge_alarm:
      return v1::ALARM_ACTION_ACKNOWLEDGE;
    case route_id::shelve_alarm:
      return v1::ALARM_ACTION_SHELVE;
    case route_id::unshelve_alarm:
      return v1::ALARM_ACTION_UNSHELVE;
    default:
      return std::nullopt;
  }
}

question asked_or(bool read, v1::Request request, const char* expected) {
  return read ? question{std::move(request)} : question{std::string{expected}};
}

constexpr const char* a_window = "expected from_ms and to_ms as whole numbers";

}  // namespace

std::string parameter(const http_parameters& given, std::string_view name) {
  const auto found = given.find(name);
  return found == given.end() ? "" : found->second;
}

std::optional<tile_name> read_tile_name(const http_parameters& given) {
  std::optional<std::uint32_t> zoom;
  std::optional<std::uint32_t> column;
  std::optional<std::uint32_t> row;
  if (!read_number(given, "z", zoom) || !read_number(given, "x", column) ||
      !read_number(given, "y", row) || !zoom || !column || !row) {
    return std::nullopt;
  }
  return tile_name{*zoom, *column, *row};
}

std::optional<question> read_question(route_id route, const http_parameters& given) {
  v1::Request asked;
  bool read = true;
  switch (route) {
    case route_id::presence:
      read = read_window(given, *asked.mutable_presence());
      return asked_or(read, std::move(asked), a_window);
    case route_id::figures:
      read = read_window(given, *asked.mutable_figures());
      return asked_or(read, std::move(asked), a_window);
    case route_id::zone:
      asked.mutable_zone()->set_zone(parameter(given, "zone"));
      return asked;
    case route_id::nearest:
      read = read_nearest(given, *asked.mutable_nearest());
      return asked_or(read, std::move(asked), "expected lat_e7, lon_e7 and count as whole numbers");
    case route_id::trail:
      read = read_trail(given, *asked.mutable_trail());
      return asked_or(read, std::move(asked), a_window);
    case route_id::looks:
      read = read_looks(given, *asked.mutable_looks());
      return asked_or(read, std::move(asked), "expected after and count as whole numbers");
    case route_id::alerts:
      read = read_alerts(given, *asked.mutable_alerts());
      return asked_or(read, std::move(asked), a_window);
    case route_id::own_record:
      asked.mutable_own_record();
      return asked;
    case route_id::status:
      asked.mutable_status();
      return asked;
    case route_id::sources:
      asked.mutable_sources()->set_source(parameter(given, "source"));
      asked.mutable_sources()->set_with_devices(given.contains("source"));
      return asked;
    default:
      return std::nullopt;
  }
}

std::optional<web_choice> read_choice(const std::string& body) {
  const auto json = nlohmann::json::parse(body, nullptr, false);
  web_choice choice{.incident = text_of(json, "incident"), .unit = text_of(json, "unit")};
  return choice.incident.empty() || choice.unit.empty() ? std::nullopt
                                                        : std::optional{std::move(choice)};
}

std::optional<question> read_alarm_answer(route_id route, const std::string& body) {
  const auto action = action_of(route);
  if (!action) {
    return std::nullopt;
  }
  const auto json = nlohmann::json::parse(body, nullptr, false);
  const auto has = [&json](const char* name, auto&& is) {
    const auto found = json.find(name);
    return found != json.end() && is(*found);
  };
  const auto is_whole = [](const nlohmann::json& value) { return value.is_number_unsigned(); };
  const auto is_text = [](const nlohmann::json& value) { return value.is_string(); };
  if (!json.is_object() || !has("number", is_whole)) {
    return std::string{R"(expected {"number": N})"};
  }
  v1::Request asked;
  v1::AnswerAlarm& answer = *asked.mutable_answer_alarm();
  answer.set_number(json["number"].get<std::uint64_t>());
  answer.set_action(*action);
  if (*action == v1::ALARM_ACTION_SHELVE) {
    if (!has("reason", is_text) || !has("until_ms", is_whole)) {
      return std::string{R"(expected {"number": N, "reason": "...", "until_ms": T})"};
    }
    answer.set_reason(json["reason"].get<std::string>());
    answer.set_until_ms(json["until_ms"].get<std::int64_t>());
  }
  return asked;
}

}  // namespace beatwatch
