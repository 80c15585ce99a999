#pragma once
#include <cstdint>

namespace beatwatch {

/// Three measures of one quantity, and what could not be observed. Milliseconds.
struct presence_measure {
  std::int64_t at_least_ms = 0;  ///< proved
  std::int64_t about_ms = 0;     ///< along the inferred path
  std::int64_t at_most_ms = 0;   ///< possible
  std::int64_t unknown_ms = 0;   ///< beyond the gap limit; not in `at_most_ms`
  friend constexpr bool operator==(const presence_measure&, const presence_measure&) = default;
  constexpr presence_measure& operator+=(const presence_measure& more) {
    at_least_ms += more.at_least_ms;
    about_ms += more.about_ms;
    at_most_ms += more.at_most_ms;
    unknown_ms += more.unknown_ms;
    return *this;
  }
};

template <class Archive>
void fields(Archive& a, presence_measure& m) {
  a(m.at_least_ms, m.about_ms, m.at_most_ms, m.unknown_ms);
}

}  // namespace beatwatch
