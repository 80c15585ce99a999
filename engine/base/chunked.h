#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace beatwatch {

/// A sequence that only grows and never moves its elements. Finding one costs a shift and a mask,
/// so that a caller can ask for many before it reads any.
template <typename T>
class chunked {
 public:
  [[nodiscard]] std::size_t size() const { return size_; }
  T& operator[](std::size_t i) { return (*chunks_[i / per_chunk])[i % per_chunk]; }
  const T& operator[](std::size_t i) const { return (*chunks_[i / per_chunk])[i % per_chunk]; }

  T& emplace_back() {
    if (size_ % per_chunk == 0) {
      chunks_.push_back(std::make_unique<chunk>());
    }
    return (*this)[size_++];
  }

  void clear() {
    chunks_.clear();
    size_ = 0;
  }

  class iterator {
   public:
    iterator(const chunked* of, std::size_t at) : of_(of), at_(at) {}
    const T& operator*() const { return (*of_)[at_]; }
    iterator& operator++() {
      ++at_;
      return *this;
    }
    friend bool operator==(const iterator&, const iterator&) = default;

   private:
    const chunked* of_;
    std::size_t at_;
  };
  [[nodiscard]] iterator begin() const { return {this, 0}; }
  [[nodiscard]] iterator end() const { return {this, size_}; }

 private:
  static constexpr std::size_t per_chunk = 256;
  using chunk = std::array<T, per_chunk>;
  std::vector<std::unique_ptr<chunk>> chunks_;
  std::size_t size_ = 0;
};

}  // namespace beatwatch
