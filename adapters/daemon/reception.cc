#include "adapters/daemon/reception.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

#include "adapters/daemon/restricted_memory.h"

namespace beatwatch {
namespace {

std::size_t take_new_rows(const receiving_room& room, std::vector<intake> rows) {
  std::erase_if(rows, [&room](const intake& row) { return !room.rows.add(row.source, row.body); });
  const std::size_t taken = rows.size();
  room.loop.take(std::move(rows));
  return taken;
}

}  // namespace

reception::reception(receiving_room common,
                     const std::optional<receiving_room>& kept,
                     restricted_names names,
                     std::filesystem::path memory)
    : common_{.room = common}, restricted_(names), memory_(std::move(memory)) {
  if (kept) {
    kept_.emplace(receiver{.room = *kept});
  }
  if (names.any()) {
    remember(names);
  }
}

// Of others too: who is in a restricted officer's car.
void reception::remember(const restricted_names& names) {
  std::vector<event_body> shown;
  for (roster_entry& entry : common_.room.engine.holdings()) {
    shown.emplace_back(roster_changed{std::move(entry)});
  }
  restricted_.remember(shown);
  // Last: the common journal has the rows of such a car without the time for which it is hidden.
  restricted_.remember(read_restricted_memory(memory_));
  spdlog::info("restricted: {} call signs, {} devices, {} skills; what belongs to them is {}",
               names.call_signs.size(),
               names.devices.size(),
               names.skills.size(),
               kept_ ? "kept in a room of its own" : "not taken in");
}

bool reception::has_room() const {
  return common_.room.loop.has_room() && (!kept_ || kept_->room.loop.has_room());
}

std::vector<intake> reception::without_known(receiver& to, std::vector<intake> events) const {
  if (kept_) {
    std::erase_if(events, [&to](const intake& in) {
      if (in.source_seq == 0) {
        return false;
      }
      const auto [found, fresh] = to.seq_at_start.try_emplace(in.source, 0);
      if (fresh) {
        found->second = to.room.engine.last_source_seq(in.source);
      }
      return in.source_seq <= found->second;
    });
  }
  return events;
}

void reception::screen(std::vector<intake>& events) {
  const std::vector<event_body> fresh = restricted_.screen(events, common_.room.loop.now());
  unsaved_.insert(unsaved_.end(), fresh.begin(), fresh.end());
  if (unsaved_.empty()) {
    return;
  }
  try {
    append_restricted_memory(memory_, unsaved_);
    unsaved_.clear();
  } catch (const std::runtime_error& error) {
    spdlog::error("{}: a restart would forget it", error.what());
  }
}

void reception::take(std::vector<intake> events) {
  if (kept_) {
    kept_->room.loop.take(without_known(*kept_, events));
  }
  screen(events);
  common_.room.loop.take(without_known(common_, std::move(events)));
}

void reception::take_rows(const std::vector<intake>& rows) {
  if (kept_) {
    (void)take_new_rows(kept_->room, rows);
  }
  std::vector<intake> shown = rows;
  screen(shown);
  spdlog::info("{} new rows in files", take_new_rows(common_.room, std::move(shown)));
}

void reception::take_or_lose(std::vector<intake> events) {
  if (kept_) {
    kept_->room.loop.take_or_lose(events);
  }
  screen(events);
  common_.room.loop.take_or_lose(std::move(events));
}

void reception::count(std::string_view source, std::string_view reason, std::uint64_t number) {
  common_.room.loop.count(source, reason, number);
  if (kept_) {
    kept_->room.loop.count(source, reason, number);
  }
}

// Each room runs what waits in order, and so does the later one of each pair.
void reception::when_durable(const std::function<void()>& then) {
  if (!kept_) {
    common_.room.loop.when_durable(then);
    return;
  }
  const auto after_both = [then, first = std::make_shared<bool>(true)] {
    if (!std::exchange(*first, false)) {
      then();
    }
  };
  common_.room.loop.when_durable(after_both);
  kept_->room.loop.when_durable(after_both);
}

instant reception::clock_target() const {
  const instant common = common_.room.loop.clock_target();
  return kept_ ? std::min(common, kept_->room.loop.clock_target()) : common;
}

std::uint64_t reception::last_source_seq(const std::string& source) const {
  const std::uint64_t common = common_.room.engine.last_source_seq(source);
  return kept_ ? std::min(common, kept_->room.engine.last_source_seq(source)) : common;
}

}  // namespace beatwatch
