#pragma once
#include <string>
#include <string_view>

namespace beatwatch {

/// The password as it may be kept: "scrypt$N$r$p$SALT$KEY", salt and key in hexadecimal. Takes
/// about a twentieth of a second and 16 MiB, on purpose (scrypt, RFC 7914; N = 2^14, r = 8, p = 1).
/// Throws `std::runtime_error` when the system has no random numbers to give.
std::string hash_password(std::string_view password);

/// In the same time whatever is wrong with the password. False also of a text that is no hash.
bool password_matches(std::string_view password, std::string_view hash);

/// Whether `password_matches` could ever say yes.
bool is_password_hash(std::string_view hash);

}  // namespace beatwatch
