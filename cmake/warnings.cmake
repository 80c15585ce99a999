# Warnings are errors in our own code; generated code and packages are SYSTEM.
add_library(beatwatch_warnings INTERFACE)
target_compile_options(beatwatch_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor -Werror)
