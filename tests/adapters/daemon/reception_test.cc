#include "adapters/daemon/reception.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/support/scripted_journal.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr instant start = ms_to_instant(1'795'183'200'000);  // 2026-11-20T14:00:00Z

// A room without a disk and without anybody in it.
class bare_room {
 public:
  explicit bare_room(asio::io_context& loop)
      : engine_loop_(loop,
                     {.engine = engine_, .journal = journal_, .clock = clock_, .feed = feed_},
                     {.checkpoint_interval = 1h, .waiting_events_max = 10},
                     start) {
    engine_.offer(std::make_shared<const zone_set>(std::vector<zone>{}, std::string(64, 'a')));
    engine_loop_.start(
        {.applied = [](std::span<const event>) {},
         .release = [](const std::vector<feed_item>&) {},
         .room = [] {},
         .save = [](const std::vector<feed_item>&) { return std::vector<std::byte>{}; }});
  }

  [[nodiscard]] receiving_room receiving() {
    return {.loop = engine_loop_, .engine = engine_, .rows = rows_};
  }

  // What it has on record from before.
  void has(const event& e) {
    std::vector<change> changes;
    engine_.apply({&e, 1}, changes);
  }

  void put_on_disk() {
    journal_.state.events = journal_.last_appended();
    engine_loop_.on_progress(journal_.state);
  }

  // Devices of pings, in order.
  [[nodiscard]] std::vector<std::string> record() const {
    std::vector<std::string> devices;
    for (const auto& batch : journal_.batches) {
      for (const event& e : batch) {
        devices.push_back(std::get<ping>(e.body).device);
      }
    }
    return devices;
  }

 private:
  engine engine_{parameters{}};
  scripted_journal journal_;
  driven_clock clock_{start};
  change_feed feed_{1};
  row_memory rows_;
  engine_loop engine_loop_;
};

class receptions : public ::testing::Test {
 protected:
  static event_body ping_of(const std::string& device) {
    return ping{.device = device, .observed_at = start, .at = {.lat_e7 = 10'000, .lon_e7 = 10'000}};
  }
  static intake numbered(std::uint64_t seq, const std::string& device) {
    return {.source = "cars", .source_seq = seq, .body = ping_of(device)};
  }
  static event on_record(std::uint64_t seq) {
    return {.received_at = start, .source = "cars", .source_seq = seq, .body = ping_of("old")};
  }
  [[nodiscard]] reception open(bool keep = true) {
    return {common_.receiving(),
            keep ? std::optional{kept_.receiving()} : std::nullopt,
            {.call_signs = {}, .devices = {"covert"}, .skills = {}},
            folder_.path() / "restricted"};
  }
  void run() {
    loop_.restart();
    loop_.poll();
  }

  temporary_folder folder_;
  asio::io_context loop_;
  bare_room common_{loop_};
  bare_room kept_{loop_};
};

TEST_F(receptions, hand_everything_to_the_kept_room_and_what_everybody_may_see_to_the_common_one) {
  reception in = open();
  in.take({numbered(1, "covert"), numbered(2, "plain")});
  in.take_or_lose({{.source = "cars", .body = ping_of("covert")}});
  run();
  EXPECT_THAT(common_.record(), ElementsAre("plain"));
  EXPECT_THAT(kept_.record(), ElementsAre("covert", "plain", "covert"));
}

TEST_F(receptions, without_a_kept_room_drop_what_is_restricted) {
  reception in = open(false);
  in.take({numbered(1, "covert"), numbered(2, "plain")});
  run();
  EXPECT_THAT(common_.record(), ElementsAre("plain"));
  EXPECT_THAT(kept_.record(), IsEmpty());
}

TEST_F(receptions, say_that_something_is_on_disk_when_it_is_on_that_of_both) {
  reception in = open();
  std::vector<std::string> told;
  const auto take_and_tell = [&](std::uint64_t seq, const std::string& device) {
    in.take({numbered(seq, device)});
    in.when_durable([&told, device] { told.push_back(device); });
    run();
  };
  take_and_tell(1, "plain");
  common_.put_on_disk();
  take_and_tell(2, "covert");
  common_.put_on_disk();
  EXPECT_THAT(told, IsEmpty());
  kept_.put_on_disk();
  EXPECT_THAT(told, ElementsAre("plain", "covert"));
}

// A crash took the last events of one room, or of the other.
TEST_F(receptions, leave_out_in_each_room_what_it_has_when_a_source_sends_again) {
  common_.has(on_record(3));
  kept_.has(on_record(5));
  reception in = open();
  EXPECT_EQ(in.last_source_seq("cars"), 3U);
  in.take({numbered(4, "4"), numbered(5, "5"), numbered(6, "6")});
  in.take({numbered(7, "7")});
  run();
  EXPECT_THAT(common_.record(), ElementsAre("4", "5", "6", "7"));
  EXPECT_THAT(kept_.record(), ElementsAre("6", "7"));
}

TEST_F(receptions, have_room_while_both_rooms_have) {
  reception in = open();
  std::vector<intake> many;
  for (std::uint64_t i = 1; i <= 10; ++i) {
    many.push_back(numbered(i, "covert"));
  }
  in.take(many);
  EXPECT_FALSE(in.has_room());
  run();
  EXPECT_TRUE(in.has_room());
}

}  // namespace
}  // namespace beatwatch
