#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "adapters/sources/cot_source.h"
#include "adapters/sources/http_framer.h"
#include "adapters/sources/owntracks_source.h"
#include "adapters/sources/rfc3339.h"
#include "adapters/sources/stream_framer.h"

namespace beatwatch {
namespace {

using testing::ElementsAre;

const instant now = parse_rfc3339("2026-06-15T14:17:00Z").value();

std::string event_of(const std::string& type = "a-f-G-E-V",
                     const std::string& how = "m-g",
                     const std::string& uid = "PC-1",
                     const std::string& ce = "12.0") {
  return R"(<event version="2.0" uid=")" + uid + R"(" type=")" + type + R"(" how=")" + how +
         R"(" time="2026-06-15T14:16:00Z" start="2026-06-15T14:16:00Z" stale="2026-06-15T14:17:00Z">)" +
         R"(<point lat="52.65" lon="-1.13" hae="90" ce=")" + ce +
         R"(" le="9999999"/><detail><track course="90" speed="4.5"/></detail></event>)";
}

template <typename Source>
struct taken {
  explicit taken(const std::string& peer, const std::string& message) {
    EXPECT_EQ(source.take(peer, message, now, pings), "");
  }
  Source source;
  std::vector<ping> pings;
};

TEST(cot_source, makes_a_ping_of_a_friend_that_was_measured) {
  const taken<cot_source> got("10.0.0.7:5017", event_of());
  ASSERT_EQ(got.pings.size(), 1U);
  const ping& made = got.pings[0];
  EXPECT_EQ(made.device, "PC-1");
  EXPECT_EQ(made.observed_at, parse_rfc3339("2026-06-15T14:16:00Z"));
  EXPECT_EQ(made.at, (position{.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}));
  EXPECT_EQ(made.accuracy_cm, 600U) << "half of the circular error";
  EXPECT_EQ(made.speed_cmps, 450U);
  EXPECT_EQ(made.heading_cdeg, 9'000U);
  const taken<cot_source> unknown("10.0.0.7:5017", event_of("a-f-G", "m-g", "PC-1", "9999999.0"));
  EXPECT_EQ(unknown.pings.at(0).accuracy_cm, std::nullopt);
}

TEST(cot_source, counts_everything_else) {
  const auto reason = [](const std::string& message) {
    taken<cot_source> got("10.0.0.7:5017", message);
    EXPECT_TRUE(got.pings.empty());
    const auto counted = got.source.counts().take_new();
    return counted.size() == 1 ? counted[0].reason : std::string{};
  };
  EXPECT_EQ(reason(event_of("a-h-G")), "not_a_friend");
  EXPECT_EQ(reason(event_of("b-m-p-s-m")), "not_a_friend");
  EXPECT_EQ(reason(event_of("a-f-G", "h-e")), "not_measured");
  EXPECT_EQ(reason(event_of("a-f-G", "m-g", "somebody else")), "bad_device_name");
  EXPECT_EQ(reason("<event"), "bad_xml");
}

TEST(cot_source, finds_events_one_behind_the_other_however_they_come) {
  const std::string stream = "<?xml version=\"1.0\"?>\n<events/>" + event_of() +
                             "\n<?xml version=\"1.0\"?>" + event_of("a-f-A") + "\n<eve";
  for (std::size_t size = 1; size < 60; ++size) {
    stream_framer framer{cut_cot, 4'096};
    std::vector<std::string> events;
    for (std::size_t i = 0; i < stream.size(); i += size) {
      framer.append(std::string_view{stream}.substr(i, size));
      while (const auto message = framer.next()) {
        events.emplace_back(message->bytes);
      }
    }
    ASSERT_THAT(events, ElementsAre(event_of(), event_of("a-f-A")));
  }
}

TEST(owntracks_source, names_the_device_by_the_user) {
  const taken<owntracks_source> got(
      "officer-1",
      R"({"_type":"location","lat":52.65,"lon":-1.13,"tst":1781533000,"acc":12,"vel":36})");
  ASSERT_EQ(got.pings.size(), 1U);
  EXPECT_EQ(got.pings[0].device, "officer-1");
  EXPECT_EQ(got.pings[0].accuracy_cm, 1'200U);
  EXPECT_EQ(got.pings[0].speed_cmps, 1'000U);
  taken<owntracks_source> other("officer-1", R"({"_type":"waypoint"})");
  EXPECT_TRUE(other.pings.empty());
  EXPECT_EQ(other.source.counts().total(intake_reason::not_a_location), 1U);
}

std::optional<std::string> basic_user(std::string_view authorization) {
  const auto who = read_basic(authorization);
  return who ? std::optional{who->user} : std::nullopt;
}

TEST(basic_credentials, are_what_stands_before_and_behind_the_colon) {
  EXPECT_EQ(read_basic("Basic b2ZmaWNlci0xOnNlY3JldA==").value().password, "secret");
  EXPECT_EQ(read_basic("Basic YTpi").value().password, "b");
  EXPECT_EQ(read_basic("Basic YTpiYzo=").value().password, "bc:");
  EXPECT_EQ(basic_user("Basic " + std::string(4'096, 'A')), std::nullopt);
  for (const char* odd : {"=", "==", "====", "A", "A=", "AA=A", "    "}) {
    EXPECT_EQ(basic_user("Basic " + std::string{odd}), std::nullopt) << odd;
  }
  EXPECT_EQ(basic_user("Basic b2ZmaWNlci0xOnNlY3JldA=="), "officer-1");
  EXPECT_EQ(basic_user("Basic YTpi"), "a");
  EXPECT_EQ(basic_user("Basic OnNlY3JldA=="), "");
  EXPECT_EQ(basic_user("Basic YWI="), std::nullopt) << "no colon";
  EXPECT_EQ(basic_user("Basic b2Z*"), std::nullopt);
  EXPECT_EQ(basic_user("Bearer b2ZmaWNlci0xOnNlY3JldA=="), std::nullopt);
  EXPECT_EQ(basic_user(""), std::nullopt);
}

TEST(http_framer, cuts_requests_however_they_come) {
  const std::string stream =
      "POST /pub HTTP/1.1\r\nAuthorization: Basic YTpi\r\nContent-Length: 5\r\n\r\nhello"
      "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
      "GET / HTTP/1.1\r\n\r\n";
  for (std::size_t size = 1; size < 80; ++size) {
    http_framer framer{64};
    std::vector<std::string> requests;
    for (std::size_t i = 0; i < stream.size(); i += size) {
      framer.append(std::string_view{stream}.substr(i, size));
      while (const auto message = framer.next()) {
        ASSERT_TRUE(message->request);
        requests.push_back(message->request->method + ' ' + message->request->authorization + ' ' +
                           message->request->body);
      }
    }
    ASSERT_THAT(requests, ElementsAre("POST Basic YTpi hello", "POST  ", "GET  "));
  }
}

TEST(http_framer, says_what_is_wrong_once_and_reads_no_further) {
  const auto status = [](const std::string& stream) {
    http_framer framer{64};
    framer.append(stream);
    const auto first = framer.next();
    framer.append("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
    EXPECT_FALSE(framer.next());
    return first && !first->request ? first->status : 0;
  };
  EXPECT_EQ(status("$GPRMC\r\n\r\n"), 400U);
  EXPECT_EQ(status("POST / HTTP/1.1\r\nContent-Length: 65\r\n\r\n"), 413U);
  const std::string chunked = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(status(chunked + "3\r\nabc\r\n0\r\n\r\n"), 411U);
  EXPECT_EQ(status(chunked + "0\r\nhello\r\n\r\n"), 411U) << "of which the parser would die";
  EXPECT_EQ(status("POST / HTTP/1.1\r\nX: " + std::string(9'000, 'x')), 431U);
}

}  // namespace
}  // namespace beatwatch
