#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>

namespace beatwatch {

/// A sequence that is mostly short: up to `Inline` elements lie in the object itself, where a
/// `std::vector` would lead to a second place in memory. Elements move when it grows.
template <typename T, std::uint32_t Inline>
class few {
 public:
  using value_type = T;

  few() = default;
  few(const few& other) { append(other.begin(), other.end()); }
  few(few&& other) noexcept { take(other); }
  few& operator=(const few& other) {
    if (this != &other) {
      clear();
      append(other.begin(), other.end());
    }
    return *this;
  }
  few& operator=(few&& other) noexcept {
    if (this != &other) {
      release();
      take(other);
    }
    return *this;
  }
  ~few() { release(); }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] T* data() { return outside() ? heap_ : inside(); }
  [[nodiscard]] const T* data() const { return outside() ? heap_ : inside(); }
  T* begin() { return data(); }
  T* end() { return data() + size_; }
  [[nodiscard]] const T* begin() const { return data(); }
  [[nodiscard]] const T* end() const { return data() + size_; }
  T& operator[](std::size_t i) { return data()[i]; }
  const T& operator[](std::size_t i) const { return data()[i]; }
  T& front() { return *data(); }
  [[nodiscard]] const T& front() const { return *data(); }
  T& back() { return data()[size_ - 1]; }
  [[nodiscard]] const T& back() const { return data()[size_ - 1]; }

  void reserve(std::size_t capacity) {
    if (capacity > capacity_) {
      grow(static_cast<std::uint32_t>(capacity));
    }
  }
  template <typename... Args>
  T& emplace_back(Args&&... args) {
    if (size_ == capacity_) {
      grow(2 * capacity_);
    }
    T* const made = std::construct_at(data() + size_, std::forward<Args>(args)...);
    ++size_;
    return *made;
  }
  void push_back(T value) { emplace_back(std::move(value)); }
  void pop_back() { std::destroy_at(&back()), --size_; }
  void insert(const T* before, T value) {
    const std::ptrdiff_t place = before - begin();
    push_back(std::move(value));
    std::rotate(begin() + place, end() - 1, end());
  }
  void erase(const T* first, const T* last) {
    if (first == last) {
      return;
    }
    T* const kept = std::move(const_cast<T*>(last), end(), const_cast<T*>(first));
    std::destroy(kept, end());
    size_ = static_cast<std::uint32_t>(kept - begin());
  }
  /// Keeps its memory.
  void clear() {
    std::destroy(begin(), end());
    size_ = 0;
  }

  friend bool operator==(const few& a, const few& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  [[nodiscard]] bool outside() const { return capacity_ > Inline; }
  T* inside() { return reinterpret_cast<T*>(place_.data()); }
  [[nodiscard]] const T* inside() const { return reinterpret_cast<const T*>(place_.data()); }

  void append(const T* first, const T* last) {
    reserve(static_cast<std::size_t>(last - first));
    std::uninitialized_copy(first, last, data());
    size_ = static_cast<std::uint32_t>(last - first);
  }
  void grow(std::uint32_t capacity) {
    T* const memory = std::allocator<T>{}.allocate(capacity);
    std::uninitialized_move(begin(), end(), memory);
    const std::uint32_t size = size_;
    release();
    heap_ = memory;
    size_ = size;
    capacity_ = capacity;
  }
  // Leaves it empty, with room for what fits inside.
  void release() {
    clear();
    if (outside()) {
      std::allocator<T>{}.deallocate(heap_, capacity_);
      capacity_ = Inline;
    }
  }
  // Of one that is released.
  void take(few& other) {
    if (other.outside()) {
      heap_ = other.heap_;
      size_ = std::exchange(other.size_, 0);
      capacity_ = std::exchange(other.capacity_, Inline);
    } else {
      std::uninitialized_move(other.begin(), other.end(), inside());
      size_ = other.size_;
      other.clear();
    }
  }

  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = Inline;
  union {
    T* heap_;
    alignas(T) std::array<std::byte, Inline * sizeof(T)> place_;
  };
};

}  // namespace beatwatch
