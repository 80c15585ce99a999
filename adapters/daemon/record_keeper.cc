#include "adapters/daemon/record_keeper.h"

#include <utility>

#include "beatwatch/v1/feed.pb.h"

namespace beatwatch {

record_keeper::record_keeper(const std::filesystem::path& folder,
                             std::function<void(std::string_view)> count)
    : count_(std::move(count)),
      audit_(audit_log::beside(folder)),
      trails_(folder / "trails.sqlite") {}

record_keeper::~record_keeper() {
  asio::post(thread_, [this] { keep_trails(); });
  thread_.join();
}

void record_keeper::add(const std::string& body) {
  v1::FeedMessage message;
  if (!message.ParseFromString(body) || !message.has_unit_moved()) {
    return;
  }
  const v1::UnitMoved& moved = message.unit_moved();
  trails_.add(moved.unit(),
              {.at = ms_to_instant(moved.observed_at_ms()),
               .where = {.lat_e7 = moved.lat_e7(), .lon_e7 = moved.lon_e7()},
               .error_cm = moved.error_cm()});
}

void record_keeper::keep_trails() {
  try {
    trails_.keep();
  } catch (const sqlite_error&) {
    count_("trails_not_kept");
  }
}

void record_keeper::take(const std::vector<feed_item>& items) {
  std::vector<std::string> of_units;
  for (const feed_item& item : items) {
    if (item.topic.starts_with("unit/")) {
      of_units.push_back(item.body);
    }
  }
  if (of_units.empty()) {
    return;
  }
  asio::post(thread_, [this, of_units = std::move(of_units)] {
    for (const std::string& body : of_units) {
      add(body);
    }
    if (const auto now = std::chrono::steady_clock::now(); now - kept_at_ >= kept_every) {
      kept_at_ = now;
      keep_trails();
    }
  });
}

template <typename Answer>
void record_keeper::post(std::function<Answer()> work,
                         std::function<void(std::optional<Answer>)> then) {
  asio::post(thread_, [this, work = std::move(work), then = std::move(then)] {
    std::optional<Answer> answer;
    try {
      answer = work();
    } catch (const sqlite_error&) {
      count_("looks_not_kept");
    }
    then(std::move(answer));
  });
}

void record_keeper::record(look seen, std::function<void(bool)> then) {
  post<bool>(
      [this, seen = std::move(seen)] {
        audit_.record(seen);
        return true;
      },
      [then = std::move(then)](std::optional<bool> kept) { then(kept.has_value()); });
}

void record_keeper::show_trail(look seen,
                               std::function<void(std::optional<std::vector<trail_point>>)> then) {
  post<std::vector<trail_point>>(
      [this, seen = std::move(seen)] {
        audit_.record(seen);
        return trails_.trail(seen.unit, seen.window);
      },
      std::move(then));
}

std::vector<kept_look> record_keeper::looks_of(const look_filter& wanted) {
  std::vector<kept_look> looks;
  audit_.for_each(wanted, [&](const kept_look& kept) { looks.push_back(kept); });
  return looks;
}

void record_keeper::show_own(look seen,
                             std::vector<own_shift> shifts,
                             std::function<void(std::optional<std::vector<own_shift>>)> then) {
  post<std::vector<own_shift>>(
      [this, seen = std::move(seen), shifts = std::move(shifts)]() mutable {
        for (own_shift& shift : shifts) {
          look of_this = seen;
          of_this.unit = shift.unit;
          of_this.window = shift.on;
          audit_.record(of_this);
          shift.points = trails_.trail(shift.unit, shift.on);
          shift.looks =
              looks_of({.unit = shift.unit, .window = shift.on, .count_max = looks_of_shift_max});
        }
        return std::move(shifts);
      },
      std::move(then));
}

void record_keeper::show_looks(look_filter wanted,
                               std::function<void(std::optional<std::vector<kept_look>>)> then) {
  post<std::vector<kept_look>>([this, wanted = std::move(wanted)] { return looks_of(wanted); },
                               std::move(then));
}

}  // namespace beatwatch
