#include "adapters/daemon/query_rights.h"

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/zones.h"

namespace beatwatch {
namespace {

account of(access_role role, std::string area = "") {
  return {.name = "somebody", .role = role, .area = std::move(area), .person = {}};
}

// A question of each kind that the schema has.
template <typename Then>
void for_each_question(Then then) {
  const auto* queries = v1::Request::descriptor()->FindOneofByName("query");
  for (int i = 0; i < queries->field_count(); ++i) {
    v1::Request request;
    request.GetReflection()->MutableMessage(&request, queries->field(i));
    then(request, queries->field(i)->name());
  }
}

TEST(query_rights, nobody_without_a_role_may_ask_anything) {
  for_each_question([](const v1::Request& request, const std::string& name) {
    const auto refused = refusal_of(account{}, request, nullptr);
    ASSERT_TRUE(refused) << name;
    EXPECT_EQ(refused->code(), v1::ERROR_CODE_FORBIDDEN) << name;
  });
}

TEST(query_rights, an_auditor_may_ask_for_nothing_but_looks_and_the_own_record) {
  for_each_question([](const v1::Request& request, const std::string& name) {
    const bool may_ask = name == "looks" || name == "own_record" || name == "snapshot";
    EXPECT_EQ(!refusal_of(of(access_role::auditor), request, nullptr), may_ask) << name;
  });
}

TEST(query_rights, an_admin_may_ask_for_no_unit_and_no_zone) {
  for (const char* name : {"nearest", "trail", "presence", "figures", "gate", "activate_zones"}) {
    v1::Request request;
    const auto* field = v1::Request::descriptor()->FindFieldByName(name);
    request.GetReflection()->MutableMessage(&request, field);
    EXPECT_TRUE(refusal_of(of(access_role::admin), request, nullptr)) << name;
  }
}

TEST(query_rights, who_is_for_a_part_of_the_force_puts_no_zones_in_force) {
  v1::Request request;
  request.mutable_activate_zones();
  EXPECT_FALSE(refusal_of(of(access_role::supervisor), request, nullptr));
  EXPECT_EQ(refusal_of(of(access_role::supervisor, "force/north"), request, nullptr)->code(),
            v1::ERROR_CODE_FORBIDDEN);
}

TEST(query_rights, a_place_beyond_the_area_does_not_exist) {
  const account north = of(access_role::supervisor, "force/north");
  v1::Request request;
  request.mutable_presence()->set_level("force/south");
  EXPECT_EQ(refusal_of(north, request, nullptr)->code(), v1::ERROR_CODE_NOT_FOUND);
  request.mutable_presence()->set_level("force/north/beat");
  EXPECT_FALSE(refusal_of(north, request, nullptr));
  request.mutable_presence()->set_zone("unheard-of");
  EXPECT_EQ(refusal_of(north, request, nullptr)->code(), v1::ERROR_CODE_NOT_FOUND);
  request.mutable_gate()->set_gate("unheard-of");
  EXPECT_EQ(refusal_of(north, request, nullptr)->code(), v1::ERROR_CODE_NOT_FOUND);
}

}  // namespace
}  // namespace beatwatch
