#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/access/account.h"
#include "beatwatch/v1/query.pb.h"
#include "engine/base/units.h"

namespace beatwatch {

/// What the web asks of the rest of the server; called on the web's thread.
class web_backend {
 public:
  web_backend() = default;
  virtual ~web_backend() = default;
  web_backend(const web_backend&) = delete;
  web_backend& operator=(const web_backend&) = delete;

  /// `who` outlives the question; null: the server itself, which tells each account what it may
  /// know. `then` may be called on any thread, once.
  virtual void ask(const account* who,
                   v1::Request request,
                   std::function<void(v1::Reply)> then) = 0;
  /// Somebody sends a unit to an incident; `then` gets an error or an empty reply, like above.
  virtual void choose(const account& who,
                      std::string incident,
                      std::string unit,
                      std::function<void(v1::Reply)> then) = 0;
  /// Puts on record that somebody sees where every unit is: from `from` on, or from now when that
  /// is empty. `then` gets until when they are on record; empty: the disk refuses, and nothing may
  /// be shown. It may be called on any thread, once.
  virtual void record_live_view(const account& who,
                                std::optional<instant> from,
                                std::function<void(std::optional<instant>)> then) = 0;
  /// The engine's clock, as the last heartbeat told it.
  [[nodiscard]] virtual instant engine_now() = 0;
  /// The system's clock.
  [[nodiscard]] virtual instant wall_now() = 0;
  [[nodiscard]] virtual bool journal_writable() = 0;
  /// Something was refused or ended for this reason.
  virtual void count(std::string_view reason) = 0;
};

}  // namespace beatwatch
