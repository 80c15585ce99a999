# Warnings are errors in our own code; generated code and packages are SYSTEM.
# Designated initialisers leave out what keeps its default: g++ 12 warns of each such member.
add_library(beatwatch_warnings INTERFACE)
target_compile_options(beatwatch_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor -Wno-missing-field-initializers -Werror)
