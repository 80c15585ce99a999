#pragma once
#include <filesystem>
#include <ostream>

namespace beatwatch {

struct responses_options {
  std::filesystem::path journal;  ///< the journal's folder
  bool best_knowledge = false;    ///< in the order in which things happened
  double radius_m = 50;           ///< who is no farther from a call's place is there
  bool json = false;              ///< one JSON object per call
  bool csv = false;
};

/// Plays a journal and writes to `out` how each call was answered: the time to the first button
/// pressed (sent, on the way, there), the time to the first of those sent who was at the place by
/// its position (at least, about, at most), and who was nearest when the call came in. In words a
/// median for each grade follows, in which calls that nobody came to count as not answered until
/// they were closed. Returns 0; throws `std::runtime_error` with one line when there is no journal.
int responses(const responses_options& options, std::ostream& out);

}  // namespace beatwatch
