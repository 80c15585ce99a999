#include "engine/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace beatwatch {

void invariant_broken(const char* invariant) {
  std::fputs("beatwatch: broken invariant: ", stderr);
  std::fputs(invariant, stderr);
  std::fputc('\n', stderr);
  std::abort();
}

}  // namespace beatwatch
