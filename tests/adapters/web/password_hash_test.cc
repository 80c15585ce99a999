#include "adapters/web/password_hash.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

TEST(password_hash, knows_its_own_password_and_no_other) {
  const std::string hash = hash_password("correct horse battery");
  EXPECT_TRUE(password_matches("correct horse battery", hash));
  EXPECT_FALSE(password_matches("correct horse batterz", hash));
  EXPECT_FALSE(password_matches("", hash));
}

TEST(password_hash, is_another_each_time) {
  EXPECT_NE(hash_password("correct horse battery"), hash_password("correct horse battery"));
}

TEST(password_hash, what_is_no_hash_lets_nobody_in) {
  for (const char* const text : {"", "plain", "scrypt$16384$8$1$", "scrypt$16384$8$1$00$00"}) {
    EXPECT_FALSE(is_password_hash(text)) << text;
    EXPECT_FALSE(password_matches("", text)) << text;
  }
}

// Made by Python's hashlib.scrypt(b"correct horse battery", salt=bytes(range(16)), n=16384, r=8,
// p=1, dklen=32).
TEST(password_hash, agrees_with_another_implementation) {
  EXPECT_TRUE(password_matches("correct horse battery",
                               "scrypt$16384$8$1$000102030405060708090a0b0c0d0e0f$"
                               "e96ec6ba8c63a23698220f37c7fc042925d430c7feadec9ceb04af03cabb9f2f"));
}

}  // namespace
}  // namespace beatwatch
