#include "replay/query_client.h"

#include <array>
#include <stdexcept>

namespace beatwatch {

query_client::query_client(const std::string& endpoint,
                           const server_access& access,
                           std::chrono::milliseconds patience)
    : endpoint_(endpoint),
      patience_(patience),
      socket_(connect_tool(context_, zmq::socket_type::dealer, endpoint, access)) {}

v1::Reply query_client::ask(v1::Request request) {
  request.set_request_id(++newest_id_);
  socket_.send(zmq::message_t{}, zmq::send_flags::sndmore);
  socket_.send(zmq::buffer(request.SerializeAsString()), zmq::send_flags::none);
  return await_answer();
}

v1::Reply query_client::await_answer() {
  const auto until = std::chrono::steady_clock::now() + patience_;
  std::array<zmq::pollitem_t, 1> items{{{socket_.handle(), 0, ZMQ_POLLIN, 0}}};
  for (auto now = std::chrono::steady_clock::now(); now < until;
       now = std::chrono::steady_clock::now()) {
    zmq::poll(items.data(),
              items.size(),
              std::chrono::duration_cast<std::chrono::milliseconds>(until - now) +
                  std::chrono::milliseconds{1});
    zmq::message_t empty;
    zmq::message_t body;
    if (!socket_.recv(empty, zmq::recv_flags::dontwait) || !empty.more() ||
        !socket_.recv(body, zmq::recv_flags::none)) {
      continue;
    }
    v1::Reply reply;
    if (!reply.ParseFromArray(body.data(), static_cast<int>(body.size()))) {
      throw std::runtime_error{endpoint_ + ": the answer is not a Reply"};
    }
    if (reply.request_id() != newest_id_) {
      continue;  // to an earlier question
    }
    if (reply.has_error()) {
      throw query_refused{endpoint_ + ": " + reply.error().text(), reply.error().code()};
    }
    return reply;
  }
  throw std::runtime_error{endpoint_ + ": no answer within " +
                           std::to_string(patience_.count() / 1'000) + " s"};
}

v1::StatusAnswer query_client::status() {
  v1::Request request;
  request.mutable_status();
  return ask(request).status();
}

v1::Suggestion query_client::nearest(const v1::NearestQuery& query) {
  v1::Request request;
  *request.mutable_nearest() = query;
  return ask(request).nearest();
}

v1::PresenceAnswer query_client::presence(const v1::PresenceQuery& query) {
  v1::Request request;
  *request.mutable_presence() = query;
  return ask(request).presence();
}

v1::ZonesActivation query_client::activate_zones(const v1::ActivateZones& query) {
  v1::Request request;
  *request.mutable_activate_zones() = query;
  return ask(request).zones_activation();
}

v1::GateAnswer query_client::gate(const v1::GateQuery& query) {
  v1::Request request;
  *request.mutable_gate() = query;
  return ask(request).gate();
}

v1::Figures query_client::figures(const v1::FiguresQuery& query) {
  v1::Request request;
  *request.mutable_figures() = query;
  return ask(request).figures();
}

v1::SourcesAnswer query_client::sources(const v1::SourcesQuery& query) {
  v1::Request request;
  *request.mutable_sources() = query;
  return ask(request).sources();
}

v1::AlertsAnswer query_client::alerts(const v1::AlertsQuery& query) {
  v1::Request request;
  *request.mutable_alerts() = query;
  return ask(request).alerts();
}

v1::AlarmAnswer query_client::answer_alarm(const v1::AnswerAlarm& answer) {
  v1::Request request;
  *request.mutable_answer_alarm() = answer;
  return ask(request).alarm_answer();
}

v1::SnapshotReply query_client::snapshot(const std::string& topic_prefix) {
  v1::Request request;
  request.mutable_snapshot()->set_topic_prefix(topic_prefix);
  v1::SnapshotReply whole = ask(request).snapshot();
  while (!whole.last()) {
    const v1::SnapshotReply part = await_answer().snapshot();
    whole.MergeFrom(part);
  }
  return whole;
}

}  // namespace beatwatch
