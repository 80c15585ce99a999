#pragma once

namespace beatwatch {

/// One visitor out of several lambdas, for `std::visit`.
template <typename... Fs>
struct overloaded : Fs... {
  using Fs::operator()...;
};
template <typename... Fs>
overloaded(Fs...) -> overloaded<Fs...>;

}  // namespace beatwatch
