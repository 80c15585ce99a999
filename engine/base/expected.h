#pragma once
#include <utility>
#include <variant>

#include "engine/base/check.h"

namespace beatwatch {

template <typename E>
struct unexpected {
  E error;
};
template <typename E>
unexpected(E) -> unexpected<E>;

/// A value, or the reason why there is none: how bad data travels. The part of C++23's
/// `std::expected` that is used here.
template <typename T, typename E>
class expected {
 public:
  expected(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  expected(unexpected<E> failure) : held_(std::in_place_index<1>, std::move(failure.error)) {}

  [[nodiscard]] bool has_value() const { return held_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  [[nodiscard]] const T& operator*() const {
    check(has_value(), "expected holds a value");
    return *std::get_if<0>(&held_);
  }
  [[nodiscard]] T& operator*() {
    check(has_value(), "expected holds a value");
    return *std::get_if<0>(&held_);
  }
  [[nodiscard]] const T* operator->() const { return &**this; }
  [[nodiscard]] T* operator->() { return &**this; }
  [[nodiscard]] const E& error() const {
    check(!has_value(), "expected holds an error");
    return *std::get_if<1>(&held_);
  }

 private:
  std::variant<T, E> held_;
};

}  // namespace beatwatch
