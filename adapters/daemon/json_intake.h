#pragma once
#include <map>
#include <string>

#include "adapters/columns/row_mapper.h"
#include "adapters/daemon/position_intake.h"
#include "adapters/daemon/table_config.h"
#include "adapters/transport/asio.h"
#include "adapters/transport/tcp_source.h"

namespace beatwatch {

/// Command and control, or whoever else speaks JSON on lines, over TCP: docs/protocols.md. A line
/// with a number is answered once it is on disk, or with why it was rejected; so is one whose
/// number cannot be read, without it.
class json_intake : public position_intake {
 public:
  /// Binds and reads the map; throws `std::runtime_error` with one line.
  json_intake(asio::io_context& loop,
              std::string name,
              const json_socket& settings,
              intake_parts parts);

  void start() override;
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::string endpoint() const override;
  [[nodiscard]] bool is_tcp() const override { return true; }

 private:
  asio::io_context& loop_;
  std::string name_;
  intake_parts parts_;
  std::map<std::string, row_mapper> tables_;
  tcp_source socket_;
};

}  // namespace beatwatch
