#pragma once
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "adapters/daemon/source_config.h"
#include "engine/event.h"

namespace beatwatch {

/// Records of a file that a server keeps of what it could not use, read again after somebody has
/// mended them. Each is decoded as the socket of its source would have done when it came: by the
/// configuration, and the peer and the time of reception that stand beside it.
class mended_records {
 public:
  /// Throws `std::runtime_error` that names file and line when a line is not one of such a file.
  mended_records(std::filesystem::path file, const std::vector<source_config>& sources);

  /// What the records give that can be used now, by source. Those marked as sent give nothing.
  [[nodiscard]] const std::map<std::string, std::vector<event_body>>& events() const {
    return events_;
  }
  /// "file:line: reason" of each record that still cannot be used.
  [[nodiscard]] const std::vector<std::string>& mistakes() const { return mistakes_; }
  [[nodiscard]] std::size_t sent_before() const { return sent_before_; }
  [[nodiscard]] std::size_t usable() const { return usable_.size(); }

  /// Marks in the file those that gave something, so that they are not sent again.
  void mark_sent(instant at) const;

 private:
  void read_line(const std::string& text, const std::vector<source_config>& sources);
  [[noreturn]] void fail(const std::string& what) const;

  std::filesystem::path file_;
  std::vector<std::string> lines_;
  std::vector<std::size_t> usable_;  ///< places in `lines_`
  std::map<std::string, std::vector<event_body>> events_;
  std::vector<std::string> mistakes_;
  std::size_t sent_before_ = 0;
};

}  // namespace beatwatch
