#include "adapters/web/force_words.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace beatwatch {
namespace {

nlohmann::ordered_json map_json(const map_tiles* tiles) {
  if (tiles == nullptr) {
    return nullptr;
  }
  return {{"zoom_min", tiles->zoom_min()},
          {"zoom_max", tiles->zoom_max()},
          {"attribution", tiles->attribution()}};
}

}  // namespace

std::string force_json(const force_words& force, const map_tiles* tiles) {
  nlohmann::ordered_json grades = nlohmann::ordered_json::array();
  for (const grade_words& g : force.grades) {
    grades.push_back({{"grade", g.grade}, {"name", g.name}, {"target_ms", g.target_ms}});
  }
  return nlohmann::ordered_json{{"time_zone", force.time_zone},
                                {"level_names", force.level_names},
                                {"grades", std::move(grades)},
                                {"choices", force.choices},
                                {"map", map_json(tiles)}}
      .dump();
}

}  // namespace beatwatch
