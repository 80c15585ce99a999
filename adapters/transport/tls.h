#pragma once
#include <boost/asio/ssl/context.hpp>
#include <filesystem>

#include "adapters/transport/asio.h"

namespace beatwatch {

/// What a server proves itself with: both PEM.
struct tls_files {
  std::filesystem::path certificate;  ///< its own first, then those that vouch for it
  std::filesystem::path private_key;  ///< readable by nobody else (mode 0600 or 0400)
};

/// A server's context for TLS 1.2 and 1.3. Throws std::runtime_error, which names the file that
/// cannot be read, is open to others, or does not belong to the other.
[[nodiscard]] asio::ssl::context make_tls_context(const tls_files& files);

}  // namespace beatwatch
