#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/daemon/position_intake.h"
#include "adapters/sources/http_framer.h"
#include "adapters/sources/owntracks_source.h"
#include "adapters/sources/position_source.h"
#include "adapters/transport/tcp_source.h"

namespace beatwatch {

/// A connection of HTTP/1.1 on which messages are posted, one in each request, by the user that it
/// names (Basic). A message is answered with 200 and "[]" once its
/// pings are on disk, also when it cannot be understood, or it would come for ever; a request
/// without a user, or without the right password where one is asked for, with 401, one that is no
/// POST with 405. Behind one that is no request, or too large, nothing more is read.
class http_reader : public tcp_reader {
 public:
  using password_of_user = std::map<std::string, std::string, std::less<>>;

  /// `name`, `parts`, `passwords` and `decoder` outlive it. Without passwords nobody's is looked
  /// at. `body_size_max`: of a message.
  http_reader(const std::string& name,
              const intake_parts& parts,
              const password_of_user& passwords,
              position_source& decoder,
              std::size_t body_size_max,
              const std::shared_ptr<tcp_link>& link)
      : name_(name),
        parts_(parts),
        passwords_(passwords),
        decoder_(decoder),
        framer_(body_size_max),
        link_(link) {}

  tcp_taken take(std::string_view bytes) override;
  /// What is cut short was not answered, and comes again.
  void finish() override {}

 private:
  void answer(const posted_message& message);
  void answer(const posted_request& request);
  [[nodiscard]] bool is_right(const basic_credentials& who) const;
  void refuse();
  void when_durable(std::string text);

  const std::string& name_;
  const intake_parts& parts_;
  const password_of_user& passwords_;
  position_source& decoder_;
  http_framer framer_;
  std::weak_ptr<tcp_link> link_;
  std::vector<ping> pings_;  ///< reused
  bool over_ = false;
};

}  // namespace beatwatch
