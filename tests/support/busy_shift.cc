#include "tests/support/busy_shift.h"

#include <algorithm>
#include <random>
#include <utility>

#include "adapters/journal/sqlite_journal_reader.h"

namespace beatwatch {
namespace {

struct walker {
  int east = 0;
  int north = 0;
};

class shift_maker {
 public:
  explicit shift_maker(const busy_shift_options& options)
      : options_(options), random_(options.seed), cars_(static_cast<std::size_t>(options.units)) {}

  std::vector<event_body> first_step() {
    std::vector<event_body> step;
    for (int i = 0; i < options_.units; ++i) {
      cars_[static_cast<std::size_t>(i)] = {below(400) - 200, below(200) - 100};
      step.emplace_back(
          roster_changed{.entry = {.unit = unit(i),
                                   .device = "radio-" + std::to_string(i),
                                   .kind = unit_kind::car,
                                   .person_ref = {},
                                   .skills = {"driver"},
                                   .vehicle = "car",
                                   .home_zone = {},
                                   .duty = {busy_shift_begin - std::chrono::hours{24},
                                            busy_shift_begin + std::chrono::hours{24}}}});
      step.emplace_back(status_changed{.unit = unit(i),
                                       .status = unit_status::available,
                                       .at = busy_shift_begin,
                                       .incident = {}});
    }
    return step;
  }

  std::vector<event_body> step_at(int number) {
    const instant now = busy_shift_begin + options_.refresh * number;
    std::vector<event_body> step{clock_advanced{.to = now}};
    for (int i = 0; i < options_.units; ++i) {
      walker& car = cars_[static_cast<std::size_t>(i)];
      car.east = std::clamp(car.east + below(41) - 20, -300, 300);
      car.north = std::clamp(car.north + below(41) - 20, -200, 200);
      const ping p{.device = "radio-" + std::to_string(i),
                   .observed_at = now,
                   .at = at_metres(car.east, car.north)};
      if (options_.disorder && below(20) == 0) {
        late_.push_back(p);
        continue;
      }
      step.emplace_back(p);
      if (options_.disorder && below(30) == 0) {
        step.emplace_back(p);
      }
    }
    while (!late_.empty() && (late_.size() > 12 || below(4) == 0)) {
      step.emplace_back(late_.front());
      late_.erase(late_.begin());
    }
    if (options_.disorder && number % 25 == 7) {
      add_incident(number, now, step);
    }
    return step;
  }

 private:
  int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint64_t>(bound)); }
  static std::string unit(int i) { return "A" + std::to_string(i); }

  void add_incident(int number, instant now, std::vector<event_body>& step) {
    const std::string name = "I-" + std::to_string(number);
    step.emplace_back(incident_changed{.incident = {.name = name,
                                                    .version = 1,
                                                    .grade = 1,
                                                    .type = "burglary",
                                                    .at = at_metres(below(400), below(200)),
                                                    .opened_at = now}});
    step.emplace_back(status_changed{.unit = unit(below(options_.units)),
                                     .status = unit_status::en_route,
                                     .at = now,
                                     .incident = name});
  }

  busy_shift_options options_;
  std::mt19937_64 random_;
  std::vector<walker> cars_;
  std::vector<ping> late_;
};

}  // namespace

std::vector<std::vector<event_body>> busy_shift(const busy_shift_options& options) {
  shift_maker maker(options);
  std::vector<std::vector<event_body>> steps{maker.first_step()};
  for (int number = 1; number <= options.steps; ++number) {
    steps.push_back(maker.step_at(number));
  }
  return steps;
}

std::vector<journal_row> rows_of_journal(const std::filesystem::path& folder) {
  sqlite_journal_reader reader(folder);
  std::vector<journal_row> rows;
  for (journal_row row; reader.next(row);) {
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace beatwatch
