# What nearly every test includes is parsed once. Tests still name what they use; the preset `tidy` builds without. The
# libraries do without too: else nothing would show a header that leans on what its source includes.
set(precompiled_tests
  <algorithm> <array> <chrono> <cmath> <cstddef> <cstdint> <functional> <limits> <map> <memory> <optional> <random> <set>
  <span> <string> <string_view> <tuple> <utility> <variant> <vector> <gmock/gmock.h> <gtest/gtest.h>)
