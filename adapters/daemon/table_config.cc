#include "adapters/daemon/table_config.h"

#include <chrono>

#include "adapters/daemon/endpoint.h"

namespace beatwatch {
namespace {

constexpr duration second{std::chrono::seconds{1}};

json_socket read_json_socket(toml_section& in) {
  json_socket socket;
  std::string bind;
  in.need("bind", "\"address:port\" (port 0 for any free one)");
  in.read_text("bind", bind);
  const auto split = split_address(bind);
  if (!split) {
    in.fail("bind", R"(expected "address:port" with a numeric address, such as "127.0.0.1:7710")");
  }
  socket.address = split->first;
  socket.port = split->second;
  in.read_path("map", socket.map);
  in.read_real("messages_per_s", socket.limits.messages_per_s, 1, 1e6);
  in.read_integer("connections_max", socket.limits.connections_max, 1, 100'000);
  duration silence = std::chrono::duration_cast<duration>(socket.limits.silence_max);
  in.read_duration("silence_max_s", silence, second, 0.1, 86'400);
  socket.limits.silence_max = silence;
  return socket;
}

sql_source read_sql(toml_section& in, bool postgresql) {
  sql_source sql;
  if (postgresql) {
    in.need("connection", "how to connect, such as \"service=cad\" or \"host=... dbname=...\"");
    in.read_text("connection", sql.connection);
  } else {
    in.need("path", "the path of a SQLite file");
    in.read_path("path", sql.file);
  }
  in.need("table", "the name of a table of the map");
  in.read_text("table", sql.table);
  in.need("query", "a SELECT with one parameter, the mark after which rows are new");
  in.read_text("query", sql.query);
  in.need("mark", "the column of the query whose whole number rises with each row");
  in.read_text("mark", sql.mark_column);
  in.read_duration("statement_timeout_s", sql.statement_timeout, second, 0.1, 3'600);
  return sql;
}

polled_source read_polled(toml_section& in, std::string_view kind) {
  polled_source polled;
  in.read_path("map", polled.map);  // before "mark" is needed, of which it would look like a slip
  if (kind == "folder") {
    folder_source folder;
    in.need("path", "the path of the folder where files are dropped");
    in.read_path("path", folder.path);
    in.read_duration("settle_s", folder.settle, second, 0, 3'600);
    polled.from = std::move(folder);
  } else {
    polled.from = read_sql(in, kind == "postgresql");
  }
  in.need("map", "the path of a column map");
  in.read_duration("poll_s", polled.period, second, 0.1, 86'400);
  return polled;
}

}  // namespace

std::variant<json_socket, polled_source> read_table_source(toml_section& in,
                                                           std::string_view kind) {
  if (kind == "json_tcp") {
    return read_json_socket(in);
  }
  return read_polled(in, kind);
}

}  // namespace beatwatch
