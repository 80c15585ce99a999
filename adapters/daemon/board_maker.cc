#include "adapters/daemon/board_maker.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "adapters/feeds/board_encode.h"
#include "adapters/feeds/topic.h"
#include "engine/model/policing_day.h"

namespace beatwatch {
namespace {

// A zone in the middle of a town costs milliseconds, for all who drove through it.
constexpr std::size_t zones_of_slice = 4;

instant minute_of(instant t) { return std::chrono::floor<std::chrono::minutes>(t); }

std::optional<v1::PresenceChanged> published(const situation& now, const std::string& topic) {
  const auto found = now.topics().find(topic);
  v1::FeedMessage message;
  if (found == now.topics().end() || found->second.messages.empty() ||
      !message.ParseFromString(found->second.messages.begin()->second)) {
    return std::nullopt;
  }
  return message.presence_changed();
}

}  // namespace

void board_maker::ask(std::function<void(const board&)> then) {
  if (draft_ == nullptr && is_fresh()) {
    then(made_);
    return;
  }
  waiting_.push_back(std::move(then));
  if (draft_ == nullptr) {
    begin();
  }
}

bool board_maker::is_fresh() const {
  return made_ != nullptr && made_at_ == minute_of(parts_.clock.now()) &&
         made_of_ == parts_.zones.set_in_force();
}

void board_maker::begin() {
  made_at_ = minute_of(parts_.clock.now());
  made_of_ = parts_.zones.set_in_force();
  next_ = 0;
  const interval day = policing_day(parts_.settings, parts_.clock.now());
  draft_ = std::make_unique<v1::BoardAnswer>();
  draft_->set_as_of_ms(instant_to_ms(made_at_));
  draft_->set_day_from_ms(instant_to_ms(day.from));
  draft_->set_day_to_ms(instant_to_ms(day.to));
  make_slice();
}

void board_maker::make_slice() {
  const std::size_t zones = made_of_ == nullptr ? 0 : made_of_->zones.size();
  const std::size_t end = std::min(next_ + zones_of_slice, zones);
  const interval day{ms_to_instant(draft_->day_from_ms()), ms_to_instant(draft_->day_to_ms())};
  for (; next_ < end; ++next_) {
    const instant told = put_row(made_of_->zones[next_], day, made_at_, *draft_->add_rows());
    draft_->set_as_of_ms(std::min(draft_->as_of_ms(), instant_to_ms(told)));
  }
  if (next_ == zones) {
    finish();
  } else {
    asio::post(parts_.loop, [this] { make_slice(); });
  }
}

void board_maker::finish() {
  std::sort(draft_->mutable_rows()->begin(), draft_->mutable_rows()->end(), worse);
  made_ = std::move(draft_);
  for (const auto& then : std::exchange(waiting_, {})) {
    then(made_);
  }
}

void board_maker::make_row(const zone& of, v1::BoardRow& row) const {
  const instant now = parts_.clock.now();
  put_row(of, policing_day(parts_.settings, now), minute_of(now), row);
}

// Up to when presence is told.
instant board_maker::put_row(const zone& of, interval day, instant now, v1::BoardRow& row) const {
  const auto plans = parts_.engine.plans(of.name);
  const auto asked = asked_windows(of, plans, parts_.settings, day);
  const interval window = evidence_for(asked, day, now);
  auto evidence = parts_.engine.zone_evidence_of(of.name, window);
  if (!evidence) {
    evidence = place_evidence{.window = window};
  }
  const auto today = published(parts_.released, presence_topic(of));
  board_row_to_wire(
      {.of = of, .asked = asked, .evidence = *evidence, .today = today ? &*today : nullptr},
      parts_.settings,
      day,
      row);
  return evidence->window.to;
}

}  // namespace beatwatch
