#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "adapters/sources/lip_decode.h"
#include "engine/base/expected.h"

namespace beatwatch {

// Short data as a radio's serial interface (PEI) gives it: a line
//   +CTSDSR: service,calling,type,called,type,bits[,encryption]
// and a line of hexadecimal digits behind it.

/// A TETRA subscriber: the short identity alone, or with the network's codes before it.
struct tetra_identity {
  struct network {
    std::uint16_t mcc = 0;  ///< 0 ... 999
    std::uint16_t mnc = 0;  ///< 0 ... 9999
  };
  std::optional<network> of;
  std::uint32_t ssi = 0;  ///< 24 bits
};

/// The name of the subscriber's radio: "1234567", or "901-9999-1234" with a network.
std::string tetra_device_name(const tetra_identity& identity);

/// Why lines are not a message, in the order of the checks.
enum class pei_error : std::uint8_t {
  bad_header,       ///< a field is missing, or not a number that can be
  bad_identity,     ///< too many digits, above 24 bits, or of a type other than SSI and TSI
  bad_digits,       ///< something else than hexadecimal digits
  length_mismatch,  ///< not as many digits as the header says
  unsupported_service,
};
inline constexpr std::size_t pei_error_count = 5;

/// The label, spelt like the enumerator.
std::string_view to_string(pei_error error);

struct pei_message {
  int service = 0;  ///< 12: short data type 4; 13: status
  tetra_identity calling;
  tetra_identity called;
  std::size_t length_bits = 0;                      ///< at most 2,047
  std::variant<lip_report, std::uint16_t> content;  ///< of service 13 the pre-coded status
};

/// Longer than any message can be, with the line ends around it.
inline constexpr std::size_t pei_message_max = 1'024;

/// Decodes both lines of one message; line ends around them, and more than one between them, do not
/// matter.
expected<pei_message, std::variant<pei_error, lip_error>> decode_pei(std::string_view lines);

/// Either label.
std::string_view to_string(const std::variant<pei_error, lip_error>& error);

}  // namespace beatwatch
