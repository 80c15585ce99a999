#pragma once
#include <memory>

#include "adapters/access/account.h"
#include "adapters/transport/asio.h"
#include "adapters/web/web_backend.h"
#include "engine/base/units.h"

namespace beatwatch {

/// One window that follows live positions, and until when it is on record that it does. Of the
/// web's thread; loop, backend and account outlive it.
class watching : public std::enable_shared_from_this<watching> {
 public:
  watching(asio::io_context& loop, web_backend& backend, const account& who)
      : loop_(loop), backend_(backend), who_(who) {}

  /// False: it cannot be put on record, and nothing may be shown.
  asio::awaitable<bool> begin();

  /// To be asked once a second: goes on record anew before its time there is over. False when that
  /// time is over and the disk refuses more.
  [[nodiscard]] bool goes_on();

 private:
  void renew();

  asio::io_context& loop_;
  web_backend& backend_;
  const account& who_;
  instant until_;
  bool renewing_ = false;
  bool refused_ = false;
};

}  // namespace beatwatch
