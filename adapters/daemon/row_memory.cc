#include "adapters/daemon/row_memory.h"

#include "adapters/journal/digest.h"

namespace beatwatch {

bool row_memory::add(const std::string& source, const event_body& body) {
  bytes_.clear();
  codec_.append({.received_at = {}, .source = source, .source_seq = 0, .body = body}, bytes_);
  const digest hash = sha256({bytes_});
  return rows_.emplace(reinterpret_cast<const char*>(hash.data()), hash.size() / 2).second;
}

}  // namespace beatwatch
