#include "engine/visibility/visit_book.h"

#include <algorithm>
#include <array>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

// At or after `t`.
auto first_withdrawn(auto& withdrawn, instant t) {
  return std::lower_bound(withdrawn.begin(), withdrawn.end(), t, [](const auto& w, instant at) {
    return w.anchor < at;
  });
}

}  // namespace

std::optional<std::uint32_t> visit_book::find_record(device_id device) const {
  for (std::uint32_t index = 0; index < records_.size(); ++index) {
    if (records_[index].device == device) {
      return index;
    }
  }
  return std::nullopt;
}

std::uint32_t visit_book::add_record(device_id device, duration merge_gap) {
  records_.push_back({.device = device, .merge_gap = merge_gap, .line = {}, .pings_inside = {}});
  return static_cast<std::uint32_t>(records_.size() - 1);
}

bool visit_book::meet(std::span<const presence_line> silent, interval within) {
  return std::any_of(silent.begin(), silent.end(), [within](const presence_line& line) {
    return line.begin() < within.to && line.end() > within.from;
  });
}

// The union over the unit's devices.
presence_line visit_book::line(std::span<const presence_line> silent, interval within) const {
  std::vector<const presence_line*> lines;
  lines.reserve(records_.size() + silent.size());
  for (const presence_record& r : records_) {
    lines.push_back(&r.line);
  }
  for (const presence_line& s : silent) {
    lines.push_back(&s);
  }
  return combine(lines, within);
}

std::vector<presence_line> visit_book::lines_with(std::span<const presence_line> silent,
                                                  interval within) const {
  std::vector<presence_line> lines;
  lines.reserve(silent.size());
  for (std::size_t i = 0; i < silent.size(); ++i) {
    const std::array<const presence_line*, 2> both{&records_[i].line, &silent[i]};
    lines.push_back(combine(both, within));
  }
  return lines;
}

std::vector<told_line> visit_book::told(std::span<const presence_line> lines) const {
  std::vector<told_line> result = told();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    result[i].line = &lines[i];
  }
  return result;
}

std::vector<told_line> visit_book::told() const {
  std::vector<told_line> lines;
  lines.reserve(records_.size());
  for (const presence_record& r : records_) {
    lines.push_back({&r.line, r.merge_gap});
  }
  return lines;
}

instant visit_book::told_from() const {
  instant earliest = instant::max();
  for (const presence_record& r : records_) {
    earliest = std::min(earliest, r.line.begin());
  }
  return earliest;
}

instant visit_book::told_to() const {
  instant latest = instant::min();
  for (const presence_record& r : records_) {
    latest = std::max(latest, r.line.end());
  }
  return latest;
}

std::vector<device_told> visit_book::devices_told(const book_surroundings& around) const {
  std::vector<device_told> told;
  told.reserve(records_.size());
  for (const presence_record& r : records_) {
    told.push_back({&r.line, &around.paces[r.device.value]});
  }
  return told;
}

// A ping at the end of the span is in it.
std::uint32_t visit_book::pings_in(interval span, bool from_included) const {
  std::size_t count = 0;
  for (const presence_record& r : records_) {
    const auto& pings = r.pings_inside;
    const auto first = from_included ? std::lower_bound(pings.begin(), pings.end(), span.from)
                                     : std::upper_bound(pings.begin(), pings.end(), span.from);
    count += static_cast<std::size_t>(std::upper_bound(first, pings.end(), span.to) - first);
  }
  return static_cast<std::uint32_t>(count);
}

// What adds up over a visit, from its start or from where it is settled to.
published_visit visit_book::summed(const visit_run& run, const book_surroundings& around) const {
  const std::vector<device_told> told = devices_told(around);
  const visit_evidence known{
      .unit = unit_, .devices = told, .stations = around.stations, .facts = around.facts};
  const bool goes_on = begun_ && begun_->run.anchor == run.anchor;
  published_visit visit{.run = {run.anchor, run.anchor}, .attributes = {}};
  if (goes_on) {
    visit = *begun_;
  } else {
    visit.attributes = attributes_at(run.anchor, known);
  }
  const interval span{visit.run.last_likely, run.last_likely};
  check(span.from <= span.to, "what is settled of a visit stays a part of it");
  visit.run = run;
  visit.inside += records_.size() == 1 && !meet(around.silent, span)
                      ? measure(records_.front().line, span)
                      : measure(line(around.silent, span), span);
  visit.pings += pings_in(span, !goes_on);
  add_span(span, known, visit.attributes);
  return visit;
}

published_visit visit_book::measured(const visit_run& run, const book_surroundings& around) const {
  published_visit visit = summed(run, around);
  conclude(visit.pings, *around.rules, visit.attributes);
  return visit;
}

void visit_book::measure_begun(const book_surroundings& around) {
  const std::optional<visit_run> open = base_->open_visit();
  begun_ = open ? std::make_unique<published_visit>(summed(*open, around)) : nullptr;
}

