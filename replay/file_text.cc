#include "replay/file_text.h"

namespace beatwatch {
namespace {

std::string digits(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  if (text.size() < width) {
    text.insert(0, width - text.size(), '0');
  }
  return text;
}

std::string fixed_point(std::int64_t number, std::int64_t one, std::size_t width) {
  const std::int64_t magnitude = number < 0 ? -number : number;
  return (number < 0 ? "-" : "") + std::to_string(magnitude / one) + '.' +
         digits(magnitude % one, width);
}

}  // namespace

std::string degrees_text(std::int64_t e7) { return fixed_point(e7, 10'000'000, 7); }

std::string hundredths_text(std::int64_t hundredths) { return fixed_point(hundredths, 100, 2); }

}  // namespace beatwatch
