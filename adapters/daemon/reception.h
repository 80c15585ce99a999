#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/daemon/engine_loop.h"
#include "adapters/daemon/restricted_units.h"
#include "adapters/daemon/row_memory.h"
#include "engine/engine.h"

namespace beatwatch {

/// A room to which events are handed; all of it outlives the reception.
struct receiving_room {
  engine_loop& loop;
  const beatwatch::engine& engine;
  row_memory& rows;
};

/// Where events come in, from whatever source, and are handed to the rooms that may have them: to
/// the common room what everybody may see, to the kept room, where there is one, everything.
///
/// Nothing that belongs to restricted units goes past here to the common room. What is told to be
/// on disk is on the disk of each room that it was handed to. After a crash one room may have
/// more on record than the other: what a source then sends again under numbers that a room has is
/// left out there.
class reception {
 public:
  /// `memory`: the file of what is known of restricted units. Throws `std::runtime_error` when that
  /// is damaged.
  reception(receiving_room common,
            const std::optional<receiving_room>& kept,
            restricted_names names,
            std::filesystem::path memory);

  [[nodiscard]] bool has_room() const;
  /// In order; may exceed the bound of a room by one call.
  void take(std::vector<intake> events);
  /// Of files that are read at each start: a room leaves out the rows that it has.
  void take_rows(const std::vector<intake>& rows);
  /// For channels without acknowledgement: what is beyond a room's bound is counted there as lost.
  void take_or_lose(std::vector<intake> events);
  /// Counts what became no event.
  void count(std::string_view source, std::string_view reason, std::uint64_t number);
  /// Runs `then` once everything taken so far is on disk; in order, and at once when it is.
  void when_durable(const std::function<void()>& then);

  /// No step of a driven clock before it is new to any room.
  [[nodiscard]] instant clock_target() const;
  /// The highest number of a source that every room has, or may leave out. Asked before anything of
  /// the source is taken it is what is on disk.
  [[nodiscard]] std::uint64_t last_source_seq(const std::string& source) const;
  /// Whether a record of the device, if it is known, is to be kept from everybody at `now`.
  [[nodiscard]] bool hides_record(std::string_view source,
                                  std::string_view device,
                                  instant now) const {
    return restricted_.hides_record(source, device, now);
  }

 private:
  struct receiver {
    receiving_room room;
    std::map<std::string, std::uint64_t> seq_at_start = {};  ///< by source
  };

  void remember(const restricted_names& names);
  void screen(std::vector<intake>& events);
  [[nodiscard]] std::vector<intake> without_known(receiver& to, std::vector<intake> events) const;

  receiver common_;
  std::optional<receiver> kept_;
  restricted_units restricted_;
  std::filesystem::path memory_;
  std::vector<event_body> unsaved_;  ///< facts that the file does not have yet
};

}  // namespace beatwatch
