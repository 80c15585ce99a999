#include "adapters/maps/osm_extract.h"

#include <algorithm>
#include <exception>
#include <fstream>
#include <osmium/handler.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/visitor.hpp>
#include <stdexcept>
#include <string>
#include <utility>

#include "adapters/maps/osm_restriction_tags.h"

namespace beatwatch {
namespace {

tag_lookup lookup_in(const osmium::TagList& tags) {
  return [&tags](const char* key) { return tags.get_value_by_key(key); };
}

class way_reader : public osmium::handler::Handler {
 public:
  explicit way_reader(osm_extract& extract) : extract_(extract) {}

  void way(const osmium::Way& way) {
    extract_.way_ids.push_back(way.id());
    auto rules = rules_of_way(lookup_in(way.tags()));
    if (!rules) {
      ++extract_.ways_left_out.at(static_cast<std::size_t>(rules.error()));
      return;
    }
    osm_road road;
    road.id = way.id();
    road.rules = *rules;
    for (const osmium::NodeRef& node : way.nodes()) {
      road.nodes.push_back(node.ref());
    }
    extract_.roads.push_back(std::move(road));
  }

  void relation(const osmium::Relation& relation) {
    const tag_lookup tags = lookup_in(relation.tags());
    if (!is_restriction(tags)) {
      return;
    }
    std::vector<restriction_member> members;
    for (const osmium::RelationMember& member : relation.members()) {
      members.push_back({member.role(), member.type() == osmium::item_type::way, member.ref()});
    }
    auto restriction = restriction_of(tags, members);
    if (restriction) {
      extract_.restrictions.push_back(*std::move(restriction));
    } else {
      ++extract_.restrictions_skipped.at(static_cast<std::size_t>(restriction.error()));
    }
  }

 private:
  osm_extract& extract_;
};

class node_reader : public osmium::handler::Handler {
 public:
  explicit node_reader(std::vector<osm_node>& wanted) : wanted_(wanted) {}

  void node(const osmium::Node& node) {
    const auto found = std::lower_bound(
        wanted_.begin(), wanted_.end(), node.id(), [](const osm_node& n, std::int64_t id) {
          return n.id < id;
        });
    if (found == wanted_.end() || found->id != node.id() || !node.location().valid()) {
      return;
    }
    found->at = {.lat_e7 = node.location().y(), .lon_e7 = node.location().x()};
    found->present = true;
    found->stops_cars = stops_cars(lookup_in(node.tags()));
  }

 private:
  std::vector<osm_node>& wanted_;
};

template <typename Handler>
void read_pass(const std::filesystem::path& file,
               osmium::osm_entity_bits::type what,
               std::string_view stage,
               const import_progress& progress,
               Handler& handler) {
  osmium::io::Reader reader{file.string(), what};
  const auto size = static_cast<double>(std::max<std::size_t>(reader.file_size(), 1));
  while (osmium::memory::Buffer buffer = reader.read()) {
    osmium::apply(buffer, handler);
    progress(stage, std::min(static_cast<double>(reader.offset()) / size, 1.0));
  }
  reader.close();
  progress(stage, 1.0);
}

void sort_roads(osm_extract& extract) {
  const auto by_id = [](const osm_road& a, const osm_road& b) { return a.id < b.id; };
  const auto same_id = [](const osm_road& a, const osm_road& b) { return a.id == b.id; };
  auto& roads = extract.roads;
  std::stable_sort(roads.begin(), roads.end(), by_id);
  roads.erase(std::unique(roads.begin(), roads.end(), same_id), roads.end());
  std::sort(extract.way_ids.begin(), extract.way_ids.end());
  for (const osm_road& road : roads) {
    extract.limits_stated += road.rules.limit_stated ? 1 : 0;
    extract.limits_not_understood += road.rules.limit_not_understood ? 1 : 0;
  }
}

std::vector<osm_node> nodes_named_by(const std::vector<osm_road>& roads) {
  std::vector<std::int64_t> ids;
  for (const osm_road& road : roads) {
    ids.insert(ids.end(), road.nodes.begin(), road.nodes.end());
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::vector<osm_node> nodes(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    nodes[i].id = ids[i];
  }
  return nodes;
}

}  // namespace

osm_extract read_osm(const std::filesystem::path& file, const import_progress& progress) {
  if (!std::ifstream(file)) {
    throw std::runtime_error(file.string() + ": cannot be read");
  }
  osm_extract extract;
  try {
    using bits = osmium::osm_entity_bits::type;
    way_reader ways{extract};
    read_pass(file, bits::way | bits::relation, "reading ways", progress, ways);
    sort_roads(extract);
    extract.nodes = nodes_named_by(extract.roads);
    node_reader nodes{extract.nodes};
    read_pass(file, bits::node, "reading nodes", progress, nodes);
  } catch (const std::exception& failure) {  // of the many kinds that libosmium throws
    throw std::runtime_error(file.string() + ": " + failure.what());
  }
  return extract;
}

std::string_view to_string(restriction_skipped reason) {
  constexpr std::array<std::string_view, restriction_skipped_count> words{
      "not understood",
      "by way of a way",
      "at certain times only",
      "other vehicles only",
      "ways not in the file",
      "no car comes or goes there",
      "direction not clear"};
  return words.at(static_cast<std::size_t>(reason));
}

}  // namespace beatwatch
