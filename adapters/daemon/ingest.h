#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "adapters/access/access_rules.h"
#include "adapters/daemon/reception.h"
#include "adapters/journal/journal_codec.h"
#include "adapters/journal/journal_writer.h"
#include "adapters/journal/sent_batch.h"
#include "adapters/transport/zmq_router.h"
#include "beatwatch/v1/event.pb.h"

namespace beatwatch {

/// What the native channel is built on; all of it outlives it.
struct ingest_parts {
  zmq_router& router;
  reception& events;
  const journal_writer& journal;
  const access_rules& rules;
  bool driven_clock = false;
};

/// The native channel: batches of events from senders that want to know when they are on disk.
///
/// An event with a number that is not above the highest one taken of its source was sent before and
/// is left out; a batch behind a gap is refused, so that what was lost is sent again first. The
/// acknowledgement comes once everything up to the batch is on disk. What is not usable is counted,
/// under the source if that is known and else under "ingest", and told.
class ingest : public router_handler {
 public:
  static constexpr std::size_t waiting_replies_max = 10'000;

  /// `sources` are the names of the native channel in the configuration, and of sockets, whose
  /// records come this way once they are mended.
  ingest(ingest_parts parts, std::set<std::string> sources);

  [[nodiscard]] bool has_room() const override;
  void take(router_request request) override;
  void take_malformed(std::string route) override;
  void cut_off(std::uint64_t peers) override;

 private:
  /// Why the batch as a whole is not taken; empty: it is.
  [[nodiscard]] std::string_view refusal(const sent_batch& batch, const std::string& client);
  void refuse(const std::string& route, const std::string& source, std::string_view reason);
  std::uint32_t take_events(sent_batch& batch, v1::IngestReply& reply);
  void acknowledge_when_durable(std::string route, std::uint64_t last_seq, v1::IngestReply reply);
  [[nodiscard]] std::uint64_t& highest_taken(const std::string& source);

  ingest_parts parts_;
  std::set<std::string> sources_;
  event_codec codec_;
  std::map<std::string, std::uint64_t> highest_taken_;    ///< `source_seq`, by source
  std::map<std::string, std::uint64_t> highest_durable_;  ///< or rejected, by source
  std::size_t waiting_replies_ = 0;
};

}  // namespace beatwatch
