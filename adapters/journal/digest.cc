#include "adapters/journal/digest.h"

#include <openssl/evp.h>

#include <bit>
#include <memory>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

struct context_deleter {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Fetched once: EVP_sha256() would be looked up by name at every digest.
const EVP_MD* algorithm() {
  static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  check(fetched != nullptr, "OpenSSL has SHA-256");
  return fetched;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

digest sha256(std::initializer_list<std::span<const std::byte>> parts) {
  const std::unique_ptr<EVP_MD_CTX, context_deleter> context{EVP_MD_CTX_new()};
  bool done = context && EVP_DigestInit_ex2(context.get(), algorithm(), nullptr) == 1;
  for (const auto part : parts) {
    done = done && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
  }
  std::array<unsigned char, 32> value{};
  done = done && EVP_DigestFinal_ex(context.get(), value.data(), nullptr) == 1;
  check(done, "SHA-256 of bytes in memory succeeds");
  return std::bit_cast<digest>(value);
}

digest next_link(const digest& previous, std::span<const std::byte> content) {
  return sha256({previous, content});
}

std::string to_hex(const digest& value) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * value.size());
  for (const std::byte b : value) {
    hex += digits[std::to_integer<unsigned>(b >> 4)];
    hex += digits[std::to_integer<unsigned>(b & std::byte{15})];
  }
  return hex;
}

std::optional<digest> hex_to_digest(std::string_view hex) {
  digest value{};
  if (hex.size() != 2 * value.size()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < value.size(); ++i) {
    const int high = hex_value(hex[2 * i]);
    const int low = hex_value(hex[2 * i + 1]);
    if (high < 0 || low < 0) {
      return std::nullopt;
    }
    value[i] = static_cast<std::byte>(high * 16 + low);
  }
  return value;
}

}  // namespace beatwatch
