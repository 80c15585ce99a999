#pragma once
#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace beatwatch {

/// What is wrong with the form of a record.
enum class csv_fault : std::uint8_t {
  field_too_long,    ///< more than `csv_reader::field_bytes_max`; also a quote that never closes
  too_many_fields,   ///< more than `csv_reader::fields_max`
  quote_in_field,    ///< `"` inside a field that does not start with one
  text_after_quote,  ///< something other than a separator or the end of the line behind a closing
                     ///< `"`
  quote_not_closed,  ///< at the end of the file
  lone_return,       ///< a carriage return without a line feed
};
/// What should have been there instead.
std::string_view to_string(csv_fault fault);

/// Reads records of RFC 4180: fields between separators, quoted where they hold these, quotes
/// (written twice) or line ends; lines end in CR LF or LF, the last one need not. A UTF-8
/// byte-order mark at the start and lines with nothing on them are passed over. Memory is bounded;
/// the stream is read in blocks.
class csv_reader {
 public:
  static constexpr std::size_t field_bytes_max = 4'096;
  static constexpr std::size_t fields_max = 256;

  /// `in` outlives the reader.
  explicit csv_reader(std::istream& in, char separator = ',');

  /// Moves to the next record; false at the end. After a record with a fault, reading goes on with
  /// the line after the one where the fault stands.
  bool next();

  /// Of the record; valid until `next`. With a fault, those before it and the one it stands in.
  [[nodiscard]] std::span<const std::string> fields() const { return {fields_.data(), count_}; }
  [[nodiscard]] std::optional<csv_fault> fault() const { return fault_; }
  /// The line where the record begins, from 1.
  [[nodiscard]] std::size_t line() const { return record_line_; }
  /// The stream failed before its end.
  [[nodiscard]] bool unreadable() const { return unreadable_; }

 private:
  static constexpr int end = -1;

  [[nodiscard]] int peek();
  int take();
  bool append(int c);
  void skip_mark();
  bool take_line_end();
  void skip_line();
  void read_field();
  void read_quoted();
  void read_plain();
  void fail(csv_fault fault);

  std::istream& in_;
  char separator_;
  std::vector<char> block_;
  std::size_t at_ = 0;
  std::size_t block_end_ = 0;
  std::size_t line_ = 1;
  std::size_t record_line_ = 0;
  std::vector<std::string> fields_;  ///< the first `count_` belong to the record
  std::size_t count_ = 0;
  std::optional<csv_fault> fault_;
  bool unreadable_ = false;
};

}  // namespace beatwatch
