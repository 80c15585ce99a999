#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "adapters/access/access_rules.h"
#include "adapters/daemon/asker.h"
#include "adapters/daemon/board_maker.h"
#include "adapters/daemon/clock.h"
#include "adapters/daemon/engine_answers.h"
#include "adapters/daemon/engine_loop.h"
#include "adapters/daemon/event_requests.h"
#include "adapters/daemon/record_answers.h"
#include "adapters/daemon/zone_activations.h"
#include "adapters/feeds/situation.h"
#include "adapters/journal/journal_writer.h"
#include "adapters/journal/run_header.h"
#include "adapters/transport/zmq_router.h"
#include "beatwatch/v1/query.pb.h"
#include "engine/engine.h"

namespace beatwatch {

/// What questions are answered from; all of it outlives them.
struct queries_parts {
  zmq_router& router;
  engine_loop& loop;
  const beatwatch::engine& engine;
  const journal_writer& journal;
  const clock_port& clock;
  const situation& released;  ///< as published
  const run_header& run;
  const access_rules& rules;
  zone_activations& zones;
  board_maker& boards;
  record_answers& records;
  const parameters& settings;
};

/// Questions and answers. A snapshot is what has been published; the answers of the engine are
/// given out once everything that they rest on is on disk, and are refused as unavailable while the
/// disk refuses.
class queries : public router_handler {
 public:
  static constexpr std::size_t waiting_answers_max = 10'000;

  explicit queries(queries_parts parts);

  /// Anything but a snapshot. `then` is called once, on this thread, at once or when what the
  /// answer rests on is on disk.
  void ask(const asker& who, const v1::Request& request, const reply_to& then);

  /// As `event_requests::choose`.
  void choose(const account& who,
              const std::string& incident,
              const std::string& unit,
              const reply_to& then);

  [[nodiscard]] bool has_room() const override { return waiting_answers_ < waiting_answers_max; }
  void take(router_request request) override;
  void take_malformed(std::string route) override;
  void cut_off(std::uint64_t peers) override { parts_.loop.count("query", "cut_off", peers); }

 private:
  void answer_snapshot(const std::string& route,
                       const std::string& client,
                       const v1::Request& request);
  void send_snapshot(const std::string& route, const v1::Request& request);
  void answer_board(const v1::Request& request, const reply_to& then);
  void answer_status(const asker& who, v1::StatusAnswer& answer) const;
  /// An error at once.
  void tell_taken(const reply_to& then, v1::Reply reply);
  void tell_when_durable(const reply_to& then, v1::Reply reply);
  /// One that waited has its answer.
  void answered();
  void send(const std::string& route, const v1::Reply& reply);

  queries_parts parts_;
  engine_answers answers_;
  event_requests requests_;
  std::size_t waiting_answers_ = 0;
};

}  // namespace beatwatch
