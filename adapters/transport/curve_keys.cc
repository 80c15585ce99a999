#include "adapters/transport/curve_keys.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <toml++/toml.h>
#include <zmq.h>

#include <array>
#include <stdexcept>

namespace beatwatch {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, std::string_view why) {
  throw std::runtime_error(fmt::format("{}: {}", file.string(), why));
}

}  // namespace

curve_keys read_curve_keys(const std::filesystem::path& file) {
  struct stat status {};
  if (stat(file.c_str(), &status) != 0) {
    refuse(file, "the CURVE key file cannot be read");
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    refuse(file, "the CURVE key file is open to other users: expected mode 0600");
  }
  toml::table table;
  try {
    table = toml::parse_file(file.string());
  } catch (const toml::parse_error&) {
    refuse(file, "expected the two lines public_key = \"...\" and secret_key = \"...\"");
  }
  const curve_keys keys{.public_key = table["public_key"].value_or(std::string{}),
                        .secret_key = table["secret_key"].value_or(std::string{})};
  std::array<char, 41> derived{};
  if (keys.secret_key.size() != 40 ||
      zmq_curve_public(derived.data(), keys.secret_key.c_str()) != 0 ||
      keys.public_key != derived.data()) {
    refuse(file, "expected public_key and secret_key of one CURVE pair, 40 characters of Z85 each");
  }
  return keys;
}

}  // namespace beatwatch
