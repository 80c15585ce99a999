#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/units.h"
#include "engine/event.h"

namespace beatwatch {

/// Why a record that reached a source did not become an event of its own. The labels of every
/// decoder's errors are among them.
enum class intake_reason : std::uint8_t {
  line_too_long,
  no_start_delimiter,
  bad_character,
  missing_checksum,
  bad_checksum_field,
  checksum_mismatch,
  unsupported_sentence,
  too_few_fields,
  bad_time,
  bad_date,
  bad_status,
  bad_coordinate,
  out_of_range,
  bad_hemisphere,
  bad_number,
  tag_not_closed,
  tag_bad_character,
  tag_missing_checksum,
  tag_bad_checksum_field,
  tag_checksum_mismatch,
  tag_bad_field,
  tag_bad_time,
  bad_device_name,  ///< the TAG block's source breaks the rule for names
  no_fix,       ///< the receiver says that the position is not valid; counted of NMEA lines alone
  no_time,      ///< a valid position without time, or without the date that belongs to it
  no_position,  ///< course and speed with no position beside them
  covered_by_rmc,         ///< GGA or GNS of a device whose RMC carries the same fixes
  same_epoch,             ///< the device's position of this instant has been reported already
  conflicting_epoch,      ///< ... by the same sentence, with another position
  week_rollover,          ///< the date is more than 1,000 weeks behind reception
  observed_out_of_range,  ///< not within the years 2000 ... 2099
  speed_out_of_range,     ///< more than 150 m/s
  record_too_long,        ///< a stream did not end its message in time: beginning kept as sample
  bad_envelope,           ///< too short for the identity that stands before a message
  truncated,
  unsupported_pid,
  reserved_pdu_type,
  not_a_location_report,
  reserved_time_type,
  bad_time_of_position,
  unsupported_location_shape,
  bad_header,
  bad_identity,
  bad_digits,
  length_mismatch,
  unsupported_service,
  no_end_delimiter,
  not_a_response,
  unsupported_message,
  bad_length,
  bad_field,
  bad_preamble_or_imei,
  bad_imei,
  bad_preamble,
  trailing_bytes,
  crc_mismatch,
  bad_imei_length,
  unsupported_codec,
  record_count_mismatch,
  bad_priority,
  record_truncated,
  io_count_mismatch,
  no_identity,                 ///< a packet before its unit said who it is
  emergency_without_position,  ///< counted only when the device is not known
  doctype_forbidden,
  bad_xml,
  not_an_event,
  missing_attribute,
  unsupported_version,
  not_a_friend,  ///< of Cursor-on-Target: of another affiliation, or no object
  not_measured,  ///< likewise: drawn, predicted or simulated
  bad_json,
  not_a_location,
  missing_field,
  bad_http_request,  ///< not HTTP, or larger than may be
  no_user,           ///< a request that does not say whose it is
  lost,              ///< the kernel dropped it: nothing is known of it but the number
};
inline constexpr std::size_t intake_reason_count = 78;

/// The label, spelt like the enumerator.
std::string_view to_string(intake_reason reason);

/// Aborts when no reason has this label.
intake_reason reason_labelled(std::string_view label);

/// The reason that is spelt like a decoder's error.
template <typename Error>
intake_reason reason_of(Error error) {
  return reason_labelled(to_string(error));
}

/// Whether a record that was not used for this reason may be used once somebody has mended it.
/// Others are as they should be (covered by another record, or said to be without a fix) or no
/// record is left of them.
bool mendable(intake_reason reason);

/// A record that was not used, as it came. Views into what the source was given.
struct rejected_record {
  intake_reason reason{};
  std::string_view device;  ///< empty: not known
  std::string_view origin;  ///< peer, or file and line
  std::string_view record;
  instant received_at;
};

/// What a rejected record looked like.
struct intake_sample {
  instant received_at;
  std::string origin;  ///< peer, or file and line
  std::string record;  ///< its first `intake_counts::sample_bytes_max` bytes
};

/// What one source could not turn into events: a count per reason, and the first few records of
/// each reason so that somebody can see what is wrong. Bounded memory.
class intake_counts {
 public:
  static constexpr std::size_t samples_max = 8;  ///< per reason
  static constexpr std::size_t sample_bytes_max = 256;

  /// `device` as far as it is known whose record it is.
  void count(intake_reason reason,
             std::string_view origin,
             std::string_view record,
             instant received_at,
             std::string_view device = {});
  /// For what left no record behind.
  void count(intake_reason reason, std::uint64_t number);

  [[nodiscard]] std::uint64_t total(intake_reason reason) const;
  /// The first ones since the start.
  [[nodiscard]] std::span<const intake_sample> samples(intake_reason reason) const;

  /// What was counted since the last call, by reason; reasons without a count are left out.
  [[nodiscard]] std::vector<intake_counted> take_new();

  /// Tells of each record that is counted.
  void tell(std::function<void(const rejected_record&)> told) { told_ = std::move(told); }

 private:
  struct tally {
    std::uint64_t total = 0;
    std::uint64_t taken = 0;
    std::vector<intake_sample> samples;
  };
  [[nodiscard]] const tally& of(intake_reason reason) const;
  [[nodiscard]] tally& of(intake_reason reason);

  std::array<tally, intake_reason_count> tallies_;
  std::function<void(const rejected_record&)> told_;
};

}  // namespace beatwatch
