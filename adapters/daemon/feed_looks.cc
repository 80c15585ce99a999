#include "adapters/daemon/feed_looks.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "adapters/records/live_view.h"

namespace beatwatch {

void feed_looks::begin(std::string_view client, std::string_view prefix, bool allowed, instant at) {
  auto seen = live_view(client, look_way::feed, prefix, at);
  if (!seen) {
    return;
  }
  followed& of = followed_[std::string{prefix}];
  ++of.subscriptions;
  if (!allowed) {
    return;
  }
  instant& until = of.on_record_until[std::string{client}];
  if (until <= at) {
    seen->window = live_window(at);
    until = seen->window.to;
    owe(std::move(*seen));
  }
}

void feed_looks::end(std::string_view prefix) {
  const auto found = followed_.find(prefix);
  if (found != followed_.end() && --found->second.subscriptions == 0) {
    followed_.erase(found);
  }
}

void feed_looks::go_on(instant now) {
  for (auto& [prefix, of] : followed_) {
    for (auto& [client, until] : of.on_record_until) {
      auto seen = live_view(client, look_way::feed, prefix, now);
      if (seen && now + live_renewed_before >= until) {
        seen->window = live_window_after(until, now);
        until = seen->window.to;
        owe(std::move(*seen));
      }
    }
  }
  pay();
}

void feed_looks::owe(look seen) {
  if (owed_.size() < owed_max) {
    owed_.push_back(std::move(seen));
    pay();
  } else {
    spdlog::error("a look is lost: \"{}\" follows {} by the feed", seen.who, seen.what);
  }
}

// One at a time, so that they stay in order; one that was refused is tried again a second later.
void feed_looks::pay() {
  if (paying_ || owed_.empty()) {
    return;
  }
  paying_ = true;
  records_.record(owed_.front(), [this](bool taken) {
    paying_ = false;
    note(taken);
    if (taken) {
      owed_.pop_front();
      pay();
    }
  });
}

void feed_looks::note(bool taken) {
  if (!taken && !refused_) {
    spdlog::error(
        "the audit log refuses: who follows units by the feed goes on record once it takes it");
  }
  if (taken && refused_) {
    spdlog::info("the audit log takes looks again");
  }
  refused_ = !taken;
}

}  // namespace beatwatch
