#include "replay/load_record.h"

#include <array>
#include <fstream>
#include <span>
#include <stdexcept>

#include "adapters/journal/digest.h"

namespace beatwatch {
namespace {

constexpr const char* record_name = "load.json";

}  // namespace

nlohmann::ordered_json to_json(const load_record& record) {
  auto files = nlohmann::ordered_json::array();
  for (const loaded_file& file : record.files) {
    files.push_back({{"name", file.name},
                     {"table", file.table},
                     {"content", file.content_hash},
                     {"lines", file.lines},
                     {"rejected", file.rejected}});
  }
  return {{"identity", record.identity},
          {"files", std::move(files)},
          {"events", record.events},
          {"repeated", record.repeated},
          {"digest", record.changes_digest}};
}

void write_load_record(const std::filesystem::path& journal_folder, const load_record& record) {
  const std::filesystem::path file = journal_folder / record_name;
  std::ofstream out{file, std::ios::binary};
  out << to_json(record).dump(2) << '\n';
  if (!out.flush()) {
    throw std::runtime_error{file.string() + ": cannot be written"};
  }
}

std::string loaded_identity(const std::filesystem::path& journal_folder) {
  std::ifstream in{journal_folder / record_name, std::ios::binary};
  const auto record = nlohmann::json::parse(in, nullptr, false);
  return record.is_object() && record.contains("identity") && record["identity"].is_string()
             ? record["identity"].get<std::string>()
             : "";
}

std::string content_hash(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  constexpr std::size_t block_size = std::size_t{1} << 20U;
  std::vector<char> block(block_size);
  digest hash{};
  while (in) {
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    hash = next_link(hash,
                     std::as_bytes(std::span(block).first(static_cast<std::size_t>(in.gcount()))));
  }
  if (!in.eof()) {
    throw std::runtime_error{file.string() + ": cannot be read"};
  }
  return to_hex(hash);
}

}  // namespace beatwatch
