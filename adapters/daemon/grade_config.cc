#include "adapters/daemon/grade_config.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace beatwatch {

std::vector<force_grade> read_grades(toml_section& root) {
  std::vector<force_grade> grades;
  for (toml_section& in : root.sections("grades")) {
    force_grade grade;
    in.need("grade", "the number of a grade, 1 to 9");
    in.read_integer("grade", grade.grade, 1, 9);
    in.need("name", "what the force calls it, such as \"Immediate\"");
    in.read_text("name", grade.name);
    in.read_duration("target_min", grade.target, std::chrono::minutes{1}, 1, 10'080);
    in.finish();
    const bool again = std::any_of(
        grades.begin(), grades.end(), [&](const force_grade& g) { return g.grade == grade.grade; });
    if (again) {
      in.fail("grade", "expected each grade once");
    }
    grades.push_back(std::move(grade));
  }
  return grades;
}

}  // namespace beatwatch
