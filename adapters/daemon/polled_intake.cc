#include "adapters/daemon/polled_intake.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace beatwatch {
namespace {

constexpr duration longest_pause = std::chrono::minutes{1};
constexpr std::chrono::milliseconds room_pause{20};

}  // namespace

// A batch between the two threads.
struct polled_intake::handed {
  mapped_batch batch;
  bool durable = false;  ///< under the mutex
};

polled_intake::polled_intake(asio::io_context& loop,
                             intake_parts parts,
                             std::string name,
                             std::unique_ptr<polled_table> table,
                             duration period)
    : loop_(loop),
      parts_(std::move(parts)),
      name_(std::move(name)),
      table_(std::move(table)),
      period_(period) {}

polled_intake::~polled_intake() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) {
    table_->interrupt();
    thread_.join();
  }
}

void polled_intake::start() {
  thread_ = std::thread{[this] { run(); }};
}

void polled_intake::run() {
  duration wait = period_;
  do {
    wait = poll_once() ? period_ : std::min(std::max(2 * wait, period_), longest_pause);
  } while (pause(wait));
}

bool polled_intake::poll_once() {
  try {
    table_->poll([this](mapped_batch batch) { return hand(std::move(batch)); });
  } catch (const std::runtime_error& failure) {
    asio::post(loop_, [this, what = std::string{failure.what()}] {
      parts_.events.count(name_, "poll_failed", 1);
      if (!std::exchange(failing_, true)) {
        spdlog::warn("source {}: cannot be asked, tried again: {}", name_, what);
      }
    });
    return false;
  }
  asio::post(loop_, [this] {
    if (std::exchange(failing_, false)) {
      spdlog::info("source {}: answers again", name_);
    }
  });
  return true;
}

bool polled_intake::hand(mapped_batch batch) {
  auto one = std::make_shared<handed>(handed{.batch = std::move(batch)});
  asio::post(loop_, [this, one] { take_when_there_is_room(one); });
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [&] { return stopping_ || one->durable; });
  return one->durable;
}

void polled_intake::take_when_there_is_room(const std::shared_ptr<handed>& batch) {
  if (!parts_.events.has_room()) {
    auto timer = std::make_shared<asio::steady_timer>(loop_, room_pause);
    timer->async_wait([this, timer, batch](boost::system::error_code cancelled) {
      if (!cancelled) {
        take_when_there_is_room(batch);
      }
    });
    return;
  }
  take_batch(name_, {}, std::move(batch->batch), parts_);
  parts_.events.when_durable([this, batch] {
    {
      const std::lock_guard lock{mutex_};
      batch->durable = true;
    }
    changed_.notify_all();
  });
}

// False when the server stops.
bool polled_intake::pause(duration length) {
  std::unique_lock lock{mutex_};
  return !changed_.wait_for(lock, length, [this] { return stopping_; });
}

}  // namespace beatwatch
