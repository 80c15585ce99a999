#pragma once
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

namespace beatwatch {

/// What the tool prints on its standard output; it has to end with `exit_code`.
inline std::string run_tool(const std::string& arguments, int exit_code = 0) {
  const std::string command = std::string(BEATWATCH_TOOL) + " " + arguments;
  FILE* const pipe = ::popen(command.c_str(), "r");
  std::string text;
  std::array<char, 4096> piece{};
  while (const std::size_t size = std::fread(piece.data(), 1, piece.size(), pipe)) {
    text.append(piece.data(), size);
  }
  EXPECT_EQ(WEXITSTATUS(::pclose(pipe)), exit_code) << command;
  return text;
}

}  // namespace beatwatch
