#pragma once
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/check.h"
#include "engine/base/chunked.h"
#include "engine/base/few.h"
#include "engine/base/units.h"

namespace beatwatch {

// One description of a structure serves writing, reading and hashing: a free function
//   template <class Archive> void fields(Archive& a, track& t) { a(t.pings, t.last_seen); }
// beside the structure. Bytes are little-endian, of fixed width, without padding: canonical.

/// Appends what it is shown to a buffer.
class byte_writer {
 public:
  explicit byte_writer(std::vector<std::byte>& out) : out_(out) {}

  template <typename... Ts>
  void operator()(const Ts&... values) {
    (put(values), ...);
  }

 private:
  void put_raw(const void* bytes, std::size_t size) {
    const auto* first = static_cast<const std::byte*>(bytes);
    out_.insert(out_.end(), first, first + size);
  }
  template <typename T>
  void put(const T& value);

  std::vector<std::byte>& out_;
};

/// Fills what it is shown from bytes that a `byte_writer` of the same build made. Bytes that end
/// too early leave `ok()` false and the rest of the values at zero or empty; never reads past the
/// end.
class byte_reader {
 public:
  explicit byte_reader(std::span<const std::byte> in) : in_(in) {}

  template <typename... Ts>
  void operator()(Ts&... values) {
    (take(values), ...);
  }
  /// True while every read was inside the bytes.
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return in_.empty(); }

 private:
  bool take_raw(void* bytes, std::size_t size) {
    if (in_.size() < size) {
      ok_ = false;
      in_ = {};
      return false;
    }
    if (size > 0) {
      std::memcpy(bytes, in_.data(), size);
    }
    in_ = in_.subspan(size);
    return true;
  }
  template <typename T>
  void take(T& value);
  template <typename Container>
  void take_elements(Container& values);

  std::span<const std::byte> in_;
  bool ok_ = true;
};

namespace archive_detail {
template <typename T>
inline constexpr bool is_strong = false;
template <typename Rep, typename Tag>
inline constexpr bool is_strong<strong<Rep, Tag>> = true;
template <typename T>
inline constexpr bool is_sequence = false;
template <typename T>
inline constexpr bool is_sequence<std::vector<T>> = true;
template <typename T>
inline constexpr bool is_sequence<chunked<T>> = true;
template <typename T, std::uint32_t Inline>
inline constexpr bool is_sequence<few<T, Inline>> = true;
template <typename T>
inline constexpr bool is_map = false;
template <typename K, typename V>
inline constexpr bool is_map<std::map<K, V>> = true;
template <typename T>
inline constexpr bool is_optional = false;
template <typename T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <typename T>
inline constexpr bool is_owned = false;
template <typename T>
inline constexpr bool is_owned<std::unique_ptr<T>> = true;
static_assert(std::endian::native == std::endian::little, "canonical bytes are little-endian");
}  // namespace archive_detail

template <typename T>
void byte_writer::put(const T& value) {
  using namespace archive_detail;
  if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
    put_raw(&value, sizeof(T));
  } else if constexpr (std::same_as<T, instant>) {
    put(instant_to_ms(value));
  } else if constexpr (std::same_as<T, duration>) {
    put(static_cast<std::int64_t>(value.count()));
  } else if constexpr (is_strong<T>) {
    put(value.value);
  } else if constexpr (std::same_as<T, std::string>) {
    put(static_cast<std::uint32_t>(value.size()));
    put_raw(value.data(), value.size());
  } else if constexpr (is_optional<T> || is_owned<T>) {
    put(static_cast<std::uint8_t>(value ? 1 : 0));
    if (value) {
      put(*value);
    }
  } else if constexpr (is_sequence<T>) {
    put(static_cast<std::uint32_t>(value.size()));
    for (const auto& element : value) {
      put(element);
    }
  } else if constexpr (is_map<T>) {
    put(static_cast<std::uint32_t>(value.size()));
    for (const auto& [key, mapped] : value) {
      put(key);
      put(mapped);
    }
  } else {
    // `fields` takes a reference it may fill; a writer only looks.
    fields(*this, const_cast<T&>(value));
  }
}

template <typename Container>
void byte_reader::take_elements(Container& values) {
  std::uint32_t size = 0;
  take(size);
  values.clear();
  // Grows as elements arrive, so that a damaged count cannot claim memory.
  for (std::uint32_t i = 0; i < size && ok_; ++i) {
    take(values.emplace_back());
  }
}

template <typename T>
void byte_reader::take(T& value) {
  using namespace archive_detail;
  if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
    if (!take_raw(&value, sizeof(T))) {
      value = T{};
    }
  } else if constexpr (std::same_as<T, instant>) {
    std::int64_t ms = 0;
    take(ms);
    value = ms_to_instant(ms);
  } else if constexpr (std::same_as<T, duration>) {
    std::int64_t ms = 0;
    take(ms);
    value = duration{ms};
  } else if constexpr (is_strong<T>) {
    take(value.value);
  } else if constexpr (std::same_as<T, std::string>) {
    std::uint32_t size = 0;
    take(size);
    if (in_.size() < size) {
      ok_ = false;
      in_ = {};
      size = 0;
    }
    value.resize(size);
    take_raw(value.data(), size);
  } else if constexpr (is_optional<T>) {
    std::uint8_t present = 0;
    take(present);
    value.reset();
    if (present != 0) {
      take(value.emplace());
    }
  } else if constexpr (is_owned<T>) {
    std::uint8_t present = 0;
    take(present);
    value.reset();
    if (present != 0) {
      value = std::make_unique<typename T::element_type>();
      take(*value);
    }
  } else if constexpr (is_sequence<T>) {
    take_elements(value);
  } else if constexpr (is_map<T>) {
    std::uint32_t size = 0;
    take(size);
    value.clear();
    for (std::uint32_t i = 0; i < size && ok_; ++i) {
      typename T::key_type key{};
      take(key);
      take(value[key]);
    }
  } else {
    fields(*this, value);
  }
}

}  // namespace beatwatch
