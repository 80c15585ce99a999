#include "adapters/feeds/topic.h"

#include "engine/base/overloaded.h"

namespace beatwatch {
namespace {

std::string topic(std::string_view word, std::string_view name) {
  std::string joined(word);
  joined += '/';
  joined += name;
  joined += '/';
  return joined;
}

std::string_view source_of(std::string_view source_and_device) {
  return source_and_device.substr(0, source_and_device.find('/'));
}

}  // namespace

std::string presence_topic(const zone& of) {
  return topic("presence", path_of(of.levels, of.name));
}

void topic_namer::use(std::shared_ptr<const zone_set> zones) {
  zones_ = std::move(zones);
  path_of_zone_.clear();
  path_of_gate_.clear();
  if (zones_ == nullptr) {
    return;
  }
  for (const zone& z : zones_->zones) {
    path_of_zone_.push_back(path_of(z.levels, z.name) + '/');
  }
  for (const gate_line& g : zones_->gates) {
    path_of_gate_.push_back(path_of(g.levels, g.name) + '/');
  }
}

std::string topic_namer::gate_topic(std::string_view gate) const {
  const auto place = zones_ != nullptr ? zones_->find_gate(gate) : std::nullopt;
  return place ? "gate/" + path_of_gate_[*place] : topic("gate", gate);
}

std::string topic_namer::zone_topic(std::string_view word, std::string_view zone) const {
  const auto place = zones_ != nullptr ? zones_->find(zone) : std::nullopt;
  if (!place) {
    return topic(word, zone);
  }
  std::string joined(word);
  joined += '/';
  joined += path_of_zone_[*place];
  return joined;
}

bool topic_namer::names_zone_in_force(std::string_view topic) const {
  const std::string_view word = topic.substr(0, topic.find('/'));
  const std::string_view trimmed = topic.substr(0, topic.size() - 1);
  const std::string_view zone = trimmed.substr(trimmed.rfind('/') + 1);
  if (zones_ == nullptr) {
    return false;
  }
  return word == "gate" ? zones_->find_gate(zone) && gate_topic(zone) == topic
                        : zones_->find(zone) && zone_topic(word, zone) == topic;
}

std::string topic_namer::topic_of(const change_body& body) const {
  return std::visit(
      overloaded{
          [](const unit_moved& c) { return topic("unit", c.unit); },
          [](const unit_status_changed& c) { return topic("unit", c.unit); },
          [](const unit_staleness_changed& c) { return topic("unit", c.unit); },
          [](const ping_rejected& c) { return topic("source", c.source); },
          [this](const visit_changed& c) { return zone_topic("visit", c.zone); },
          [this](const presence_changed& c) { return zone_topic("presence", c.zone); },
          [](const incident_updated& c) { return topic("incident", c.incident.name); },
          [](const suggestion_made& c) {
            const suggestion& s = c.suggestion;
            const std::string& name = s.incident.empty() ? s.towards_unit : s.incident;
            return name.empty() ? std::string("suggestion/") : topic("suggestion", name);
          },
          [](const zones_changed&) { return std::string(zones_topic); },
          [](const roads_changed&) { return std::string("map/roads/"); },
          [](const source_counted& c) { return topic("source", c.source); },
          [](const unknown_device_seen& c) { return topic("source", source_of(c.device)); },
          [](const crew_changed& c) { return topic("crew", c.device); },
          [](const holder_doubted& c) { return topic("crew", c.device); },
          [this](const gate_passed& c) { return gate_topic(c.gate); },
          [](const device_signalled& c) { return topic("unit", c.unit); },
          [](const source_health_changed& c) { return topic("source", c.source); },
          [](const device_health_changed& c) { return topic("source", c.device); },
          // "alert//": everybody's.
          [](const alarm_changed& c) { return topic("alert", c.sector); },
      },
      body);
}

}  // namespace beatwatch
