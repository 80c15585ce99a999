#pragma once
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "adapters/journal/journal_reader.h"

namespace beatwatch {

/// A journal that never was on disk: what it holds is put there by the test.
class journal_in_memory : public journal_reader {
 public:
  std::vector<journal_row> rows;
  std::vector<journal_run> kept_runs;
  std::vector<artifact> artifacts;
  std::optional<journal_checkpoint> checkpoint;
  std::optional<journal_fault> broken;

  [[nodiscard]] bool next(journal_row& row) override {
    if (next_ == rows.size()) {
      return false;
    }
    row = rows[next_++];
    return true;
  }
  [[nodiscard]] const std::optional<journal_fault>& fault() const override { return broken; }
  bool start_after(std::uint64_t event) override {
    for (next_ = 0; next_ < rows.size() && rows[next_].first_event <= event; ++next_) {
    }
    return true;
  }
  [[nodiscard]] std::optional<journal_checkpoint> newest_checkpoint(std::string_view build,
                                                                    std::uint64_t) override {
    return checkpoint && checkpoint->build == build ? checkpoint : std::nullopt;
  }
  [[nodiscard]] std::vector<journal_run> runs() override { return kept_runs; }
  [[nodiscard]] std::optional<artifact> find_artifact(std::string_view hash) override {
    const auto found = std::find_if(
        artifacts.begin(), artifacts.end(), [&](const artifact& one) { return one.hash == hash; });
    return found == artifacts.end() ? std::nullopt : std::optional{*found};
  }

 private:
  std::size_t next_ = 0;
};

}  // namespace beatwatch
