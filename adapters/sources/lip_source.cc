#include "adapters/sources/lip_source.h"

#include <span>
#include <utility>

#include "adapters/sources/bit_reader.h"
#include "adapters/sources/lip_ping.h"
#include "adapters/sources/octet_reader.h"
#include "adapters/sources/pei_decode.h"

namespace beatwatch {
namespace {

constexpr std::size_t size_of(lip_envelope envelope) {
  switch (envelope) {
    case lip_envelope::none:
      return 0;
    case lip_envelope::ssi:
      return 3;
    case lip_envelope::tsi:
      return 6;
  }
  return 0;
}

tetra_identity read_identity(std::span<const std::byte> envelope) {
  bit_reader bits{envelope, envelope.size() * 8};
  tetra_identity identity;
  if (envelope.size() == size_of(lip_envelope::tsi)) {
    const std::uint32_t mcc = bits.read(10);
    const std::uint32_t mnc = bits.read(14);
    identity.of = {.mcc = static_cast<std::uint16_t>(mcc), .mnc = static_cast<std::uint16_t>(mnc)};
  }
  identity.ssi = bits.read(24);
  return identity;
}

}  // namespace

std::string lip_source::take(std::string_view peer,
                             std::string_view message,
                             instant received_at,
                             std::vector<ping>& pings) {
  std::string device;
  const auto reject = [&](intake_reason reason) {
    counts_.count(reason, peer, message, received_at, device);
    return std::string{};
  };
  const auto octets = std::as_bytes(std::span{message});
  const std::size_t envelope = size_of(settings_.envelope);
  if (octets.size() < envelope) {
    return reject(intake_reason::bad_envelope);
  }
  device = settings_.envelope == lip_envelope::none
               ? device_of_peer(settings_.peers, peer)
               : tetra_device_name(read_identity(octets.first(envelope)));
  const auto user_data = octets.subspan(envelope);
  const auto report = decode_lip(user_data, user_data.size() * 8);
  if (!report) {
    return reject(reason_of(report.error()));
  }
  auto made = lip_to_ping(*report, received_at);
  if (!made) {
    return hear(made.error(), device) ? std::string{} : reject(made.error());
  }
  made->device = std::move(device);
  pings.push_back(std::move(*made));
  return {};
}

std::string pei_source::take(std::string_view peer,
                             std::string_view message,
                             instant received_at,
                             std::vector<ping>& pings) {
  std::string device;
  const auto reject = [&](intake_reason reason) {
    counts_.count(reason, peer, message, received_at, device);
    return std::string{};
  };
  const auto decoded = decode_pei(message);
  if (!decoded) {
    return reject(reason_of(decoded.error()));
  }
  device = tetra_device_name(decoded->calling);
  if (const auto* const status = std::get_if<std::uint16_t>(&decoded->content)) {
    heard_.push_back({.device = std::move(device),
                      .observed_at = {},
                      .signal = device_signal::status,
                      .status_code = *status});
    return {};
  }
  auto made = lip_to_ping(std::get<lip_report>(decoded->content), received_at);
  if (!made) {
    return hear(made.error(), device) ? std::string{} : reject(made.error());
  }
  made->device = std::move(device);
  pings.push_back(std::move(*made));
  return {};
}

std::optional<stream_cut> cut_counted(std::string_view received) {
  octet_reader octets{std::as_bytes(std::span{received})};
  const std::size_t end = 2 + octets.read(2);
  if (octets.ran_out() || end > received.size()) {
    return std::nullopt;
  }
  return stream_cut{.begin = 2, .end = end, .next = end};
}

}  // namespace beatwatch
