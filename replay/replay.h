#pragma once
#include <filesystem>

namespace beatwatch {

struct replay_options {
  std::filesystem::path journal;  ///< the journal's folder
  bool best_knowledge = false;    ///< in the order in which things happened
  std::filesystem::path zones;    ///< a prepared set to play with instead; empty: as it was
  bool json = false;              ///< the report as one JSON object
};

/// Plays a journal into a fresh engine and compares the digest of what comes out with the one that
/// the live process accumulated. With `zones` or `best_knowledge` there is nothing to compare with:
/// the report gives that run's own digest. Progress goes to standard error, the report to standard
/// output. Returns 0 when they are equal and the journal was read to its end, 1 when not; throws
/// `std::runtime_error` with one line when there is no journal to play.
int replay(const replay_options& options);

}  // namespace beatwatch
