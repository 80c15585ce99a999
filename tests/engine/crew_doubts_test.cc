// Devices in the wrong hands: what the list shows, and that a correction mends it.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/engine.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

constexpr double swapped_s = 1200;
constexpr double mended_s = 4000;
constexpr double last_s = 4800;
constexpr double settled_s = 6 * 3600;

// Where a car is that patrols to one side (1 or -1), and stands at the station around 1200 s.
double place_m(double side, double t) {
  const auto swing = [](double s) {
    const double phase = s / 200.0 - static_cast<double>(static_cast<int>(s / 200.0));
    return 400.0 * (phase < 0.5 ? 2.0 * phase : 2.0 - 2.0 * phase);
  };
  if (t < 800) {
    return side * (1500.0 + swing(t));
  }
  if (t < 1000) {
    return side * 1500.0 * (1000.0 - t) / 200.0;
  }
  if (t < 1400) {
    return 0.0;
  }
  return t < 1600 ? side * 1500.0 * (t - 1400.0) / 200.0 : side * (1500.0 + swing(t));
}

roster_entry held(std::string unit, std::string device, std::string person, double from_s = -3600) {
  const bool car = person.empty();
  return {.unit = std::move(unit),
          .device = std::move(device),
          .kind = unit_kind::car,
          .person_ref = std::move(person),
          .skills = {},
          .vehicle = car ? "car" : "",
          .home_zone = {},
          .duty = {shift_builder::at(from_s), shift_builder::at(12 * 3600)},
          .origin = holding_origin::book_on,
          .recorded_at = {}};
}

class two_crews : public testing::Test {
 protected:
  two_crews() {
    shift_.add_zone("EAST", 1400, -150, 1800, 150);
    shift_.add_zone("WEST", -1800, -150, -1400, 150);
    for (const char* unit : {"1", "2"}) {
      shift_.add_entry(held("GD4" + std::string{unit}, "T" + std::string{unit}, ""));
    }
  }

  template <typename Side>
  void report(const std::string& device, double first_s, double each_s, Side side) {
    for (double t = first_s; t <= last_s; t += each_s) {
      events_.push_back(shift_.ping_event(device, place_m(side(t), t), 0, t, t + 1));
    }
  }
  void report_cars() {
    report("T1", 0, 10, [](double) { return 1.0; });
    report("T2", 5, 10, [](double) { return -1.0; });
  }

  engine play() {
    std::stable_sort(events_.begin(), events_.end(), [](const event& a, const event& b) {
      return a.received_at < b.received_at;
    });
    engine e = shift_.make_engine();
    changes_ = shift_.run(e, events_, settled_s);
    return e;
  }

  void correct(double received_s, roster_entry entry) {
    events_.push_back({shift_builder::at(received_s), "cad", 0, roster_changed{std::move(entry)}});
  }

  std::vector<holder_doubted> doubts_about(const std::string& device) const {
    auto all = of_kind<holder_doubted>(changes_);
    std::erase_if(all, [&](const holder_doubted& d) { return d.device != device; });
    return all;
  }

  shift_builder shift_;
  std::vector<event> events_;
  std::vector<change> changes_;
};

class swapped_radios : public two_crews {
 protected:
  swapped_radios() {
    report_cars();
    report("R1", 3, 30, [](double t) { return t < swapped_s ? 1.0 : -1.0; });
    report("R2", 8, 30, [](double t) { return t < swapped_s ? -1.0 : 1.0; });
    shift_.add_entry(held("GD41", "R1", "p1"));
    shift_.add_entry(held("GD42", "R2", "p2"));
  }
};

TEST_F(swapped_radios, are_listed_with_since_when_and_what_with) {
  play();
  const auto doubts = doubts_about("avl/R1");
  ASSERT_FALSE(doubts.empty());
  const holder_doubted& last = doubts.back();
  EXPECT_EQ(last.doubt, holder_doubt::swapped);
  EXPECT_EQ(last.unit, "GD41");
  EXPECT_EQ(last.moves_with, "GD42");
  EXPECT_EQ(last.swapped_with, "avl/R2");
  EXPECT_GE(last.since, shift_builder::at(940)) << "they met at the station";
  EXPECT_LE(last.since, shift_builder::at(swapped_s));
  EXPECT_FALSE(doubts_about("avl/R2").empty());
  EXPECT_TRUE(doubts_about("avl/T1").empty()) << "a car is nobody's to swap";
  const auto pairs = of_kind<crew_changed>(changes_);
  EXPECT_TRUE(std::any_of(pairs.begin(), pairs.end(), [](const crew_changed& c) {
    return c.together && c.device == "avl/R1" && c.with_device == "avl/T2" && c.unit == "GD41" &&
           c.with_unit == "GD42" && c.near_ms > 480'000 && c.alike_permille > 800;
  }));
}

TEST_F(swapped_radios, that_are_corrected_leave_the_settled_history_of_an_undisturbed_shift) {
  correct(mended_s, held("GD42", "R1", "p2", swapped_s));
  correct(mended_s + 60, held("GD41", "R2", "p1", swapped_s));
  const engine mended = play();
  const auto about_r1 = doubts_about("avl/R1");
  ASSERT_GE(about_r1.size(), 2U);
  EXPECT_EQ(about_r1.back().doubt, holder_doubt::none);
  EXPECT_EQ(doubts_about("avl/R2").back().doubt, holder_doubt::none);
  std::erase_if(events_, [](const event& e) { return e.source == "cad"; });
  const engine disturbed = play();
  correct(0, held("GD42", "R1", "p2", swapped_s));
  correct(0, held("GD41", "R2", "p1", swapped_s));
  const engine undisturbed = play();
  EXPECT_TRUE(doubts_about("avl/R1").empty());
  EXPECT_EQ(mended.settled_bytes(), undisturbed.settled_bytes());
  EXPECT_NE(disturbed.settled_bytes(), undisturbed.settled_bytes());
}

TEST_F(two_crews, list_a_radio_without_call_sign_with_the_crew_that_it_moves_with) {
  report_cars();
  report("R9", 3, 30, [](double) { return 1.0; });
  correct(mended_s, held("GD41", "R9", "p9", 0));
  const engine e = play();
  const auto doubts = doubts_about("avl/R9");
  ASSERT_GE(doubts.size(), 2U);
  const holder_doubted& shown = doubts[doubts.size() - 2];
  EXPECT_EQ(shown.doubt, holder_doubt::no_call_sign);
  EXPECT_EQ(shown.unit, "");
  EXPECT_EQ(shown.moves_with, "GD41");
  EXPECT_LE(shown.since, shift_builder::at(60));
  EXPECT_EQ(doubts.back().doubt, holder_doubt::none);
  const auto answer = e.presence("EAST", {shift_builder::at(0), shift_builder::at(last_s)});
  EXPECT_TRUE(std::all_of(answer->visit_list.begin(),
                          answer->visit_list.end(),
                          [](const visit_changed& v) { return v.unit == "GD41"; }));
}

}  // namespace
}  // namespace beatwatch
