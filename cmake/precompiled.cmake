# What nearly every source includes is parsed once. Sources still name what they use; the presets `fuzz` and `tidy` and
# the check of each header alone build without.
set(precompiled_standard
  <algorithm> <array> <chrono> <cmath> <cstddef> <cstdint> <functional> <limits> <map> <memory> <optional> <set> <span>
  <string> <string_view> <tuple> <utility> <variant> <vector>)
set(precompiled_adapters ${precompiled_standard} <filesystem> <fstream> <sstream> <nlohmann/json.hpp>)
set(precompiled_tests ${precompiled_standard} <random> <gmock/gmock.h> <gtest/gtest.h>)
