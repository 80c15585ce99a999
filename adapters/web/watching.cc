#include "adapters/web/watching.h"

#include <chrono>
#include <optional>

#include "adapters/records/live_view.h"
#include "adapters/web/awaited.h"

namespace beatwatch {

using namespace std::chrono_literals;

asio::awaitable<bool> watching::begin() {
  awaited<std::optional<instant>> recorded{loop_};
  backend_.record_live_view(who_, std::nullopt, recorded.completion());
  const auto until = co_await recorded.wait(10s);
  if (!until || !*until) {
    co_return false;
  }
  until_ = **until;
  co_return true;
}

bool watching::goes_on() {
  const instant now = backend_.engine_now();
  if (now + live_renewed_before >= until_ && !renewing_) {
    renew();
  }
  return !refused_ || now < until_;
}

void watching::renew() {
  renewing_ = true;
  backend_.record_live_view(
      who_, until_, [kept = shared_from_this()](std::optional<instant> until) {
        asio::post(kept->loop_, [kept, until] {
          kept->renewing_ = false;
          kept->refused_ = !until;
          kept->until_ = until.value_or(kept->until_);
        });
      });
}

}  // namespace beatwatch
