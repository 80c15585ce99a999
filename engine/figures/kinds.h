#pragma once
#include <cstdint>
#include <vector>

#include "engine/figures/evidence.h"

namespace beatwatch {

/// What units of one kind did: cars, foot officers, PCSOs and the others are never compared
/// unequalised, but each has its own row.
struct kind_figures {
  unit_kind kind = unit_kind::car;
  std::uint32_t visits = 0;           ///< that begin in the window; about
  std::uint32_t qualifying = 0;       ///< of them
  presence_measure inside;            ///< sum over visits: two units at once count twice
  std::int64_t officer_about_ms = 0;  ///< officers times likely time inside
};

/// Of every kind that has a visit, in the order of the kinds.
std::vector<kind_figures> by_kind(const place_evidence& evidence);

}  // namespace beatwatch
