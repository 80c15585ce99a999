// What `presence_books` answers without changing anything.
#include <algorithm>
#include <tuple>

#include "engine/base/archive.h"
#include "engine/visibility/presence_books.h"
#include "engine/visibility/visit_change.h"

namespace beatwatch {
namespace {

void sort_by_span(std::vector<visit_changed>& rows) {
  std::sort(rows.begin(), rows.end(), [](const visit_changed& a, const visit_changed& b) {
    return std::tie(a.span.from, a.unit) < std::tie(b.span.from, b.unit);
  });
}

}  // namespace

// What is retained of a window; settled minutes are whole.
interval presence_books::told_part(interval window) const {
  using std::chrono::minutes;
  if (window.from < settled_to_) {
    window.from = std::chrono::ceil<minutes>(std::max(window.from, retained_from_));
    if (window.to < settled_to_) {
      window.to = std::chrono::floor<minutes>(window.to);
    }
  }
  return window;
}

presence_answer presence_books::answer(zone_id zone,
                                       interval window,
                                       const zone_names& zones,
                                       const unit_names& units) const {
  presence_answer result{.zone = zones.name(zone), .window = window};
  presence_measure& officers = result.officers.emplace();
  if (zone.value >= boards_.size()) {
    return result;
  }
  zone_board board = boards_[zone.value];
  day_cache days{*settings_};
  if (window.from < settled_to_) {
    result.window = told_part(window);
    const auto settled =
        board.ledger.sum(intersection(result.window, {retained_from_, settled_to_}));
    result.presence = settled.presence;
    result.red = settled.red;
    officers = settled.officers;
  }
  const presence_line line = union_line(board, {settled_to_, result.window.to});
  const interval open = intersection(result.window, {line.begin(), line.end()});
  if (!open.empty()) {
    const auto& red = board.red(settings_->clock, open);
    line.for_each_run(open, [&](const presence_line::run& r) {
      add_run(result.presence, r);
      for (const interval& red_time : red) {
        const interval both = intersection({r.from, r.to}, red_time);
        if (!both.empty()) {
          add_run(result.red, {both.from, both.to, r.level});
        }
      }
    });
    const officers_told told = officer_lines(board, open);
    for (const officer_line& officer : told.lines) {
      officer.for_each_run(open,
                           [&officers](const presence_line::run& r) { add_run(officers, r); });
    }
  }
  const bool whole_day = days(window.from) == window;
  if (whole_day || window.from >= settled_to_) {
    result.visits = counts(board, window, days);
  }
  const auto keep = [&](const published_visit& visit, unit_id unit) {
    if (visit.run.anchor < window.to && visit.run.last_likely > window.from) {
      result.visit_list.push_back(to_change(visit, zones.name(zone), units.name(unit)));
    }
  };
  board.settled.for_each(window, [&keep](const settled_visit& s) { keep(s.visit, s.unit); });
  surroundings kept;
  for (const book_index index : board.books) {
    const visit_book& book = slots_[index].book;
    const book_surroundings beside = around(book, kept);
    for (const published_visit& visit : book.visits()) {
      const bool grows = visit.state == visit_state::open && book.open_visit();
      published_visit now = book.measured(grows ? *book.open_visit() : visit.run, beside);
      now.cause = visit.cause;
      now.revision = visit.revision;
      now.state = visit.state;
      keep(now, book.unit());
    }
  }
  sort_by_span(result.visit_list);
  return result;
}

// Of a whole policing day, as published; else of a window that is not settled yet, read anew as if
// it were a day of its own.
visit_count presence_books::counts(const zone_board& board,
                                   interval window,
                                   day_cache& days) const {
  visit_count sum;
  const auto add = [&sum](const visit_count& more) {
    sum.at_least += more.at_least;
    sum.about += more.about;
    sum.at_most += more.at_most;
  };
  if (days(window.from) == window) {
    const auto known = board.counts.find(window.from);
    return known == board.counts.end() ? visit_count{} : known->second;
  }
  std::vector<presence_line> silent;
  for (const book_index index : board.books) {
    const visit_book& book = slots_[index].book;
    visit_scan scan = visit_scan::starting_at(window.from);
    std::vector<visit_run> ended;
    collect_silent(book, silent);
    const auto lines = book.lines_with(silent, window);
    scan.read(
        book.told(lines),
        std::min(window.to, book.told_to()),
        shortest_gap_,
        [window](instant) { return window; },
        ended);
    add(scan.counts(window.from));
  }
  return sum;
}

void presence_books::write_settled(const zone_names& zones,
                                   const unit_names& units,
                                   std::vector<std::byte>& out) const {
  byte_writer write{out};
  std::vector<std::uint32_t> by_name(boards_.size());
  for (std::uint32_t z = 0; z < by_name.size(); ++z) {
    by_name[z] = z;
  }
  std::sort(by_name.begin(), by_name.end(), [&zones](std::uint32_t a, std::uint32_t b) {
    return zones.name(zone_id{a}) < zones.name(zone_id{b});
  });
  for (const std::uint32_t z : by_name) {
    const interval all{retained_from_, instant::max()};
    const presence_answer answer_now = answer(zone_id{z}, all, zones, units);
    write(answer_now.zone,
          answer_now.presence.at_least_ms,
          answer_now.presence.about_ms,
          answer_now.presence.at_most_ms,
          answer_now.presence.unknown_ms,
          answer_now.red.at_least_ms,
          answer_now.red.about_ms,
          answer_now.red.at_most_ms,
          answer_now.officers->at_least_ms,
          answer_now.officers->about_ms,
          answer_now.officers->at_most_ms,
          answer_now.officers->unknown_ms);
    for (const visit_changed& visit : answer_now.visit_list) {
      write(visit.unit,
            visit.span.from,
            visit.span.to,
            visit.inside.at_least_ms,
            visit.inside.about_ms,
            visit.inside.at_most_ms,
            visit.inside.unknown_ms,
            visit.pings,
            visit.attributes);
    }
  }
  for (const presence_answer& level :
       answer_levels(levels_.paths(), {retained_from_, instant::max()})) {
    write(level.zone,
          level.presence.at_least_ms,
          level.presence.about_ms,
          level.presence.at_most_ms,
          level.presence.unknown_ms,
          level.red.at_least_ms,
          level.red.about_ms,
          level.red.at_most_ms,
          level.officers->at_least_ms,
          level.officers->about_ms,
          level.officers->at_most_ms);
  }
}

}  // namespace beatwatch
