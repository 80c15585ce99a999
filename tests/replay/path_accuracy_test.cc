// A small piece of bench/accuracy that can fail: the marks of the path, on seeds of its own.
#include <gtest/gtest.h>

#include "bench/accuracy/cell.h"

namespace beatwatch {
namespace {

constexpr std::array styles{patrol_style::purposeful, patrol_style::wander, patrol_style::loop};

// Over all styles.
reading mean_of(const street_map& map, cell_options how) {
  reading mean;
  for (const patrol_style style : styles) {
    how.style = style;
    for (const reading& r : read_cell(map, how)) {
      for (std::size_t m = 0; m < method_count; ++m) {
        mean.jaccard[m] += r.jaccard[m] / (how.patrols * static_cast<double>(styles.size()));
        mean.wrong_share[m] +=
            r.wrong_share[m] / (how.patrols * static_cast<double>(styles.size()));
      }
    }
  }
  return mean;
}

double of(const std::array<double, method_count>& figures, method m) {
  return figures[static_cast<std::size_t>(m)];
}

class on_foot : public testing::TestWithParam<double> {};

TEST_P(on_foot, streets_are_found_in_noise_where_the_usual_way_does_not_find_them) {
  const reading r = mean_of(make_grid(2), {.refresh_s = GetParam(), .patrols = 2, .seed = 900});
  EXPECT_GE(of(r.jaccard, method::matched), 0.95);
  EXPECT_LT(of(r.jaccard, method::shortest_path), 0.93);
}
INSTANTIATE_TEST_SUITE_P(refresh_s, on_foot, testing::Values(5.0, 30.0, 60.0));

TEST(path_accuracy, of_a_walker_heard_seldom_is_better_than_by_the_shortest_path) {
  const reading r = mean_of(make_grid(2), {.refresh_s = 300.0, .patrols = 6, .seed = 900});
  EXPECT_GT(of(r.jaccard, method::matched), of(r.jaccard, method::shortest_path) + 0.02);
}

TEST(path_accuracy, of_a_car_puts_little_time_into_wrong_tiles) {
  const street_map town = make_town(2);
  const auto wrong = [&](double refresh_s, method m) {
    const reading r = mean_of(town,
                              {.user = road_user::car,
                               .refresh_s = refresh_s,
                               .noise_m = 5.0,
                               .patrols = 2,
                               .seed = 900});
    return of(r.wrong_share, m);
  };
  EXPECT_LE(wrong(30.0, method::matched), 0.05);
  EXPECT_LE(wrong(60.0, method::matched), 0.12);
  EXPECT_GT(wrong(30.0, method::straight_line), 0.08);
}

}  // namespace
}  // namespace beatwatch
