#pragma once
#include <atomic>
#include <filesystem>
#include <map>
#include <string>

#include "adapters/columns/row_mapper.h"
#include "adapters/daemon/polled_table.h"
#include "adapters/daemon/settled_files.h"
#include "adapters/daemon/table_config.h"

namespace beatwatch {

/// Files that somebody drops into a folder. One is taken when its name is one that the map's tables
/// have, and it is settled. Then it goes to `taken` below the folder, or to `rejected` when lines
/// of it were rejected, with a file of the reasons beside it; mended, it can be dropped again,
/// since what was taken before changes nothing. One that was written on while it was read stays,
/// and is taken again.
class folder_table : public polled_table {
 public:
  folder_table(const folder_source& settings,
               std::string source,
               std::map<std::string, row_mapper> tables);

  void poll(const hand_over& hand) override;
  void interrupt() override { stopping_ = true; }

 private:
  [[nodiscard]] bool is_named(const std::filesystem::path& file) const;
  bool take_file(const std::filesystem::path& file, const hand_over& hand);

  std::filesystem::path folder_;
  std::string source_;
  std::map<std::string, row_mapper> tables_;
  settled_files files_;
  std::atomic<bool> stopping_ = false;
};

}  // namespace beatwatch
