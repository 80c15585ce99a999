#include "adapters/feeds/unit_names.h"

namespace beatwatch {
namespace {

template <typename Rows>
void clear_units(Rows& rows) {
  for (auto& row : rows) {
    row.clear_unit();
  }
}

}  // namespace

void leave_out_units(v1::Reply& reply) {
  if (reply.has_presence()) {
    clear_units(*reply.mutable_presence()->mutable_visit_list());
  }
  if (reply.has_gate()) {
    clear_units(*reply.mutable_gate()->mutable_passes());
  }
  if (reply.has_zone()) {
    clear_units(*reply.mutable_zone()->mutable_visit_list());
    clear_units(*reply.mutable_zone()->mutable_passes());
  }
}

}  // namespace beatwatch
