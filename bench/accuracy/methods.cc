#include "bench/accuracy/methods.h"

#include <utility>

#include "engine/roads/match_search.h"

namespace beatwatch {
namespace {

std::vector<path_part> straight(std::span<const match_fix> fixes, bool stands) {
  std::vector<path_part> parts;
  for (std::size_t i = 1; i < fixes.size(); ++i) {
    parts.push_back({.from_at = fixes[i - 1].at,
                     .to_at = stands ? fixes[i - 1].at : fixes[i].at,
                     .from = fixes[i - 1].observed_at,
                     .to = fixes[i].observed_at});
  }
  return parts;
}

std::vector<path_part> shortest(const road_graph& roads,
                                road_user user,
                                std::span<const match_fix> fixes) {
  match_search search{roads};
  way_costs costs{.user = user,
                  .per_mm = user == road_user::foot ? 1 : 0,
                  .per_ms = user == road_user::car ? 1 : 0};
  std::vector<match_fix> bare(fixes.begin(), fixes.end());
  matched_track path;
  for (match_fix& f : bare) {
    const auto heading =
        user == road_user::car && f.speed_mmps.value_or(0) > 2'000 ? f.heading_cdeg : std::nullopt;
    f.speed_mmps.reset();
    const auto found = snap(roads, f.at, 200'000, user, heading);
    matched_fix m{.place = std::nullopt,
                  .at = f.at,
                  .begins = true,
                  .first_edge = static_cast<std::uint32_t>(path.edges.size())};
    if (found) {
      m.place = found->place;
      m.at = found->at;
      m.seen_mm = found->place.offset_mm;
      const matched_fix* before = path.fixes.empty() ? nullptr : &path.fixes.back();
      if (before != nullptr && before->place) {
        const std::vector<match_search::source> sources{{*before->place, 0}};
        std::vector<road_place> targets{found->place};
        const road_place round = roads.turned_round(found->place);
        if (roads.edge(round.edge).has(user == road_user::car ? road_edge::car : road_edge::foot)) {
          targets.push_back(round);
        }
        const auto arrivals =
            search.cheapest(sources, targets, costs, 20'000'000, match_cost{1} << 50);
        const std::size_t best = targets.size() > 1 && arrivals[1].cost < arrivals[0].cost ? 1 : 0;
        if (arrivals[best].cost != match_search::unreachable) {
          m.begins = false;
          m.place = targets[best];
          m.seen_mm = targets[best].offset_mm;
          m.turned = arrivals[best].turned;
          search.append_way(arrivals[best], path.edges);
          m.edge_count = static_cast<std::uint32_t>(path.edges.size()) - m.first_edge;
        }
      }
    }
    path.fixes.push_back(m);
  }
  // Uniform in time along the way, whoever goes: on foot is even by length.
  return timed_path(roads, road_user::foot, bare, path);
}

matched_track live(const road_graph& roads,
                   const match_rules& rules,
                   std::span<const match_fix> fixes) {
  map_match match{roads, rules};
  matched_track path;
  for (const match_fix& f : fixes) {
    match.add(f);
    match.take(live_look_ahead, path);
  }
  match.take_all(path);
  return path;
}

}  // namespace

std::string_view to_string(method m) {
  constexpr std::array<std::string_view, method_count> words{
      "ping counting", "straight line", "shortest path", "ours", "ours, live"};
  return words.at(static_cast<std::size_t>(m));
}

std::vector<path_part> way_by(method m,
                              const street_map& map,
                              road_user user,
                              std::span<const match_fix> fixes) {
  const match_rules rules = user == road_user::car ? car_match_rules() : foot_match_rules();
  switch (m) {
    case method::ping_counting:
      return straight(fixes, true);
    case method::straight_line:
      return straight(fixes, false);
    case method::shortest_path:
      return shortest(*map.roads, user, fixes);
    case method::matched:
      return timed_path(*map.roads, user, fixes, match_fixes(*map.roads, rules, fixes));
    case method::matched_live:
      return timed_path(*map.roads, user, fixes, live(*map.roads, rules, fixes));
  }
  return {};
}

}  // namespace beatwatch
