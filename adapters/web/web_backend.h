#pragma once
#include <functional>
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
  /// Somebody sees where every unit is from now on.
  virtual void note_live_view(const account& who, std::string_view what) = 0;
  /// The system's clock.
  [[nodiscard]] virtual instant wall_now() = 0;
  [[nodiscard]] virtual bool journal_writable() = 0;
  /// Something was refused or ended for this reason.
  virtual void count(std::string_view reason) = 0;
};

}  // namespace beatwatch
