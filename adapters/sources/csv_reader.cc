#include "adapters/sources/csv_reader.h"

#include <array>
#include <string_view>

namespace beatwatch {
namespace {

constexpr std::size_t block_bytes = 16'384;

}  // namespace

std::string_view to_string(csv_fault fault) {
  constexpr std::array<std::string_view, 6> expectations{
      "at most 4096 characters, or a closing quote before them",
      "at most 256 fields",
      "quotes around the whole field, and quotes within it written twice",
      "a separator or the end of the line behind the closing quote",
      "a closing quote before the end of the file",
      "a line feed behind the carriage return"};
  return expectations.at(static_cast<std::size_t>(fault));
}

csv_reader::csv_reader(std::istream& in, char separator)
    : in_(in), separator_(separator), block_(block_bytes) {
  skip_mark();
}

int csv_reader::peek() {
  if (at_ == block_end_) {
    in_.read(block_.data(), static_cast<std::streamsize>(block_.size()));
    block_end_ = static_cast<std::size_t>(in_.gcount());
    at_ = 0;
    unreadable_ = in_.bad();
  }
  return at_ == block_end_ ? end : static_cast<unsigned char>(block_[at_]);
}

int csv_reader::take() {
  const int c = peek();
  if (c != end) {
    ++at_;
    line_ += c == '\n' ? 1 : 0;
  }
  return c;
}

void csv_reader::skip_mark() {
  static_cast<void>(peek());
  if (std::string_view{block_.data(), block_end_}.starts_with("\xEF\xBB\xBF")) {
    at_ = 3;
  }
}

/// Reads a line feed, or a carriage return and a line feed.
bool csv_reader::take_line_end() {
  if (peek() == '\r') {
    take();
    if (peek() != '\n') {
      fail(csv_fault::lone_return);
      return false;
    }
  }
  if (peek() != '\n') {
    return false;
  }
  take();
  return true;
}

bool csv_reader::next() {
  count_ = 0;
  fault_.reset();
  while (peek() == '\n' || peek() == '\r') {
    if (!take_line_end()) {
      break;
    }
  }
  if (!fault_ && peek() == end) {
    return false;
  }
  record_line_ = line_;
  bool more = !fault_;
  while (more) {
    read_field();
    more = !fault_ && peek() == separator_;
    if (more) {
      take();
    }
  }
  if (!fault_) {
    take_line_end();
  }
  if (fault_) {
    skip_line();
  }
  return true;
}

void csv_reader::skip_line() {
  int c = take();
  while (c != '\n' && c != end) {
    c = take();
  }
}

void csv_reader::read_field() {
  if (count_ == fields_max) {
    fail(csv_fault::too_many_fields);
    return;
  }
  if (count_ == fields_.size()) {
    fields_.emplace_back();
  }
  fields_[count_++].clear();
  if (peek() == '"') {
    read_quoted();
  } else {
    read_plain();
  }
}

bool csv_reader::append(int c) {
  std::string& field = fields_[count_ - 1];
  if (field.size() == field_bytes_max) {
    fail(csv_fault::field_too_long);
    return false;
  }
  field.push_back(static_cast<char>(c));
  return true;
}

void csv_reader::read_quoted() {
  take();
  for (;;) {
    const int c = take();
    if (c == end) {
      fail(csv_fault::quote_not_closed);
      return;
    }
    if (c == '"' && peek() != '"') {
      break;
    }
    if (c == '"') {
      take();
    }
    if (!append(c)) {
      return;
    }
  }
  const int c = peek();
  if (c != separator_ && c != '\r' && c != '\n' && c != end) {
    fail(csv_fault::text_after_quote);
  }
}

void csv_reader::read_plain() {
  for (int c = peek(); c != separator_ && c != '\r' && c != '\n' && c != end; c = peek()) {
    if (c == '"') {
      fail(csv_fault::quote_in_field);
      return;
    }
    if (!append(take())) {
      return;
    }
  }
}

void csv_reader::fail(csv_fault fault) { fault_ = fault; }

}  // namespace beatwatch
