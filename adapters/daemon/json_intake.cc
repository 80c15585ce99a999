#include "adapters/daemon/json_intake.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/columns/json_record.h"
#include "adapters/daemon/table_mappers.h"
#include "adapters/daemon/tcp_intake.h"
#include "adapters/sources/nearest_word.h"
#include "adapters/sources/stream_framer.h"

namespace beatwatch {
namespace {

constexpr std::size_t line_bytes_max = 65'536;

using table_mappers = std::map<std::string, row_mapper>;

mapped_row rejected(cell_fault fault) {
  return {.events = {}, .faults = {std::move(fault)}, .remarks = {}};
}

mapped_row map_record(const table_mappers& tables, const json_record_read& read) {
  if (read.fault) {
    return rejected(*read.fault);
  }
  const auto table = tables.find(read.row.record);
  if (table == tables.end()) {
    std::vector<std::string_view> names;
    for (const auto& [name, mapper] : tables) {
      names.push_back(name);
    }
    const std::string_view meant = nearest_word(read.row.record, names);
    return rejected(
        {.fault = row_fault::bad_row,
         .column = "record",
         .message = "expected the name of a table" +
                    (meant.empty() ? "" : "; did you mean " + std::string{meant} + "?")});
  }
  std::vector<std::string_view> cells;
  for (const std::string& column : table->second.columns()) {
    const auto cell = read.row.cells.find(column);
    cells.push_back(cell == read.row.cells.end() ? std::string_view{} : cell->second);
  }
  return table->second.map_row(cells, 0);
}

std::string answer_to(std::uint64_t seq, const mapped_row& row) {
  nlohmann::ordered_json answer{{"seq", seq}, {"taken", row.faults.empty()}};
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
              const table_mappers& tables,
              reception& rooms,
              const std::shared_ptr<tcp_link>& link)
      : source_(source),
        tables_(tables),
        rooms_(rooms),
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
      ++batch_.rejects["record_too_long"];
      return;
    }
    if (line.bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      return;
    }
    const json_record_read read = read_json_record(line.bytes);
    mapped_row row = map_record(tables_, read);
    if (read.row.seq) {
      answers_ += answer_to(*read.row.seq, row);
    }
    add_row(source_, 0, std::move(row), batch_);
  }

  void hand_on() {
    take_batch(source_, std::exchange(batch_, {}), rooms_);
    if (!answers_.empty()) {
      rooms_.when_durable([link = link_.lock(), answers = std::exchange(answers_, {})] {
        if (link != nullptr) {
          link->send(answers);
        }
      });
    }
  }

  const std::string& source_;
  const table_mappers& tables_;
  reception& rooms_;
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
                         return std::make_unique<line_reader>(name_, tables_, parts_.events, link);
                       },
                   .has_room = [this] { return parts_.events.has_room(); },
                   .count = [this](std::string_view why) { parts_.events.count(name_, why, 1); }}),
      asio::detached);
}

std::string json_intake::endpoint() const { return endpoint_text(socket_.local_endpoint()); }

}  // namespace beatwatch
