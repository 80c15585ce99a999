#include "replay/explain_tables.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

#include "adapters/columns/mapped_file.h"
#include "adapters/daemon/column_map_file.h"
#include "adapters/journal/event_to_wire.h"
#include "replay/event_text.h"
#include "replay/json_line.h"
#include "replay/tables_of_files.h"

namespace beatwatch {
namespace {

struct summary {
  std::uint64_t lines = 0;
  std::uint64_t events = 0;
  std::uint64_t rejected = 0;
  std::uint64_t remarks = 0;
  std::array<std::uint64_t, row_fault_count> by_reason{};  ///< lines with such a fault
};

void count(const mapped_row& row, summary& sum) {
  ++sum.lines;
  sum.events += row.events.size();
  sum.rejected += row.faults.empty() ? 0 : 1;
  sum.remarks += row.remarks.size();
  std::set<row_fault> reasons;
  for (const cell_fault& fault : row.faults) {
    reasons.insert(fault.fault);
  }
  for (const row_fault reason : reasons) {
    ++sum.by_reason.at(static_cast<std::size_t>(reason));
  }
}

void print_line(std::ostream& out,
                const std::string& file,
                const std::string& table,
                const mapped_line& line) {
  const std::string place = fmt::format("{}:{}: ", file, line.line);
  const auto print = [&](const cell_fault& found, std::string_view kind) {
    out << place << "table " << table << ", " << kind << to_string(found.fault) << ": "
        << (found.column.empty() ? "" : found.column + ": ") << found.message << '\n';
  };
  for (const mapped_event& each : line.row.events) {
    out << place << event_text(each.body) << '\n';
  }
  for (const cell_fault& remark : line.row.remarks) {
    print(remark, "remark, ");
  }
  for (const cell_fault& fault : line.row.faults) {
    print(fault, "rejected, ");
  }
}

nlohmann::ordered_json json_of(const std::vector<cell_fault>& found) {
  auto all = nlohmann::ordered_json::array();
  for (const cell_fault& one : found) {
    all.push_back(
        {{"reason", to_string(one.fault)}, {"column", one.column}, {"message", one.message}});
  }
  return all;
}

void print_json(std::ostream& out,
                const std::string& file,
                const table_map& table,
                const mapped_line& line) {
  auto events = nlohmann::ordered_json::array();
  for (const mapped_event& each : line.row.events) {
    v1::Event wire;
    event_to_wire({.received_at = {}, .source = table.source, .body = each.body}, wire);
    events.push_back(nlohmann::ordered_json::parse(json_line(wire)));
  }
  const nlohmann::ordered_json object{{"file", file},
                                      {"table", table.name},
                                      {"line", line.line},
                                      {"events", std::move(events)},
                                      {"rejected", json_of(line.row.faults)},
                                      {"remarks", json_of(line.row.remarks)}};
  out << object.dump() << '\n';
}

void print_summary(std::ostream& out,
                   const std::string& file,
                   const std::string& table,
                   const summary& sum,
                   bool json) {
  if (json) {
    nlohmann::ordered_json object{{"file", file},
                                  {"table", table},
                                  {"lines", sum.lines},
                                  {"events", sum.events},
                                  {"rejected_lines", sum.rejected},
                                  {"remarks", sum.remarks},
                                  {"by_reason", nlohmann::ordered_json::object()}};
    for (std::size_t i = 0; i < row_fault_count; ++i) {
      if (sum.by_reason.at(i) > 0) {
        object["by_reason"][std::string{to_string(static_cast<row_fault>(i))}] =
            sum.by_reason.at(i);
      }
    }
    out << object.dump() << '\n';
    return;
  }
  out << fmt::format("{}, table {}: {} lines, {} events, {} lines rejected, {} remarks\n",
                     file,
                     table,
                     sum.lines,
                     sum.events,
                     sum.rejected,
                     sum.remarks);
  for (std::size_t i = 0; i < row_fault_count; ++i) {
    if (sum.by_reason.at(i) > 0) {
      out << fmt::format("{}, table {}: {} {}\n",
                         file,
                         table,
                         to_string(static_cast<row_fault>(i)),
                         sum.by_reason.at(i));
    }
  }
}

}  // namespace

int explain_tables(const explain_tables_options& options, std::ostream& out) {
  if (options.files.empty()) {
    throw std::runtime_error{"expected files to explain by the map"};
  }
  const column_map map = read_column_map(options.map);
  bool good = true;
  for (const table_of_file& each : tables_of_files(map, options.files)) {
    row_mapper mapper{*each.table};
    summary sum;
    const std::string file = each.file.string();
    read_mapped_file(each.file, mapper, [&](const mapped_line& line) {
      count(line.row, sum);
      options.json ? print_json(out, file, *each.table, line)
                   : print_line(out, file, each.table->name, line);
    });
    const std::string how = mapper.how_places_were_turned();
    if (!how.empty() && !options.json) {
      out << file << ", table " << each.table->name << ": places " << how << '\n';
    }
    print_summary(out, file, each.table->name, sum, options.json);
    good = good && sum.rejected == 0;
  }
  return good ? 0 : 2;
}

}  // namespace beatwatch
