// How `presence_books` notices that officers may have been elsewhere.
#include <algorithm>

#include "engine/visibility/presence_books.h"

namespace beatwatch {

void presence_books::crew_changed(unit_id unit, instant from) {
  if (unit.value < progress_.size()) {
    for (const auto& d : progress_[unit.value].devices) {
      mark_officers(unit, d.device, from);
    }
  }
}

void presence_books::mark_officers(unit_id unit, device_id device, instant from) {
  if (device_books_.size() <= device.value) {
    return;
  }
  for (const book_index index : device_books_[device.value]) {
    const visit_book& book = slots_[index].book;
    const auto record = book.find_record(device);
    if (book.unit() != unit || !record || book.records()[*record].line.end() <= from) {
      continue;
    }
    zone_changed(boards_[book.zone().value], from);
  }
}

// What one device tells of an officer may be of weight where only another one was.
void presence_books::look_after_officers() {
  for (std::uint32_t u = 0; u < progress_.size(); ++u) {
    unit_progress& progress = progress_[u];
    if (progress.officers_from != instant::max() && progress.devices.size() > 1) {
      for (const auto& d : progress.devices) {
        mark_officers(unit_id{u}, d.device, std::max(progress.officers_from, settled_to_));
      }
    }
    progress.officers_from = instant::max();
  }
}

}  // namespace beatwatch
