#include "replay/drawn_map.h"

#include <ostream>
#include <string_view>
#include <utility>

#include "replay/file_text.h"

namespace beatwatch {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

void write_tags(std::ostream& out, const std::vector<map_tag>& tags) {
  for (const map_tag& tag : tags) {
    out << "    <tag k=\"" << escaped(tag.key) << "\" v=\"" << escaped(tag.value) << "\"/>\n";
  }
}

}  // namespace

std::size_t drawn_map::add_node(plane_point at) {
  nodes.push_back({.at = at, .tags = {}});
  return nodes.size() - 1;
}

std::size_t drawn_map::add_way(std::vector<std::size_t> way_nodes, std::vector<map_tag> tags) {
  ways.push_back({.nodes = std::move(way_nodes), .tags = std::move(tags)});
  return ways.size() - 1;
}

void write_osm(std::ostream& out, const drawn_map& map) {
  const local_plane plane{map.origin};
  out << "<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\" generator=\"beatwatch\">\n";
  for (std::size_t i = 0; i < map.nodes.size(); ++i) {
    const position at = plane.unproject(map.nodes[i].at);
    out << "  <node id=\"" << i + 1 << "\" version=\"1\" lat=\"" << degrees_text(at.lat_e7)
        << "\" lon=\"" << degrees_text(at.lon_e7) << '"';
    if (map.nodes[i].tags.empty()) {
      out << "/>\n";
    } else {
      out << ">\n";
      write_tags(out, map.nodes[i].tags);
      out << "  </node>\n";
    }
  }
  for (std::size_t i = 0; i < map.ways.size(); ++i) {
    out << "  <way id=\"" << i + 1 << "\" version=\"1\">\n";
    for (const std::size_t node : map.ways[i].nodes) {
      out << "    <nd ref=\"" << node + 1 << "\"/>\n";
    }
    write_tags(out, map.ways[i].tags);
    out << "  </way>\n";
  }
  for (std::size_t i = 0; i < map.restrictions.size(); ++i) {
    const map_restriction& turn = map.restrictions[i];
    out << "  <relation id=\"" << i + 1 << "\" version=\"1\">\n"
        << "    <member type=\"way\" ref=\"" << turn.from_way + 1 << "\" role=\"from\"/>\n"
        << "    <member type=\"node\" ref=\"" << turn.via_node + 1 << "\" role=\"via\"/>\n"
        << "    <member type=\"way\" ref=\"" << turn.to_way + 1 << "\" role=\"to\"/>\n";
    write_tags(out, {{"type", "restriction"}, {"restriction", turn.kind}});
    out << "  </relation>\n";
  }
  out << "</osm>\n";
}

}  // namespace beatwatch
