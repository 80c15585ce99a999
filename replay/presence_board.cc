#include "replay/presence_board.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "replay/answer_text.h"

namespace beatwatch {
namespace {

using zone_row = const v1::PresenceChanged*;

constexpr std::int64_t here_now = std::numeric_limits<std::int64_t>::max();

// The first visit of the day: nobody is here any more, and somebody who comes back soon goes on
// with it.
bool just_left(const v1::PresenceChanged& zone) {
  return !zone.has_last_visit_ended_at_ms() && zone.visits().about() > 0;
}

// When the last visit ended: the earlier the more it is due.
std::int64_t dueness(const v1::PresenceChanged& zone) {
  if (zone.here_size() > 0 || just_left(zone)) {
    return here_now;
  }
  return zone.has_last_visit_ended_at_ms() ? zone.last_visit_ended_at_ms() : 0;
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::string joined(const v1::PresenceChanged& zone) {
  std::string text;
  for (const std::string& unit : zone.here()) {
    text += (text.empty() ? "" : " ") + unit;
  }
  return text;
}

std::string last_visit(const v1::PresenceChanged& zone, std::int64_t now_ms) {
  if (zone.here_size() > 0) {
    return "now: " + joined(zone);
  }
  if (just_left(zone)) {
    return "just left";
  }
  if (!zone.has_last_visit_ended_at_ms()) {
    return "none today";
  }
  const std::int64_t ago_min = (now_ms - zone.last_visit_ended_at_ms()) / 60'000;
  return std::to_string(std::max<std::int64_t>(ago_min, 0)) + " min ago";
}

std::string table(const std::vector<zone_row>& zones, std::int64_t now_ms) {
  constexpr std::size_t name_width = 14;
  constexpr std::size_t visits_width = 18;
  constexpr std::size_t minutes_width = 26;
  constexpr std::size_t unknown_width = 9;
  std::string text = padded("zone", name_width) + padded("visits today", visits_width) +
                     padded("minutes today", minutes_width) + padded("unknown", unknown_width) +
                     padded("in red time", minutes_width) + "last visit\n" +
                     padded("", name_width) + padded("least/about/most", visits_width) +
                     "  least / about / most\n";
  for (const zone_row zone : zones) {
    text += padded(zone->zone(), name_width) + padded(visits_text(zone->visits()), visits_width) +
            padded(measure_text(zone->presence()), minutes_width) +
            padded(minutes_text(zone->presence().unknown_ms()), unknown_width) +
            padded(zone->red_time_ms() > 0 ? measure_text(zone->red()) : "-", minutes_width) +
            last_visit(*zone, now_ms) + '\n';
  }
  return text;
}

}  // namespace

void presence_board::take(const v1::PresenceChanged& presence) {
  zones_[presence.zone()] = presence;
}

std::string presence_board::due_first(std::int64_t now_ms, std::size_t rows) const {
  std::vector<zone_row> zones;
  for (const auto& [name, zone] : zones_) {
    zones.push_back(&zone);
  }
  std::stable_sort(
      zones.begin(), zones.end(), [](zone_row a, zone_row b) { return dueness(*a) < dueness(*b); });
  const std::size_t shown = std::min(rows, zones.size());
  const std::size_t left_out = zones.size() - shown;
  zones.resize(shown);
  return table(zones, now_ms) +
         (left_out > 0 ? "... and " + std::to_string(left_out) + " more zones\n" : "");
}

std::string presence_board::by_name(std::int64_t now_ms) const {
  std::vector<zone_row> zones;
  for (const auto& [name, zone] : zones_) {
    zones.push_back(&zone);
  }
  return table(zones, now_ms);
}

}  // namespace beatwatch
