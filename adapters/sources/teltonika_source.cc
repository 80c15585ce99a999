#include "adapters/sources/teltonika_source.h"

#include <span>
#include <utility>

#include "adapters/sources/ping_fields.h"

namespace beatwatch {
namespace {

constexpr std::uint8_t panic = 2;
constexpr std::uint64_t last_time_ms = 4'102'444'800'000;  // beyond it nothing is an instant

// Empty when it is none that an event may have.
std::optional<instant> time_of(const avl_record& record) {
  ping made;
  if (record.time_ms > last_time_ms ||
      set_observed(ms_to_instant(static_cast<std::int64_t>(record.time_ms)), made)) {
    return std::nullopt;
  }
  return made.observed_at;
}

expected<ping, intake_reason> to_ping(const avl_record& record) {
  const bool emergency = record.priority == panic;
  if (!position_valid(record)) {
    return unexpected{emergency ? intake_reason::emergency_without_position
                                : intake_reason::no_fix};
  }
  const auto observed_at = time_of(record);
  if (!observed_at) {
    return unexpected{intake_reason::observed_out_of_range};
  }
  ping made{.observed_at = *observed_at,
            .at = record.at,
            .ignition = record.ignition,
            .moving = record.movement};
  if (const auto reason = set_motion(record.speed_kmh / 3.6, record.angle_deg, made)) {
    return unexpected{*reason};
  }
  if (record.hdop_tenths) {
    made.accuracy_cm = accuracy_cm_of_hdop(*record.hdop_tenths / 10.0);
  }
  made.trigger = emergency                   ? ping_trigger::emergency
                 : record.event_element == 0 ? ping_trigger::interval
                                             : ping_trigger::unknown;
  return made;
}

std::span<const std::byte> octets_of(std::string_view text) {
  return std::as_bytes(std::span{text});
}

/// After which nobody knows where the next frame begins.
bool loses_the_stream(teltonika_error error) {
  return error == teltonika_error::bad_preamble_or_imei || error == teltonika_error::bad_imei ||
         error == teltonika_error::bad_preamble || error == teltonika_error::bad_length;
}

}  // namespace

void teltonika_source::take_records(std::string_view peer,
                                    std::string_view device,
                                    std::span<const avl_record> records,
                                    std::string_view message,
                                    instant received_at,
                                    std::vector<ping>& pings) {
  for (const avl_record& record : records) {
    auto made = to_ping(record);
    if (!made) {
      if (!hear(made.error(), std::string{device}, time_of(record))) {
        counts_.count(made.error(), peer, message, received_at, device);
      }
      continue;
    }
    made->device = device;
    pings.push_back(std::move(*made));
  }
}

std::string teltonika_source::take(std::string_view peer,
                                   std::string_view message,
                                   instant received_at,
                                   std::vector<ping>& pings) {
  const auto datagram = decode_teltonika_udp(octets_of(message), records_);
  if (!datagram) {
    counts_.count(reason_of(datagram.error()), peer, message, received_at);
    return is_as_made(datagram.error()) ? teltonika_udp_answer_to_refused(message) : std::string{};
  }
  take_records(peer, datagram->imei.view(), records_, message, received_at, pings);
  return teltonika_udp_answer(*datagram, records_.size());
}

teltonika_stream::outcome teltonika_stream::take(std::string_view frame,
                                                 instant received_at,
                                                 std::vector<ping>& pings) {
  const auto decoded = decode_teltonika_tcp(octets_of(frame), records_);
  if (!decoded) {
    const teltonika_error error = decoded.error();
    source_.counts().count(reason_of(error), peer_, frame, received_at, device_);
    if (is_as_made(error) && !device_.empty()) {
      return {.answer = teltonika_tcp_answer_to_refused(frame)};
    }
    return {.give_up = loses_the_stream(error)};
  }
  if (const auto* imei = std::get_if<avl_imei>(&*decoded)) {
    device_ = imei->view();
    return {.answer = std::string{teltonika_accept}, .at_once = true};
  }
  if (device_.empty()) {
    source_.counts().count(intake_reason::no_identity, peer_, frame, received_at);
    return {.give_up = true};
  }
  source_.take_records(peer_, device_, records_, frame, received_at, pings);
  return {.answer = teltonika_tcp_answer(records_.size())};
}

}  // namespace beatwatch
