#include "adapters/daemon/ingest.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace beatwatch {
namespace {

constexpr std::string_view unattributed = "ingest";

}  // namespace

ingest::ingest(ingest_parts parts, std::set<std::string> sources)
    : parts_(parts), sources_(std::move(sources)) {}

bool ingest::has_room() const {
  return parts_.events.has_room() && waiting_replies_ < waiting_replies_max;
}

std::uint64_t& ingest::highest_taken(const std::string& source) {
  const auto [found, fresh] = highest_taken_.try_emplace(source, 0);
  if (fresh) {
    // Nothing was taken in this run: what the rooms have is on disk.
    found->second = parts_.events.last_source_seq(source);
    highest_durable_[source] = found->second;
  }
  return found->second;
}

std::string_view ingest::refusal(const sent_batch& batch, const std::string& client) {
  if (!sources_.contains(batch.source)) {
    return "unknown_source";
  }
  if (!parts_.rules.may_send(client, batch.source)) {
    return "forbidden";
  }
  return batch.previous_seq.value_or(0) > highest_taken(batch.source) ? "gap" : "";
}

void ingest::refuse(const std::string& route, const std::string& source, std::string_view reason) {
  const bool known = sources_.contains(source);
  parts_.events.count(known ? std::string_view(source) : unattributed, reason, 1);
  v1::IngestReply reply;
  reply.set_source(source);
  reply.set_acknowledged_seq(known ? highest_durable_[source] : 0);
  reply.set_reject_reason(std::string(reason));
  reply.set_journal_writable(parts_.journal.progress().writable);
  parts_.router.reply(route, reply.SerializeAsString());
}

void ingest::take_malformed(std::string route) { refuse(route, "", "wrong_frames"); }

void ingest::cut_off(std::uint64_t peers) { parts_.events.count(unattributed, "cut_off", peers); }

void ingest::take(router_request request) {
  const std::span body(request.body.data<char>(), request.body.size());
  auto batch = decode_sent_batch(std::as_bytes(body), codec_);
  if (!batch) {
    refuse(request.route, "", to_string(batch.error()));
    return;
  }
  if (const std::string_view why = refusal(*batch, request.client); !why.empty()) {
    refuse(request.route, batch->source, why);
    return;
  }
  v1::IngestReply reply;
  reply.set_source(batch->source);
  if (batch->first_rejected) {
    reply.set_reject_reason(std::string(to_string(batch->first_rejected->error)));
  }
  for (std::size_t i = 0; i < event_error_count; ++i) {
    parts_.events.count(
        batch->source, to_string(static_cast<event_error>(i)), batch->rejected_by_reason[i]);
  }
  const std::uint32_t rejected = batch->rejected + take_events(*batch, reply);
  if (rejected > 0) {
    reply.set_rejected(rejected);
  }
  acknowledge_when_durable(std::move(request.route), batch->last_seq, std::move(reply));
}

// Returns how many are not usable because of the clock.
std::uint32_t ingest::take_events(sent_batch& batch, v1::IngestReply& reply) {
  std::uint64_t& highest = highest_taken(batch.source);
  std::vector<intake> events;
  events.reserve(batch.events.size());
  instant clock = parts_.events.clock_target();
  std::uint32_t rejected = 0;
  for (event& e : batch.events) {
    if (e.source_seq != 0 && e.source_seq <= highest) {
      reply.set_taken_before(reply.taken_before() + 1);
      continue;
    }
    if (const auto* step = std::get_if<clock_advanced>(&e.body)) {
      if (!parts_.driven_clock || step->to < clock) {
        const std::string_view why = parts_.driven_clock ? "clock_goes_back" : "clock_not_driven";
        parts_.events.count(batch.source, why, 1);
        reply.set_reject_reason(std::string(why));
        ++rejected;
        continue;
      }
      clock = step->to;
    }
    highest = std::max(highest, e.source_seq);
    events.push_back(
        {.source = batch.source, .source_seq = e.source_seq, .body = std::move(e.body)});
  }
  highest = std::max(highest, batch.last_seq);
  parts_.events.take(std::move(events));
  return rejected;
}

void ingest::acknowledge_when_durable(std::string route,
                                      std::uint64_t last_seq,
                                      v1::IngestReply reply) {
  ++waiting_replies_;
  parts_.events.when_durable(
      [this, route = std::move(route), last_seq, reply = std::move(reply)]() mutable {
        std::uint64_t& durable = highest_durable_[reply.source()];
        durable = std::max(durable, last_seq);
        reply.set_acknowledged_seq(durable);
        reply.set_journal_writable(true);
        parts_.router.reply(route, reply.SerializeAsString());
        if (waiting_replies_-- == waiting_replies_max) {
          parts_.router.resume();
        }
      });
}

}  // namespace beatwatch