// Movement is told apart by what the lines say around it; whatever else came in is named itself.
visit_cause visit_book::cause_of(const visit_run& run,
                                 visit_state state,
                                 bool known,
                                 const book_surroundings& around) const {
  if (cause_ != visit_cause::movement) {
    return cause_;
  }
  const std::vector<device_told> told = devices_told(around);
  return known || state != visit_state::open ? cause_of_end(run.last_likely, told)
                                             : cause_of_start(run.anchor, told);
}

void visit_book::begin_anew() {
  stable_ = base_ ? *base_ : visit_scan::starting_at(since_);
  ended_.clear();
  agreed_ = 0;
}

// Compares the visits found with those published from the first that may differ on.
void visit_book::publish(const std::vector<visit_run>& now,
                         const book_surroundings& around,
                         std::vector<published_visit>& revised) {
  const auto same = [](const published_visit& a, const published_visit& b) {
    return a.run == b.run && a.inside == b.inside && a.pings == b.pings && a.state == b.state &&
           a.attributes == b.attributes;
  };
  const auto withdraw = [&](std::vector<published_visit>::iterator at) {
    at->state = visit_state::withdrawn;
    at->cause = cause_;
    ++at->revision;
    revised.push_back(*at);
    keep_withdrawn(at->run.anchor, at->revision);
    return visits_.erase(at);
  };
  auto at = visits_.begin() + static_cast<std::ptrdiff_t>(agreed_);
  const auto place = [&](const visit_run& run, visit_state state) {
    while (at != visits_.end() && at->run.anchor < run.anchor) {
      at = withdraw(at);
    }
    const bool known = at != visits_.end() && at->run.anchor == run.anchor;
    if (known && at->state == visit_state::open && state == visit_state::open) {
      ++at;  // the growth of an open visit is not news: the presence of its zone carries it
      return;
    }
    published_visit visit = measured(run, around);
    visit.state = state;
    visit.cause = cause_of(run, state, known, around);
    visit.revision = 1 + (known ? at->revision : withdrawn_revision(run.anchor));
    if (!known) {
      at = visits_.insert(at, visit);
      revised.push_back(visit);
    } else if (!same(*at, visit)) {
      *at = visit;
      revised.push_back(visit);
    }
    ++at;
  };
  for (const visit_run& run : now) {
    place(run, visit_state::closed);
  }
  if (const auto open = live().open_visit()) {
    place(*open, visit_state::open);
  }
  while (at != visits_.end()) {
    at = withdraw(at);
  }
  agreed_ = ended_.size();
}

// Of an open visit its growth is told along with what else is new.
void visit_book::revise(const book_surroundings& around, std::vector<published_visit>& revised) {
  for (published_visit& known : visits_) {
    const bool open = known.state == visit_state::open;
    const visit_run run = open ? live().open_visit().value_or(known.run) : known.run;
    if (run.anchor >= facts_changed_.to || run.last_likely < facts_changed_.from) {
      continue;
    }
    published_visit visit = measured(run, around);
    if (visit.attributes == known.attributes) {
      continue;
    }
    visit.state = known.state;
    visit.cause = cause_;
    visit.revision = known.revision + 1;
    known = visit;
    revised.push_back(visit);
  }
  facts_changed_ = {};
}

void visit_book::settle(const std::vector<visit_run>& ended,
                        const book_surroundings& around,
                        std::vector<published_visit>& settled) {
  for (const visit_run& run : ended) {
    const auto at = std::find_if(visits_.begin(), visits_.end(), [&run](const published_visit& v) {
      return v.run.anchor == run.anchor;
    });
    published_visit visit = measured(run, around);
    visit.state = visit_state::settled;
    visit.cause = visit_cause::settlement;
    visit.revision = 1 + (at == visits_.end() ? withdrawn_revision(run.anchor) : at->revision);
    settled.push_back(visit);
    if (at != visits_.end()) {
      visits_.erase(at);
    }
  }
}

// A visit that comes back goes on where it was withdrawn: it has the same name.
std::uint32_t visit_book::withdrawn_revision(instant anchor) const {
  const auto known = first_withdrawn(withdrawn_, anchor);
  return known == withdrawn_.end() || known->anchor != anchor ? 0 : known->revision;
}

void visit_book::keep_withdrawn(instant anchor, std::uint32_t revision) {
  const auto known = first_withdrawn(withdrawn_, anchor);
  if (known == withdrawn_.end() || known->anchor != anchor) {
    withdrawn_.insert(known, {anchor, revision});
  } else {
    known->revision = revision;
  }
}

void visit_book::forget_before(instant t) {
  withdrawn_.erase(withdrawn_.begin(), first_withdrawn(withdrawn_, t));
  for (presence_record& r : records_) {
    r.line.forget_before(t);
    r.pings_inside.erase(r.pings_inside.begin(),
                         std::lower_bound(r.pings_inside.begin(), r.pings_inside.end(), t));
  }
}

bool visit_book::finished() const {
  return visits_.empty() && withdrawn_.empty() && (!base_ || base_->at_rest()) &&
         std::all_of(records_.begin(), records_.end(), [](const presence_record& r) {
           return r.line.empty() && !r.inside_now;
         });
}

}  // namespace beatwatch
