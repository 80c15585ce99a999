#include "adapters/sources/intake_counts.h"

#include <algorithm>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, intake_reason_count> labels{"line_too_long",
                                                                   "no_start_delimiter",
                                                                   "bad_character",
                                                                   "missing_checksum",
                                                                   "bad_checksum_field",
                                                                   "checksum_mismatch",
                                                                   "unsupported_sentence",
                                                                   "too_few_fields",
                                                                   "bad_time",
                                                                   "bad_date",
                                                                   "bad_status",
                                                                   "bad_coordinate",
                                                                   "out_of_range",
                                                                   "bad_hemisphere",
                                                                   "bad_number",
                                                                   "tag_not_closed",
                                                                   "tag_bad_character",
                                                                   "tag_missing_checksum",
                                                                   "tag_bad_checksum_field",
                                                                   "tag_checksum_mismatch",
                                                                   "tag_bad_field",
                                                                   "tag_bad_time",
                                                                   "bad_device_name",
                                                                   "no_fix",
                                                                   "no_time",
                                                                   "no_position",
                                                                   "covered_by_rmc",
                                                                   "same_epoch",
                                                                   "conflicting_epoch",
                                                                   "week_rollover",
                                                                   "observed_out_of_range",
                                                                   "speed_out_of_range",
                                                                   "record_too_long",
                                                                   "bad_envelope",
                                                                   "truncated",
                                                                   "unsupported_pid",
                                                                   "reserved_pdu_type",
                                                                   "not_a_location_report",
                                                                   "reserved_time_type",
                                                                   "bad_time_of_position",
                                                                   "unsupported_location_shape",
                                                                   "bad_header",
                                                                   "bad_identity",
                                                                   "bad_digits",
                                                                   "length_mismatch",
                                                                   "unsupported_service",
                                                                   "no_end_delimiter",
                                                                   "not_a_response",
                                                                   "unsupported_message",
                                                                   "bad_length",
                                                                   "bad_field",
                                                                   "bad_preamble_or_imei",
                                                                   "bad_imei",
                                                                   "bad_preamble",
                                                                   "trailing_bytes",
                                                                   "crc_mismatch",
                                                                   "bad_imei_length",
                                                                   "unsupported_codec",
                                                                   "record_count_mismatch",
                                                                   "bad_priority",
                                                                   "record_truncated",
                                                                   "io_count_mismatch",
                                                                   "no_identity",
                                                                   "emergency_without_position",
                                                                   "doctype_forbidden",
                                                                   "bad_xml",
                                                                   "not_an_event",
                                                                   "missing_attribute",
                                                                   "unsupported_version",
                                                                   "not_a_friend",
                                                                   "not_measured",
                                                                   "bad_json",
                                                                   "not_a_location",
                                                                   "missing_field",
                                                                   "bad_http_request",
                                                                   "no_user",
                                                                   "lost"};

}  // namespace

std::string_view to_string(intake_reason reason) {
  return labels.at(static_cast<std::size_t>(reason));
}

intake_reason reason_labelled(std::string_view label) {
  const auto found = std::find(labels.begin(), labels.end(), label);
  check(found != labels.end(), "every error of a decoder is a reason");
  return static_cast<intake_reason>(found - labels.begin());
}

bool mendable(intake_reason reason) {
  using enum intake_reason;
  constexpr std::array as_they_should_be{unsupported_sentence,
                                         no_fix,
                                         no_position,
                                         covered_by_rmc,
                                         same_epoch,
                                         not_a_location_report,
                                         unsupported_service,
                                         not_a_response,
                                         no_identity,
                                         lost};
  return std::find(as_they_should_be.begin(), as_they_should_be.end(), reason) ==
         as_they_should_be.end();
}

const intake_counts::tally& intake_counts::of(intake_reason reason) const {
  return tallies_.at(static_cast<std::size_t>(reason));
}

intake_counts::tally& intake_counts::of(intake_reason reason) {
  return tallies_.at(static_cast<std::size_t>(reason));
}

void intake_counts::count(intake_reason reason,
                          std::string_view origin,
                          std::string_view record,
                          instant received_at,
                          std::string_view device) {
  tally& counted = of(reason);
  ++counted.total;
  if (counted.samples.size() < samples_max) {
    counted.samples.push_back({.received_at = received_at,
                               .origin = std::string{origin},
                               .record = std::string{record.substr(0, sample_bytes_max)}});
  }
  if (told_) {
    told_({.reason = reason,
           .device = device,
           .origin = origin,
           .record = record,
           .received_at = received_at});
  }
}

void intake_counts::count(intake_reason reason, std::uint64_t number) {
  of(reason).total += number;
}

std::uint64_t intake_counts::total(intake_reason reason) const { return of(reason).total; }

std::span<const intake_sample> intake_counts::samples(intake_reason reason) const {
  return of(reason).samples;
}

std::vector<intake_counted> intake_counts::take_new() {
  std::vector<intake_counted> counts;
  for (std::size_t i = 0; i < intake_reason_count; ++i) {
    tally& counted = tallies_.at(i);
    if (counted.total > counted.taken) {
      counts.push_back(
          {.reason = std::string{labels.at(i)}, .count = counted.total - counted.taken});
      counted.taken = counted.total;
    }
  }
  return counts;
}

}  // namespace beatwatch
