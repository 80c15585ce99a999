#include "tests/support/daemon_clients.h"

#include <iterator>
#include <utility>
#include <zmq_addon.hpp>

#include "adapters/journal/event_to_wire.h"

namespace beatwatch {
namespace {

using clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

zmq::socket_t make_socket(zmq::context_t& context,
                          zmq::socket_type type,
                          const std::optional<client_identity>& who) {
  zmq::socket_t socket(context, type);
  socket.set(zmq::sockopt::linger, 0);
  if (who) {
    socket.set(zmq::sockopt::curve_serverkey, who->server_key);
    socket.set(zmq::sockopt::curve_publickey, who->keys.public_key);
    socket.set(zmq::sockopt::curve_secretkey, who->keys.secret_key);
  }
  return socket;
}

template <typename Message>
void send_request(zmq::socket_t& socket, const Message& message) {
  socket.send(zmq::message_t{}, zmq::send_flags::sndmore);
  socket.send(zmq::buffer(message.SerializeAsString()), zmq::send_flags::none);
}

std::vector<zmq::message_t> receive(zmq::socket_t& socket, milliseconds patience) {
  socket.set(zmq::sockopt::rcvtimeo, static_cast<int>(patience.count()));
  std::vector<zmq::message_t> frames;
  (void)zmq::recv_multipart(socket, std::back_inserter(frames));
  return frames;
}

milliseconds left(clock::time_point until) {
  return std::max(milliseconds{0}, std::chrono::duration_cast<milliseconds>(until - clock::now()));
}

// What a message is about within its topic.
// A visit or a pass that holds no more.
bool is_over(const v1::FeedMessage& message) {
  const v1::VisitState state =
      message.has_visit_changed() ? message.visit_changed().state() : message.gate_passed().state();
  return state == v1::VISIT_STATE_SETTLED || state == v1::VISIT_STATE_WITHDRAWN;
}

std::string subject_of(const v1::FeedMessage& message) {
  switch (message.change_case()) {
    case v1::FeedMessage::kVisitChanged:
      return std::to_string(message.visit_changed().id());
    case v1::FeedMessage::kGatePassed:
      return std::to_string(message.gate_passed().id());
    case v1::FeedMessage::kSourceCounted:
      return "count " + message.source_counted().reason();
    case v1::FeedMessage::kCrewChanged:
      return "with " + message.crew_changed().with_device();
    case v1::FeedMessage::kUnknownDeviceSeen:
      return "unknown " + message.unknown_device_seen().device();
    case v1::FeedMessage::kDeviceSignalled:
      return "signal " + std::to_string(message.device_signalled().signal());
    default:
      return std::to_string(message.change_case());
  }
}

}  // namespace

test_sender::test_sender(std::string source,
                         const std::string& ingest,
                         const std::optional<client_identity>& who)
    : source_(std::move(source)),
      who_(who),
      socket_(make_socket(context_, zmq::socket_type::dealer, who)) {
  socket_.set(zmq::sockopt::sndhwm, 0);
  socket_.connect(ingest);
}

void test_sender::reconnect(const std::string& ingest) {
  socket_ = make_socket(context_, zmq::socket_type::dealer, who_);
  socket_.set(zmq::sockopt::sndhwm, 0);
  socket_.connect(ingest);
  for (auto& [seq, batch] : waiting_) {
    if (seq == waiting_.begin()->first) {
      batch.clear_previous_seq();
    }
    put_on_wire(batch);
  }
}

void test_sender::put_on_wire(const v1::EventBatch& batch) { send_request(socket_, batch); }

void test_sender::send(std::span<const event_body> bodies) {
  v1::EventBatch batch;
  batch.set_source(source_);
  if (!waiting_.empty()) {
    batch.set_previous_seq(last_seq_);
  }
  for (const event_body& body : bodies) {
    event_to_wire({.received_at = {}, .source = source_, .source_seq = ++last_seq_, .body = body},
                  *batch.add_events());
  }
  put_on_wire(batch);
  waiting_.emplace(last_seq_, std::move(batch));
}

std::optional<v1::IngestReply> test_sender::reply(milliseconds patience) {
  const auto frames = receive(socket_, patience);
  v1::IngestReply reply;
  if (frames.size() != 2 ||
      !reply.ParseFromArray(frames[1].data(), static_cast<int>(frames[1].size()))) {
    return std::nullopt;
  }
  acknowledged_seq_ = std::max(acknowledged_seq_, reply.acknowledged_seq());
  rejected_ += reply.rejected();
  while (!waiting_.empty() && waiting_.begin()->first <= acknowledged_seq_) {
    waiting_.erase(waiting_.begin());
  }
  return reply;
}

bool test_sender::drain(milliseconds patience) {
  const auto until = clock::now() + patience;
  while (!waiting_.empty() && clock::now() < until) {
    (void)reply(left(until));
  }
  return waiting_.empty();
}

test_asker::test_asker(const std::string& query, const std::optional<client_identity>& who)
    : socket_(make_socket(context_, zmq::socket_type::dealer, who)) {
  socket_.connect(query);
}

std::vector<v1::Reply> test_asker::ask(v1::Request request) {
  request.set_request_id(++last_id_);
  send_request(socket_, request);
  std::vector<v1::Reply> parts;
  const auto until = clock::now() + std::chrono::seconds{60};
  while (clock::now() < until) {
    const auto frames = receive(socket_, left(until));
    v1::Reply reply;
    if (frames.size() != 2 ||
        !reply.ParseFromArray(frames[1].data(), static_cast<int>(frames[1].size())) ||
        reply.request_id() != last_id_) {
      continue;  // an answer to an earlier question
    }
    const bool last = !reply.has_snapshot() || reply.snapshot().last();
    parts.push_back(std::move(reply));
    if (last) {
      return parts;
    }
  }
  return {};
}

v1::Reply test_asker::ask_one(const v1::Request& request) {
  auto parts = ask(request);
  return parts.size() == 1 ? parts.front() : v1::Reply{};
}

v1::StatusAnswer test_asker::status() {
  v1::Request request;
  request.mutable_status();
  return ask_one(request).status();
}

std::string test_asker::state_digest() {
  v1::Request request;
  request.mutable_status()->set_with_state_digest(true);
  return ask_one(request).status().state_digest();
}

test_subscriber::test_subscriber(const std::string& feed,
                                 const std::string& query,
                                 std::string prefix,
                                 int queued_messages,
                                 const std::optional<client_identity>& who)
    : asker_(query, who),
      prefix_(std::move(prefix)),
      socket_(make_socket(context_, zmq::socket_type::sub, who)) {
  socket_.set(zmq::sockopt::rcvhwm, queued_messages);
  socket_.set(zmq::sockopt::subscribe, prefix_);
  socket_.set(zmq::sockopt::subscribe, "heartbeat/" + prefix_);
  socket_.connect(feed);
  take_snapshot();
}

void test_subscriber::take_snapshot() {
  ++snapshots_;
  v1::Request request;
  request.mutable_snapshot()->set_topic_prefix(prefix_);
  state_.clear();
  newest_in_topic_.clear();
  for (const v1::Reply& part : asker_.ask(request)) {
    snapshot_number_ = part.snapshot().number();
    run_ = part.snapshot().run().run();
    for (const v1::SnapshotItem& item : part.snapshot().items()) {
      put(item.topic(), item.message());
    }
  }
  number_ = snapshot_number_;
}

void test_subscriber::put(const std::string& topic, const v1::FeedMessage& message) {
  const auto erase_topic = [&](const std::string& gone) {
    std::erase_if(state_, [&](const auto& entry) { return entry.first.starts_with(gone + " "); });
  };
  const std::string key = topic + " " + subject_of(message);
  if (message.has_ping_rejected()) {
    return;
  }
  if (is_over(message)) {
    state_.erase(key);
    return;
  }
  if ((message.has_crew_changed() && !message.crew_changed().together()) ||
      (message.has_holder_doubted() && message.holder_doubted().doubt() == v1::HOLDER_DOUBT_NONE)) {
    state_.erase(key);
    return;
  }
  if (message.has_incident_updated() && message.incident_updated().incident().has_closed_at_ms()) {
    erase_topic(topic);
    erase_topic("suggestion/" + message.incident_updated().incident().name() + "/");
    return;
  }
  if (message.has_unit_moved() && message.unit_moved().rostered()) {
    const std::string& device = message.unit_moved().device();
    erase_topic("unit/" + device + "/");
    state_.erase("source/" + device.substr(0, device.find('/')) + "/ unknown " + device);
  }
  state_[key] = message;
}

void test_subscriber::take(const std::string& topic, const v1::FeedMessage& message) {
  messages_.push_back(message);
  if (message.number() <= snapshot_number_ && message.run() == run_) {
    return;  // part of the snapshot
  }
  const auto known = newest_in_topic_.find(topic);
  const std::uint64_t newest =
      std::max(snapshot_number_, known == newest_in_topic_.end() ? 0 : known->second);
  if (message.previous_in_topic() > newest || message.run() != run_ ||
      message.has_zones_changed()) {
    take_snapshot();
    return;
  }
  newest_in_topic_[topic] = message.number();
  number_ = message.number();
  put(topic, message);
}

void test_subscriber::take(const v1::Heartbeat& heartbeat) {
  if (heartbeat.prefix() != prefix_) {
    return;
  }
  heartbeat_ = heartbeat;
  if (heartbeat.newest_in_prefix() > number_ || heartbeat.run().run() != run_) {
    take_snapshot();
  }
}

bool test_subscriber::take_one() {
  std::vector<zmq::message_t> frames;
  if (!zmq::recv_multipart(socket_, std::back_inserter(frames), zmq::recv_flags::dontwait) ||
      frames.size() != 2) {
    return false;
  }
  const std::string topic = frames[0].to_string();
  if (topic.starts_with("heartbeat/")) {
    v1::Heartbeat heartbeat;
    if (heartbeat.ParseFromArray(frames[1].data(), static_cast<int>(frames[1].size()))) {
      take(heartbeat);
    }
    return true;
  }
  v1::FeedMessage message;
  if (message.ParseFromArray(frames[1].data(), static_cast<int>(frames[1].size()))) {
    take(topic, message);
  }
  return true;
}

void test_subscriber::follow(milliseconds time) {
  const auto until = clock::now() + time;
  while (clock::now() < until) {
    if (!take_one()) {
      zmq::pollitem_t item{socket_.handle(), 0, ZMQ_POLLIN, 0};
      zmq::poll(&item, 1, left(until));
    }
  }
}

bool test_subscriber::follow_until(const std::function<bool()>& holds) {
  const auto until = clock::now() + std::chrono::seconds{60};
  while (!holds()) {
    if (clock::now() > until) {
      return false;
    }
    follow(milliseconds{1});
  }
  return true;
}

bool test_subscriber::follow_until(std::uint64_t number) {
  return follow_until([&] { return number_ >= number; });
}

bool test_subscriber::joined() {
  return follow_until([&] { return heartbeat_.has_value(); });
}

}  // namespace beatwatch
