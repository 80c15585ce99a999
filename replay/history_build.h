#pragma once
#include <filesystem>

namespace beatwatch {

struct history_build_options {
  std::filesystem::path journal;  ///< the journal's folder
  std::filesystem::path file;     ///< the history to make or to bring up to date
  bool best_knowledge = false;    ///< in the order in which things happened
  bool json = false;              ///< the report as one JSON object
};

/// Replays a journal into a history, from its first event or the oldest checkpoint kept. A history
/// that is there keeps what it has from before that, and its seals; the rest is told anew, so that
/// building twice is building once. The file is written under another name and put in place whole.
/// With `best_knowledge` it is the nightly run: what came late is in its place, whatever the
/// horizon was, and nothing is said of the health of sources, which was a matter of reception. A
/// history is of one kind or the other. Returns 0; 1 when the journal could not be read to its end,
/// and the history is as far as it goes. Throws `std::runtime_error` with one line, and changes
/// nothing, when there is no journal, when the replay does not come to the digest on record, or
/// when the file is no history.
int history_build(const history_build_options& options);

}  // namespace beatwatch
