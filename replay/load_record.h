#pragma once
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace beatwatch {

/// A file of a load, as its journal keeps it on record.
struct loaded_file {
  std::string name;
  std::string table;
  std::string content_hash;  ///< of its bytes
  std::uint64_t lines = 0;
  std::uint64_t rejected = 0;  ///< lines
};

/// What a journal was loaded from: "load.json" beside its days.
struct load_record {
  std::string identity;  ///< equal for the same map, configuration, maps and contents of files
  std::vector<loaded_file> files;
  std::uint64_t events = 0;
  std::uint64_t repeated = 0;  ///< events that stood more than once
  std::string changes_digest;
};

nlohmann::ordered_json to_json(const load_record& record);

void write_load_record(const std::filesystem::path& journal_folder, const load_record& record);

/// The identity on record; empty when the folder holds no journal that was loaded.
std::string loaded_identity(const std::filesystem::path& journal_folder);

/// Hash of a file's bytes, whatever its size, in hexadecimal. Throws `std::runtime_error` when it
/// cannot be read.
std::string content_hash(const std::filesystem::path& file);

}  // namespace beatwatch
