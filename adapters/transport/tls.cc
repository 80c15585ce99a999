#include "adapters/transport/tls.h"

#include <fmt/format.h>

#include <boost/system/error_code.hpp>
#include <stdexcept>

namespace beatwatch {
namespace {

void require(const boost::system::error_code& failed, const std::filesystem::path& file) {
  if (failed) {
    throw std::runtime_error(fmt::format("{}: {}", file.string(), failed.message()));
  }
}

}  // namespace

asio::ssl::context make_tls_context(const tls_files& files) {
  using std::filesystem::perms;
  boost::system::error_code failed;
  std::error_code unreadable;
  const auto mode = std::filesystem::status(files.private_key, unreadable).permissions();
  if (!unreadable && (mode & (perms::group_all | perms::others_all)) != perms::none) {
    throw std::runtime_error(
        fmt::format("{}: expected mode 0600: others may use this key", files.private_key.string()));
  }
  asio::ssl::context context{asio::ssl::context::tls_server};
  context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                      asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                      asio::ssl::context::no_tlsv1_1);
  context.use_certificate_chain_file(files.certificate.string(), failed);
  require(failed, files.certificate);
  context.use_private_key_file(files.private_key.string(), asio::ssl::context::pem, failed);
  require(failed, files.private_key);
  return context;
}

}  // namespace beatwatch
