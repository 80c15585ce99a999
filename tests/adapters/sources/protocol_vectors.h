#pragma once
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace beatwatch {

/// One of the vectors that stand beside the tree.
struct protocol_vector {
  std::string name;
  std::string protocol;  ///< as `beatwatch decode` knows it
  std::string octets;
  nlohmann::json expected;  ///< the record, or {"error": label}
};

namespace vector_detail {

/// Code points above 126 stand for one octet each.
inline std::string octets_of_text(const std::string& utf8) {
  std::string octets;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0x80) {
      octets.push_back(utf8[i]);
    } else {
      const auto low = static_cast<unsigned char>(utf8.at(++i));
      octets.push_back(static_cast<char>((lead & 0x03U) << 6U | (low & 0x3fU)));
    }
  }
  return octets;
}

inline std::string octets_of_hex(const std::string& hex) {
  std::string octets;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    octets.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  return octets;
}

inline std::string protocol_of_format(const std::string& format) {
  return format == "gtfs_rt" ? "gtfs-rt" : format;
}

}  // namespace vector_detail

/// The vectors of one file, "tetra-lip"; none when there are none beside the tree.
inline std::vector<protocol_vector> vectors_of(const std::string& file_name) {
  std::ifstream file(BEATWATCH_SHARED_DIR "/protocols/vectors/" + file_name + ".jsonl");
  std::vector<protocol_vector> vectors;
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line);
    protocol_vector& each = vectors.emplace_back();
    each.name = json["name"];
    each.protocol = json.contains("transport")
                        ? file_name + "-" + json["transport"].get<std::string>()
                    : json.contains("format") ? vector_detail::protocol_of_format(json["format"])
                                              : file_name;
    each.octets = json.contains("input_hex") ? vector_detail::octets_of_hex(json["input_hex"])
                                             : vector_detail::octets_of_text(json["input_text"]);
    each.expected =
        json.contains("error") ? nlohmann::json{{"error", json["error"]}} : json["expect"];
  }
  return vectors;
}

}  // namespace beatwatch
