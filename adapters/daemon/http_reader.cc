#include "adapters/daemon/http_reader.h"

#include <utility>

#include "adapters/sources/owntracks_source.h"

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
  const auto user = basic_user(request.authorization);
  if (!user) {
    decoder_.counts().count(intake_reason::no_user, {}, request.body, parts_.clock.now());
    when_durable(http_answer_text(401, "[]", "WWW-Authenticate: Basic realm=\"beatwatch\"\r\n"));
    return;
  }
  decoder_.take(*user, request.body, parts_.clock.now(), pings_);
  parts_.events.take(intakes_of(name_, pings_, decoder_.heard()));
  when_durable(http_answer_text(200, "[]"));
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
