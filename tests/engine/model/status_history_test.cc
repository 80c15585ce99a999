#include "engine/model/status_history.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace beatwatch {
namespace {

instant at(int minute) { return ms_to_instant(1'772'834'400'000 + minute * 60'000); }

std::string in_words(const status_history& history, interval within) {
  std::string words;
  history.for_each(within, [&](interval held, const dated_status& fact) {
    const auto minute = [](instant t) {
      return std::to_string((t - at(0)) / std::chrono::minutes{1});
    };
    words += minute(held.from) + "-" + minute(held.to) + " " + std::string{to_string(fact.status)} +
             fact.incident + " ";
  });
  return words;
}

TEST(status_history, does_not_depend_on_the_order_in_which_facts_come) {
  std::vector<dated_status> facts{{at(0), unit_status::available, ""},
                                  {at(10), unit_status::en_route, "I1"},
                                  {at(20), unit_status::available, ""},
                                  {at(30), unit_status::available, ""}};
  const auto earlier = [](const dated_status& a, const dated_status& b) { return a.from < b.from; };
  do {
    status_history history;
    for (const dated_status& fact : facts) {
      history.learn(fact);
    }
    history.learn({at(25), unit_status::busy, ""});
    EXPECT_EQ(in_words(history, {at(5), at(40)}),
              "5-10 available 10-20 en_routeI1 20-25 available 25-30 busy 30-40 available ");
  } while (std::next_permutation(facts.begin(), facts.end(), earlier));
}

TEST(status_history, says_of_which_time_a_fact_changes_what_was_known) {
  status_history history;
  EXPECT_EQ(history.learn({at(10), unit_status::available, ""}),
            (interval{at(10), instant::max()}));
  EXPECT_EQ(history.learn({at(0), unit_status::busy, ""}), (interval{at(0), at(10)}));
  EXPECT_EQ(history.learn({at(5), unit_status::busy, ""}), std::nullopt) << "it went on";
  EXPECT_EQ(history.learn({at(5), unit_status::busy, ""}), std::nullopt) << "the same again";
  EXPECT_EQ(history.learn({at(5), unit_status::busy, "I1"}), (interval{at(5), at(10)}))
      << "corrected";
}

TEST(status_history, keeps_what_still_holds_when_it_forgets) {
  status_history history;
  history.learn({at(0), unit_status::busy, ""});
  history.learn({at(10), unit_status::available, ""});
  history.learn({at(20), unit_status::busy, ""});
  history.forget_before(at(15));
  EXPECT_EQ(in_words(history, {at(0), at(30)}), "10-20 available 20-30 busy ");
}

}  // namespace
}  // namespace beatwatch
