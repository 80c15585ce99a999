#include "adapters/daemon/http_reader.h"

#include <openssl/crypto.h>

#include <utility>

namespace beatwatch {

tcp_taken http_reader::take(std::string_view bytes) {
  tcp_taken taken{.give_up = over_};
  framer_.append(bytes);
  while (const auto message = framer_.next()) {
    ++taken.messages;
    answer(*message);
  }
  give_counts(name_, decoder_.counts(), parts_.events);
  return taken;
}

void http_reader::answer(const posted_message& message) {
  if (message.request) {
    answer(*message.request);
    return;
  }
  over_ = true;
  const auto link = link_.lock();
  decoder_.counts().count(intake_reason::bad_http_request,
                          link != nullptr ? link->peer() : std::string{},
                          {},
                          parts_.clock.now());
  when_durable(http_answer_text(message.status, "[]", "Connection: close\r\n"));
}

void http_reader::answer(const posted_request& request) {
  if (request.method != "POST") {
    when_durable(http_answer_text(405, "[]", "Allow: POST\r\n"));
    return;
  }
  const auto who = read_basic(request.authorization);
  if (!who) {
    decoder_.counts().count(intake_reason::no_user, {}, request.body, parts_.clock.now());
    refuse();
    return;
  }
  if (!is_right(*who)) {
    parts_.events.count(name_, "wrong_password", 1);
    refuse();
    return;
  }
  decoder_.take(who->user, request.body, parts_.clock.now(), pings_);
  parts_.events.take(intakes_of(name_, pings_, decoder_.heard()));
  when_durable(http_answer_text(200, "[]"));
}

bool http_reader::is_right(const basic_credentials& who) const {
  if (passwords_.empty()) {
    return true;
  }
  const auto right = passwords_.find(who.user);
  return right != passwords_.end() && right->second.size() == who.password.size() &&
         CRYPTO_memcmp(right->second.data(), who.password.data(), who.password.size()) == 0;
}

void http_reader::refuse() {
  when_durable(http_answer_text(401, "[]", "WWW-Authenticate: Basic realm=\"beatwatch\"\r\n"));
}

// All of them, so that answers come in the order of the requests.
void http_reader::when_durable(std::string text) {
  parts_.events.when_durable([link = link_.lock(), text = std::move(text)] {
    if (link != nullptr) {
      link->send(text);
    }
  });
}

}  // namespace beatwatch
