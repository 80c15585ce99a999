#include "adapters/feeds/change_feed.h"

#include <fmt/format.h>

#include "adapters/feeds/feed_encode.h"
#include "engine/base/check.h"
#include "engine/base/overloaded.h"

namespace beatwatch {
namespace {

struct effect_of_change {
  situation_effect effect;
  std::string key;
};

// A visit or a pass: what is settled or never was holds no more.
effect_of_change effect_of_stay(visit_state state, std::uint64_t id) {
  using enum situation_effect;
  const bool over = state == visit_state::settled || state == visit_state::withdrawn;
  return {over ? drop : keep, fmt::format("{:016x}", id)};
}

effect_of_change effect_of(const change_body& body) {
  using enum situation_effect;
  return std::visit(
      overloaded{
          [](const unit_moved&) {
            return effect_of_change{keep, "moved"};
          },
          [](const unit_status_changed&) {
            return effect_of_change{keep, "status"};
          },
          [](const unit_staleness_changed&) {
            return effect_of_change{keep, "staleness"};
          },
          [](const ping_rejected&) {
            return effect_of_change{pass, ""};
          },
          [](const visit_changed& c) { return effect_of_stay(c.state, c.id); },
          [](const presence_changed&) {
            return effect_of_change{keep, "presence"};
          },
          [](const incident_updated&) {
            return effect_of_change{keep, "incident"};
          },
          [](const suggestion_made&) {
            return effect_of_change{keep, "suggestion"};
          },
          [](const zones_changed&) {
            return effect_of_change{keep, "zones"};
          },
          [](const roads_changed&) {
            return effect_of_change{keep, "roads"};
          },
          [](const source_counted& c) {
            return effect_of_change{keep, "count/" + c.reason};
          },
          [](const unknown_device_seen& c) {
            return effect_of_change{keep, "unknown/" + c.device};
          },
          [](const crew_changed& c) {
            return effect_of_change{c.together ? keep : drop, "with/" + c.with_device};
          },
          [](const holder_doubted& c) {
            const bool over = c.doubt == holder_doubt::none;
            return effect_of_change{over ? drop : keep, "doubt"};
          },
          [](const gate_passed& c) { return effect_of_stay(c.state, c.id); },
          [](const device_signalled& c) {
            return effect_of_change{keep, fmt::format("signal/{}", to_string(c.signal))};
          },
          [](const source_health_changed&) {
            return effect_of_change{keep, "health"};
          },
          [](const device_health_changed&) {
            return effect_of_change{keep, "health"};
          },
          [](const alarm_changed& c) {
            const bool over = c.state == alarm_state::normal;
            return effect_of_change{over ? drop : keep, fmt::format("{:016x}", c.number)};
          },
      },
      body);
}

}  // namespace

void change_feed::offer(std::shared_ptr<const zone_set> zones) {
  const std::string hash = zones->hash;
  zone_sets_[hash] = std::move(zones);
}

void change_feed::restore(const situation& s, const std::string& zones_hash) {
  newest_number_ = s.newest_number();
  newest_in_topic_.clear();
  for (const auto& [topic, content] : s.topics()) {
    newest_in_topic_[topic] = content.newest_number;
  }
  if (!zones_hash.empty()) {
    put_zones_in_force(zones_hash);
  }
}

void change_feed::put_zones_in_force(const std::string& hash) {
  const auto found = zone_sets_.find(hash);
  check(found != zone_sets_.end(), "a zone set is offered before it is in force");
  namer_.use(found->second);
  zones_hash_ = hash;
}

std::vector<ended_content> change_feed::zones_not_in_force() const {
  std::vector<ended_content> gone;
  for (const auto& [topic, number] : newest_in_topic_) {
    if ((topic.starts_with("presence/") || topic.starts_with("visit/") ||
         topic.starts_with("gate/")) &&
        !namer_.names_zone_in_force(topic)) {
      gone.push_back({.topic = topic, .key = ""});
    }
  }
  return gone;
}

std::vector<ended_content> change_feed::ended_by(const change_body& body) {
  if (const auto* updated = std::get_if<incident_updated>(&body)) {
    const std::string& name = updated->incident.name;
    return updated->incident.closed_at
               ? std::vector<ended_content>{{.topic = "incident/" + name + "/", .key = ""},
                                            {.topic = "suggestion/" + name + "/", .key = ""}}
               : std::vector<ended_content>{};
  }
  if (const auto* moved = std::get_if<unit_moved>(&body); moved != nullptr && moved->rostered) {
    const std::string by_device = "unit/" + moved->device + "/";
    if (newest_in_topic_.contains(by_device)) {
      const std::string source = moved->device.substr(0, moved->device.find('/'));
      return {{.topic = by_device, .key = ""},
              {.topic = "source/" + source + "/", .key = "unknown/" + moved->device}};
    }
  }
  if (const auto* zones = std::get_if<zones_changed>(&body)) {
    put_zones_in_force(zones->hash);
    return zones_not_in_force();
  }
  return {};
}

void change_feed::encode_one(const change& c, feed_item& item) {
  item.topic = namer_.topic_of(c.body);
  std::uint64_t& previous = newest_in_topic_[item.topic];
  item.number = ++newest_number_;
  change_to_wire(c, message_);
  message_.set_run(run_);
  message_.set_number(item.number);
  message_.set_previous_in_topic(previous);
  message_.SerializeToString(&item.body);
  previous = item.number;
  auto [effect, key] = effect_of(c.body);
  item.effect = effect;
  item.key = std::move(key);
}

void change_feed::encode(std::span<const change> changes, std::vector<feed_item>& items) {
  for (const change& c : changes) {
    feed_item& item = items.emplace_back();
    encode_one(c, item);
    item.ended = ended_by(c.body);
    for (const ended_content& ended : item.ended) {
      if (ended.key.empty()) {
        newest_in_topic_.erase(ended.topic);
      }
    }
  }
}

}  // namespace beatwatch
