#pragma once
#include <string>
#include <string_view>

namespace beatwatch {

/// Text of code page Windows-1252, as Excel saves "CSV" in western Europe, in UTF-8. The five bytes
/// that the code page leaves open become U+FFFD.
std::string windows_1252_to_utf8(std::string_view text);

}  // namespace beatwatch
