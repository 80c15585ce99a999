#include "adapters/daemon/json_intake.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/daemon/table_mappers.h"
#include "adapters/daemon/tcp_intake.h"
#include "adapters/sources/stream_framer.h"

namespace beatwatch {
namespace {

constexpr std::size_t line_bytes_max = 65'536;

std::string answer_to(std::optional<std::uint64_t> seq, const mapped_row& row) {
  nlohmann::ordered_json answer;
  if (seq) {
    answer["seq"] = *seq;
  }
  answer["taken"] = row.faults.empty();
  if (!row.faults.empty()) {
    const cell_fault& fault = row.faults.front();
    answer["reason"] = to_string(fault.fault);
    answer["column"] = fault.column;
    answer["message"] = fault.message;
  }
  // What a message quotes may be no UTF-8.
  return answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

class line_reader : public tcp_reader {
 public:
  line_reader(const std::string& source,
              const std::map<std::string, row_mapper>& tables,
              const intake_parts& parts,
              const std::shared_ptr<tcp_link>& link)
      : source_(source),
        tables_(tables),
        parts_(parts),
        link_(link),
        framer_(cut_line, line_bytes_max) {}

  tcp_taken take(std::string_view bytes) override {
    framer_.append(bytes);
    tcp_taken taken;
    while (const auto line = framer_.next()) {
      ++taken.messages;
      read(*line);
    }
    hand_on();
    return taken;
  }

  void finish() override {
    if (const auto line = framer_.finish()) {
      read(*line);
    }
    hand_on();
  }

 private:
  void read(const framed_message& line) {
    if (line.too_long) {
      batch_.rejects.push_back({.reason = "record_too_long", .record = {}});
      answers_ += "{\"taken\":false,\"reason\":\"record_too_long\"}\n";
      return;
    }
    if (line.bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      return;
    }
    const json_record_read read = read_json_record(line.bytes);
    mapped_row row = map_json_record(tables_, read);
    if (read.row.seq || read.number_unreadable) {
      answers_ += answer_to(read.row.seq, row);
    }
    add_row(
        source_, 0, std::move(row), [&line] { return std::string{line.bytes}; }, batch_);
  }

  void hand_on() {
    const auto link = link_.lock();
    take_batch(
        source_, link != nullptr ? link->peer() : std::string{}, std::exchange(batch_, {}), parts_);
    if (!answers_.empty()) {
      parts_.events.when_durable([link, answers = std::exchange(answers_, {})] {
        if (link != nullptr) {
          link->send(answers);
        }
      });
    }
  }

  const std::string& source_;
  const std::map<std::string, row_mapper>& tables_;
  const intake_parts& parts_;
  std::weak_ptr<tcp_link> link_;
  stream_framer framer_;
  mapped_batch batch_;
  std::string answers_;
};

}  // namespace

json_intake::json_intake(asio::io_context& loop,
                         std::string name,
                         const json_socket& settings,
                         intake_parts parts)
    : loop_(loop),
      name_(std::move(name)),
      parts_(parts),
      tables_(live_mappers(settings.map)),
      socket_(bind_tcp_source(loop, name_, settings.address, settings.port, settings.limits)) {}

void json_intake::start() {
  asio::co_spawn(
      loop_,
      socket_.run({.accept =
                       [this](const std::shared_ptr<tcp_link>& link) {
                         return std::make_unique<line_reader>(name_, tables_, parts_, link);
                       },
                   .has_room = [this] { return parts_.events.has_room(); },
                   .count = [this](std::string_view why) { parts_.events.count(name_, why, 1); }}),
      asio::detached);
}

std::string json_intake::endpoint() const { return endpoint_text(socket_.local_endpoint()); }

}  // namespace beatwatch
