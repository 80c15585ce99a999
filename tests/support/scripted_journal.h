#pragma once
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "adapters/journal/journal_writer.h"
#include "engine/event.h"

namespace beatwatch {

/// Keeps what it is given and is on disk when the test says so.
class scripted_journal : public journal_writer {
 public:
  bool full = false;
  std::vector<std::vector<event>> batches;
  std::vector<instant> checkpoints;
  std::set<instant> new_days;
  journal_progress state;

  [[nodiscard]] bool append(std::span<const event> batch) override {
    if (full) {
      return false;
    }
    batches.emplace_back(batch.begin(), batch.end());
    last_ += batch.size();
    new_days.erase(batch.front().received_at);
    return true;
  }
  void seal(std::span<const change>) override { ++sealed; }
  [[nodiscard]] std::uint64_t last_appended() const override { return last_; }
  [[nodiscard]] bool starts_new_day(instant t) const override { return new_days.contains(t); }
  void keep_checkpoint(instant at, std::vector<std::byte>) override { checkpoints.push_back(at); }
  void keep_artifact(artifact) override {}
  [[nodiscard]] journal_progress progress() const override { return state; }
  [[nodiscard]] bool flush(duration) override {
    state.events = last_;
    return true;
  }

  std::size_t sealed = 0;

 private:
  std::uint64_t last_ = 0;
};

}  // namespace beatwatch
