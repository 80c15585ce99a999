#include "replay/progress_line.h"

#include <unistd.h>

#include <cstdio>

#include "adapters/sources/rfc3339.h"

namespace beatwatch {

using steady = std::chrono::steady_clock;

progress_line::progress_line(const char* doing)
    : doing_(doing),
      watched_(::isatty(STDERR_FILENO) != 0),
      began_(steady::now()),
      shown_at_(began_) {}

void progress_line::show(const replay_result& so_far) {
  const auto now = steady::now();
  if (watched_ && now - shown_at_ > std::chrono::milliseconds{250}) {
    shown_at_ = now;
    shown_ = true;
    const std::chrono::duration<double> took = now - began_;
    static_cast<void>(std::fprintf(stderr,
                                   "\r%s, at %s, %.0f events per second",
                                   doing_,
                                   format_rfc3339(so_far.to).c_str(),
                                   static_cast<double>(so_far.events) / took.count()));
  }
}

void progress_line::finish() const {
  if (shown_) {
    static_cast<void>(std::fputc('\n', stderr));
  }
}

}  // namespace beatwatch
