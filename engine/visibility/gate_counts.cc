#include "engine/visibility/gate_counts.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace beatwatch {

gate_answer count_passes(std::string gate, interval window, std::vector<gate_passed> passes) {
  gate_answer answer{.gate = std::move(gate), .window = window, .passes = std::move(passes)};
  std::erase_if(answer.passes, [&window](const gate_passed& one) {
    return intersection(one.possible, window).empty();
  });
  std::sort(
      answer.passes.begin(), answer.passes.end(), [](const gate_passed& a, const gate_passed& b) {
        return std::tie(a.at, a.unit, a.left_to_right, a.id) <
               std::tie(b.at, b.unit, b.left_to_right, b.id);
      });
  for (const gate_passed& one : answer.passes) {
    visit_count& count = one.left_to_right ? answer.left_to_right : answer.right_to_left;
    const bool within = window.from <= one.possible.from && one.possible.to <= window.to;
    count.at_least += one.certainty == pass_certainty::proved && within ? 1 : 0;
    count.about += one.certainty != pass_certainty::possible && window.contains(one.at) ? 1 : 0;
    ++count.at_most;
  }
  return answer;
}

}  // namespace beatwatch
