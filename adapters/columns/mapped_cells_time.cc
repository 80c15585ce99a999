// How `mapped_cells` reads times.
#include <fmt/format.h>

#include "adapters/columns/mapped_cells.h"
#include "adapters/columns/written_time.h"
#include "adapters/journal/event_bounds.h"
#include "adapters/sources/file_errors.h"
#include "adapters/sources/rfc3339.h"

namespace beatwatch {
namespace {

std::optional<written_time> parsed(const std::string& text, const text_form& form) {
  for (const std::string& format : form.time_formats) {
    if (const auto time = parse_written_time(text, format)) {
      return time;
    }
  }
  return std::nullopt;
}

std::string expected_time(const text_form& form) {
  return form.time_formats.empty()
             ? "a time with its offset, such as 2026-05-01T21:00:00Z"
             : fmt::format("a time from 2000 to 2099 as {}", fmt::join(form.time_formats, " or "));
}

}  // namespace

std::optional<duration> mapped_cells::offset_column() {
  const std::string text = decoded("utc_offset");
  if (text.empty()) {
    return std::nullopt;
  }
  const auto offset = parse_utc_offset(text);
  if (!offset) {
    refuse(row_fault::bad_time, "utc_offset", "an offset such as +01:00");
  }
  return offset;
}

instant mapped_cells::time(std::string_view ours) {
  if (!has(ours)) {
    refuse(row_fault::missing_value, ours, "a time");
    return {};
  }
  return read_time(ours, std::nullopt).value_or(instant{});
}

std::optional<instant> mapped_cells::later_time(std::string_view ours,
                                                std::optional<instant> not_before) {
  return has(ours) ? read_time(ours, not_before) : std::nullopt;
}

std::optional<instant> mapped_cells::read_time(std::string_view ours,
                                               std::optional<instant> not_before) {
  const text_form& form = table_.map.form;
  const std::string text = shown_text(ours);
  std::optional<instant> found;
  if (form.time_formats.empty()) {
    found = parse_rfc3339(text);
  } else if (const auto written = parsed(text, form)) {
    const auto offset = written->offset ? written->offset : offset_column();
    if (offset) {
      found = written->civil - *offset;
    } else if (form.time_zone.empty()) {
      refuse(row_fault::bad_time, ours, "an offset with the time, or a time_zone in the map");
      return std::nullopt;
    } else if (form.clock.to_local(form.clock.to_utc(written->civil)) != written->civil) {
      refuse(row_fault::no_such_time,
             ours,
             "a time that clocks in " + form.time_zone + " showed: they went forward over it");
      return std::nullopt;
    } else {
      found = of_two(ours, written->civil, not_before);
      if (!found) {
        return std::nullopt;
      }
    }
  }
  if (!found || *found < earliest_instant || *found > latest_instant) {
    refuse(row_fault::bad_time, ours, expected_time(form));
    return std::nullopt;
  }
  return found;
}

std::optional<instant> mapped_cells::of_two(std::string_view ours,
                                            instant local,
                                            std::optional<instant> not_before) {
  const zone_clock& clock = table_.map.form.clock;
  const instant first = clock.to_utc(local);
  const instant second = clock.to_utc_last(local);
  if (first == second) {
    return first;
  }
  if (ours == table_.map.rising) {
    if (const auto is_second = table_.order.is_second(order_group(), line_, local)) {
      return *is_second ? second : first;
    }
  }
  if (not_before && first < *not_before) {
    return second;
  }
  const std::string what = fmt::format("{}: clocks in {} went back and showed it twice",
                                       shown(shown_text(ours)),
                                       table_.map.form.time_zone);
  if (not_before) {
    remarks_.push_back({.fault = row_fault::ambiguous_time,
                        .column = theirs(ours),
                        .message = what + "; taken as the first"});
    return first;
  }
  faults_.push_back({.fault = row_fault::ambiguous_time,
                     .column = theirs(ours),
                     .message = what + "; expected an offset, or lines that rise in time"});
  return std::nullopt;
}

std::optional<mapped_cells::local_time> mapped_cells::local_time_of(std::string_view ours) const {
  const text_form& form = table_.map.form;
  const auto written = parsed(shown_text(ours), form);
  if (!written || written->offset || !shown_text("utc_offset").empty()) {
    return std::nullopt;
  }
  return local_time{
      .local = written->civil,
      .twice = form.clock.to_utc(written->civil) != form.clock.to_utc_last(written->civil)};
}

std::string mapped_cells::order_group() const {
  return table_.map.rising_within.empty() ? "" : shown_text(table_.map.rising_within);
}

}  // namespace beatwatch
