#include "adapters/web/password_hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>

#include "adapters/sources/hexadecimal.h"

namespace beatwatch {
namespace {

constexpr std::string_view prefix = "scrypt$16384$8$1$";
constexpr std::size_t salt_size = 16;
constexpr std::size_t key_size = 32;
constexpr std::uint64_t memory_max = std::uint64_t{64} << 20U;

const unsigned char* unsigned_bytes(const std::string& bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string derive(std::string_view password, const std::string& salt) {
  std::string key(key_size, '\0');
  if (EVP_PBE_scrypt(password.data(),
                     password.size(),
                     unsigned_bytes(salt),
                     salt.size(),
                     16'384,
                     8,
                     1,
                     memory_max,
                     reinterpret_cast<unsigned char*>(key.data()),
                     key.size()) != 1) {
    throw std::runtime_error("no memory for the hash of a password");
  }
  return key;
}

struct kept_password {
  std::string salt;
  std::string key;
};

std::optional<kept_password> read_kept(std::string_view hash) {
  if (!hash.starts_with(prefix)) {
    return std::nullopt;
  }
  hash.remove_prefix(prefix.size());
  const auto between = hash.find('$');
  if (between == std::string_view::npos) {
    return std::nullopt;
  }
  auto salt = hex_to_octets(hash.substr(0, between));
  auto key = hex_to_octets(hash.substr(between + 1));
  if (!salt || !key || salt->size() != salt_size || key->size() != key_size) {
    return std::nullopt;
  }
  return kept_password{.salt = std::move(*salt), .key = std::move(*key)};
}

std::string to_hex(const std::string& bytes) {
  return octets_to_hex(std::as_bytes(std::span{bytes}));
}

}  // namespace

std::string hash_password(std::string_view password) {
  std::string salt(salt_size, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(salt.data()), static_cast<int>(salt.size())) !=
      1) {
    throw std::runtime_error("the system gives no random numbers");
  }
  return std::string{prefix} + to_hex(salt) + '$' + to_hex(derive(password, salt));
}

bool password_matches(std::string_view password, std::string_view hash) {
  const auto right = read_kept(hash);
  const std::string given = derive(password, right ? right->salt : std::string(salt_size, '\0'));
  return right && CRYPTO_memcmp(given.data(), right->key.data(), key_size) == 0;
}

bool is_password_hash(std::string_view hash) { return read_kept(hash).has_value(); }

}  // namespace beatwatch
