#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/daemon/clock.h"
#include "adapters/daemon/zone_activations.h"
#include "adapters/feeds/situation.h"
#include "adapters/transport/asio.h"
#include "beatwatch/v1/board.pb.h"
#include "engine/engine.h"

namespace beatwatch {

/// What boards are made of; all of it outlives the maker.
struct board_parts {
  asio::io_context& loop;
  const beatwatch::engine& engine;
  const situation& released;  ///< as published
  const zone_activations& zones;
  const clock_port& clock;
  const parameters& settings;
};

/// Makes the presence board: once a minute at most, when somebody asks, and a few zones in a turn
/// of the loop, so that events never wait for it.
class board_maker {
 public:
  using board = std::shared_ptr<const v1::BoardAnswer>;  ///< without `run`

  explicit board_maker(board_parts parts) : parts_(parts) {}

  /// `then` is called once, at once or in a later turn.
  void ask(std::function<void(const board&)> then);

  /// The row of a zone in force, now.
  void make_row(const zone& of, v1::BoardRow& row) const;

 private:
  [[nodiscard]] bool is_fresh() const;
  void begin();
  void make_slice();
  void finish();
  instant put_row(const zone& of, interval day, instant now, v1::BoardRow& row) const;

  board_parts parts_;
  board made_;                               ///< null: none yet
  instant made_at_;                          ///< the minute
  std::shared_ptr<const zone_set> made_of_;  ///< null: no zones
  std::unique_ptr<v1::BoardAnswer> draft_;   ///< null: nothing is being made
  std::size_t next_ = 0;                     ///< zone of `made_of_`
  std::vector<std::function<void(const board&)>> waiting_;
};

}  // namespace beatwatch
