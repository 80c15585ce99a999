# Warnings are errors in our own code; generated code and packages are SYSTEM.
# Designated initialisers leave out what keeps its default: g++ 12 warns of each such member.
add_library(beatwatch_warnings INTERFACE)
target_compile_options(beatwatch_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor -Wno-missing-field-initializers -Werror)

# GCC 12 reports its own std::string operator+ (GCC bug 105651) and std::vector::insert (105329) at -O3.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(beatwatch_warnings INTERFACE -Wno-restrict -Wno-stringop-overflow)
endif()
