#include "adapters/sources/cot_decode.h"

#include <array>

#include "adapters/sources/degrees.h"
#include "adapters/sources/real_number.h"
#include "adapters/sources/record_json.h"
#include "adapters/sources/rfc3339.h"
#include "adapters/sources/xml_reader.h"

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, cot_error_count> labels{"doctype_forbidden",
                                                               "bad_xml",
                                                               "not_an_event",
                                                               "missing_attribute",
                                                               "unsupported_version",
                                                               "bad_time",
                                                               "bad_number",
                                                               "out_of_range"};

constexpr double unknown_from = 999'999;
constexpr double version_min = 2;

using text = std::optional<std::string>;

/// The attributes that count, as they stand in the document.
struct cot_texts {
  std::string root;
  text version, uid, type, how, time, start, stale;
  bool has_point = false;
  text lat, lon, hae, ce, le;
  text callsign, course, speed;
  std::optional<bool> emergency;
};

text copy(const xml_attributes& attributes, std::string_view name) {
  const auto value = attributes.find(name);
  return value ? text{std::string{*value}} : std::nullopt;
}

void take_event(const xml_attributes& attributes, cot_texts& texts) {
  texts.version = copy(attributes, "version");
  texts.uid = copy(attributes, "uid");
  texts.type = copy(attributes, "type");
  texts.how = copy(attributes, "how");
  texts.time = copy(attributes, "time");
  texts.start = copy(attributes, "start");
  texts.stale = copy(attributes, "stale");
}

void take_point(const xml_attributes& attributes, cot_texts& texts) {
  texts.has_point = true;
  texts.lat = copy(attributes, "lat");
  texts.lon = copy(attributes, "lon");
  texts.hae = copy(attributes, "hae");
  texts.ce = copy(attributes, "ce");
  texts.le = copy(attributes, "le");
}

void take_detail(std::string_view name, const xml_attributes& attributes, cot_texts& texts) {
  if (name == "contact") {
    texts.callsign = copy(attributes, "callsign");
  } else if (name == "track") {
    texts.course = copy(attributes, "course");
    texts.speed = copy(attributes, "speed");
  } else if (name == "emergency") {
    texts.emergency = attributes.find("cancel") != "true";
  }
}

expected<cot_texts, cot_error> read_texts(std::string_view document) {
  cot_texts texts;
  std::size_t depth = 0;
  bool in_detail = false;
  const xml_visitor visitor{.begin =
                                [&](std::string_view name, const xml_attributes& attributes) {
                                  if (depth == 0) {
                                    texts.root = name;
                                    take_event(attributes, texts);
                                  } else if (depth == 1) {
                                    in_detail = name == "detail";
                                    if (name == "point" && !texts.has_point) {
                                      take_point(attributes, texts);
                                    }
                                  } else if (depth == 2 && in_detail) {
                                    take_detail(name, attributes, texts);
                                  }
                                  ++depth;
                                },
                            .end = [&](std::string_view, std::string_view) { --depth; }};
  if (const auto error = read_xml(document, visitor)) {
    return unexpected{*error == xml_error::doctype_forbidden ? cot_error::doctype_forbidden
                                                             : cot_error::bad_xml};
  }
  return texts;
}

/// Notes the first of all faults in the order of `cot_error`, whatever was read first.
class text_reader {
 public:
  [[nodiscard]] std::optional<cot_error> error() const { return error_; }

  instant time(const text& value) {
    const auto at = parse_rfc3339(*value);
    if (!at) {
      note(cot_error::bad_time);
    }
    return at.value_or(instant{});
  }

  std::optional<double> number(const text& value) {
    const auto real = value ? parse_real(*value) : std::nullopt;
    if (value && !real) {
      note(cot_error::bad_number);
    }
    return real;
  }

  std::optional<double> number_if_known(const text& value) {
    const auto real = number(value);
    return real && *real < unknown_from ? real : std::nullopt;
  }

  std::optional<double> number_between(const text& value, double min, double max) {
    const auto real = number(value);
    if (real && !(*real >= min && *real <= max)) {
      note(cot_error::out_of_range);
    }
    return real;
  }

  void note(cot_error error) { error_ = std::min(error_.value_or(error), error); }

 private:
  std::optional<cot_error> error_;
};

}  // namespace

std::string_view to_string(cot_error error) { return labels.at(static_cast<std::size_t>(error)); }

expected<cot_event, cot_error> decode_cot(std::string_view document) {
  if (document.size() > cot_size_max) {
    return unexpected{cot_error::bad_xml};
  }
  const auto texts = read_texts(document);
  if (!texts) {
    return unexpected{texts.error()};
  }
  if (texts->root != "event") {
    return unexpected{cot_error::not_an_event};
  }
  for (const text& needed : {texts->version,
                             texts->uid,
                             texts->type,
                             texts->how,
                             texts->time,
                             texts->start,
                             texts->stale,
                             texts->lat,
                             texts->lon,
                             texts->hae,
                             texts->ce,
                             texts->le}) {
    if (!needed) {
      return unexpected{cot_error::missing_attribute};
    }
  }
  if (parse_real(*texts->version).value_or(0) < version_min) {
    return unexpected{cot_error::unsupported_version};
  }
  text_reader reader;
  cot_event event{.uid = *texts->uid,
                  .type = *texts->type,
                  .how = *texts->how,
                  .time = reader.time(texts->time),
                  .start = reader.time(texts->start),
                  .stale = reader.time(texts->stale)};
  const auto lat = reader.number_between(texts->lat, -90, 90);
  const auto lon = reader.number_between(texts->lon, -180, 180);
  event.height_m = reader.number_if_known(texts->hae);
  event.circular_error_m = reader.number_if_known(texts->ce);
  event.linear_error_m = reader.number_if_known(texts->le);
  event.course_deg = reader.number_between(texts->course, 0, 360);
  event.speed_mps = reader.number_between(texts->speed, 0, 1'000);
  if (reader.error()) {
    return unexpected{*reader.error()};
  }
  event.at = *degrees_to_position(*lat, *lon);
  event.callsign = texts->callsign;
  event.emergency = texts->emergency;
  return event;
}

std::string cot_json(std::string_view document) {
  const auto event = decode_cot(document);
  if (!event) {
    return error_json(to_string(event.error()));
  }
  nlohmann::ordered_json json{{"format", "cot"},
                              {"uid", event->uid},
                              {"type", event->type},
                              {"how", event->how},
                              {"time_utc", format_rfc3339(event->time)},
                              {"start_utc", format_rfc3339(event->start)},
                              {"stale_utc", format_rfc3339(event->stale)}};
  add_position(json, event->at);
  json["hae_m"] = or_null(event->height_m);
  json["ce_m"] = or_null(event->circular_error_m);
  json["le_m"] = or_null(event->linear_error_m);
  add_if(json, "callsign", event->callsign);
  add_if(json, "course_deg", event->course_deg);
  add_if(json, "speed_mps", event->speed_mps);
  add_if(json, "emergency", event->emergency);
  return record_line(json);
}

}  // namespace beatwatch
