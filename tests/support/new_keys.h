#pragma once
#include <zmq.h>

#include <array>

#include "adapters/transport/curve_keys.h"

namespace beatwatch {

/// A key pair of CURVE that nobody had before.
inline curve_keys new_keys() {
  std::array<char, 41> public_key{};
  std::array<char, 41> secret_key{};
  zmq_curve_keypair(public_key.data(), secret_key.data());
  return {.public_key = public_key.data(), .secret_key = secret_key.data()};
}

}  // namespace beatwatch
