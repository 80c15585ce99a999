#include "adapters/web/http_answers.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

TEST(http_answers, percent_and_plus_are_decoded) {
  EXPECT_EQ(decode_percent("a+b%2Fc"), "a b/c");
  EXPECT_EQ(decode_percent("%41"), "A");
  EXPECT_EQ(decode_percent("%"), std::nullopt);
  EXPECT_EQ(decode_percent("%4"), std::nullopt);
  EXPECT_EQ(decode_percent("%zz"), std::nullopt);
}

TEST(http_answers, a_query_names_each_parameter_once) {
  const auto read = parse_query("zone=Z1&from_ms=5&flag");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->at("zone"), "Z1");
  EXPECT_EQ(read->at("from_ms"), "5");
  EXPECT_EQ(read->at("flag"), "");
  EXPECT_EQ(parse_query("zone=a&zone=b"), std::nullopt);
  EXPECT_EQ(parse_query("zone=%"), std::nullopt);
  EXPECT_TRUE(parse_query("")->empty());
}

TEST(http_answers, a_client_may_have_any_of_several_tags) {
  const auto status = [](const char* field) {
    http_request request;
    request.fields = {{"if-none-match", field}};
    return tagged_answer(request, "text/plain", std::make_shared<const std::string>("x"), "t1")
        .head.status;
  };
  for (const char* const has : {R"("t1")", R"(W/"t1")", R"("t0", W/"t1","t2")", "*"}) {
    EXPECT_EQ(status(has), 304U) << has;
  }
  for (const char* const has : {"", "t1", R"("t0")", R"("t1)", R"("t10", W/"t0")", R"("*")"}) {
    EXPECT_EQ(status(has), 200U) << has;
  }
}

TEST(http_answers, what_the_client_has_is_not_sent_again) {
  http_request request;
  const auto body = std::make_shared<const std::string>("text");
  EXPECT_EQ(tagged_answer(request, "text/plain", body, "t1").head.status, 200U);
  request.fields = {{"if-none-match", "\"t1\""}};
  const http_answer again = tagged_answer(request, "text/plain", body, "t1");
  EXPECT_EQ(again.head.status, 304U);
  EXPECT_EQ(again.head.body, nullptr);
}

}  // namespace
}  // namespace beatwatch
