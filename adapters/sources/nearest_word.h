#pragma once
#include <string_view>
#include <vector>

namespace beatwatch {

/// The word of `known` that `word` was probably meant to be: within two edits (insert, delete,
/// replace or swap two neighbours), or beginning alike; of equals the first; empty when none is
/// near.
[[nodiscard]] std::string_view nearest_word(std::string_view word,
                                            const std::vector<std::string_view>& known);

}  // namespace beatwatch
