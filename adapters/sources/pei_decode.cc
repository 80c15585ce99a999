#include "adapters/sources/pei_decode.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "adapters/sources/hexadecimal.h"

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, pei_error_count> labels{
    "bad_header", "bad_identity", "bad_digits", "length_mismatch", "unsupported_service"};

constexpr std::string_view tag = "+CTSDSR:";
constexpr std::string_view line_end = "\r\n";
constexpr std::size_t bits_max = 2'047;
constexpr std::size_t fields_max = 7;
constexpr std::uint32_t ssi_max = 0xFF'FFFF;
constexpr int type_ssi = 0;
constexpr int type_tsi = 1;
constexpr int service_sds_4 = 12;
constexpr int service_status = 13;
constexpr std::size_t status_bits = 16;

template <typename Number>
std::optional<Number> whole_number(std::string_view digits) {
  Number value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, failure] = std::from_chars(digits.data(), end, value);
  const bool plain = !digits.empty() && digits.front() != '-';
  return plain && failure == std::errc{} && stop == end ? std::optional{value} : std::nullopt;
}

/// The two lines, without their ends.
struct message_lines {
  std::string_view header;
  std::string_view digits;
};

message_lines split_lines(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(line_end), text.size()));
  const auto end = std::min(text.find_first_of(line_end), text.size());
  const std::string_view header = text.substr(0, end);
  text.remove_prefix(std::min(text.find_first_not_of(line_end, end), text.size()));
  while (!text.empty() && line_end.find(text.back()) != std::string_view::npos) {
    text.remove_suffix(1);
  }
  return {.header = header, .digits = text};
}

struct header_fields {
  std::array<std::string_view, fields_max> field;
  std::size_t count = 0;  ///< those beyond the last that is known included
};

header_fields split_header(std::string_view text) {
  header_fields fields;
  for (bool more = true; more; ++fields.count) {
    const auto comma = text.find(',');
    more = comma != std::string_view::npos;
    if (fields.count < fields_max) {
      fields.field.at(fields.count) = text.substr(0, comma);
    }
    text.remove_prefix(more ? comma + 1 : text.size());
  }
  return fields;
}

std::optional<tetra_identity> read_identity(std::string_view digits, int type) {
  tetra_identity identity;
  if (type == type_tsi && digits.size() == 15) {
    const auto mcc = whole_number<std::uint16_t>(digits.substr(0, 3));
    const auto mnc = whole_number<std::uint16_t>(digits.substr(3, 4));
    if (!mcc || !mnc) {
      return std::nullopt;
    }
    identity.of = {.mcc = *mcc, .mnc = *mnc};
    digits.remove_prefix(7);
  } else if (type != type_ssi) {
    return std::nullopt;
  }
  const auto ssi = whole_number<std::uint32_t>(digits);
  if (!ssi || digits.size() > 8 || *ssi > ssi_max) {
    return std::nullopt;
  }
  identity.ssi = *ssi;
  return identity;
}

/// Fills all but the content.
std::optional<pei_error> read_header(std::string_view line, pei_message& message) {
  if (!line.starts_with(tag)) {
    return pei_error::bad_header;
  }
  line.remove_prefix(tag.size());
  line.remove_prefix(line.starts_with(' ') ? 1 : 0);
  const header_fields fields = split_header(line);
  if (fields.count < fields_max - 1 || fields.count > fields_max) {
    return pei_error::bad_header;
  }
  const auto service = whole_number<int>(fields.field[0]);
  const auto calling_type = whole_number<int>(fields.field[2]);
  const auto called_type = whole_number<int>(fields.field[4]);
  const auto bits = whole_number<std::size_t>(fields.field[5]);
  if (!service || !calling_type || !called_type || !bits || *bits > bits_max) {
    return pei_error::bad_header;
  }
  const auto calling = read_identity(fields.field[1], *calling_type);
  const auto called = read_identity(fields.field[3], *called_type);
  if (!calling || !called) {
    return pei_error::bad_identity;
  }
  message = {.service = *service, .calling = *calling, .called = *called, .length_bits = *bits};
  return std::nullopt;
}

struct user_data {
  std::array<std::byte, (bits_max + 7) / 8> octets{};
  std::size_t size = 0;
};

/// An odd number of digits leaves half an octet of zeros at the end.
expected<user_data, pei_error> read_digits(std::string_view digits, std::size_t bits) {
  if (!std::all_of(digits.begin(), digits.end(), is_hex_digit)) {
    return unexpected{pei_error::bad_digits};
  }
  if (bits > 4 * digits.size() || 4 * digits.size() >= bits + 8) {
    return unexpected{pei_error::length_mismatch};
  }
  user_data data;
  for (std::size_t i = 0; i < digits.size() && data.size < data.octets.size(); i += 2) {
    const std::array<char, 2> pair{digits[i], i + 1 < digits.size() ? digits[i + 1] : '0'};
    data.octets.at(data.size++) = std::byte{*hex_to_octet({pair.data(), pair.size()})};
  }
  return data;
}

}  // namespace

std::string tetra_device_name(const tetra_identity& identity) {
  const std::string ssi = std::to_string(identity.ssi);
  return identity.of
             ? std::to_string(identity.of->mcc) + "-" + std::to_string(identity.of->mnc) + "-" + ssi
             : ssi;
}

std::string_view to_string(pei_error error) { return labels.at(static_cast<std::size_t>(error)); }

std::string_view to_string(const std::variant<pei_error, lip_error>& error) {
  return std::visit([](auto each) { return to_string(each); }, error);
}

expected<pei_message, std::variant<pei_error, lip_error>> decode_pei(std::string_view lines) {
  const auto [header, digits] = split_lines(lines);
  pei_message message;
  if (const auto error = read_header(header, message)) {
    return unexpected{std::variant<pei_error, lip_error>{*error}};
  }
  const auto data = read_digits(digits, message.length_bits);
  if (!data) {
    return unexpected{std::variant<pei_error, lip_error>{data.error()}};
  }
  const std::span octets{data->octets.data(), data->size};
  if (message.service == service_sds_4) {
    const auto report = decode_lip(octets, message.length_bits);
    if (!report) {
      return unexpected{std::variant<pei_error, lip_error>{report.error()}};
    }
    message.content = *report;
    return message;
  }
  if (message.service == service_status) {
    if (message.length_bits != status_bits) {
      return unexpected{std::variant<pei_error, lip_error>{pei_error::length_mismatch}};
    }
    message.content = static_cast<std::uint16_t>(std::to_integer<unsigned>(octets[0]) << 8U |
                                                 std::to_integer<unsigned>(octets[1]));
    return message;
  }
  return unexpected{std::variant<pei_error, lip_error>{pei_error::unsupported_service}};
}

}  // namespace beatwatch
