#pragma once
#include <map>
#include <string>

namespace beatwatch {

struct web_reply {
  int status = 0;                             ///< 0: the connection was closed without an answer
  std::map<std::string, std::string> fields;  ///< by lower-case name
  std::string body;
};

/// One request over a connection of its own, in the bytes of HTTP/1.1. `fields` are whole lines.
web_reply ask_web(const std::string& address,
                  const std::string& method,
                  const std::string& target,
                  const std::string& fields = "",
                  const std::string& body = "");

/// What a server answers to these bytes until it closes, or for `patience_ms`.
std::string send_raw(const std::string& address, const std::string& bytes, int patience_ms = 2'000);

/// A stream of server-sent events that is read as it comes.
class web_events {
 public:
  struct event {
    std::string id;
    std::string name;
    std::string data;
  };

  /// `fields` are whole lines, such as the cookie.
  web_events(const std::string& address, const std::string& target, const std::string& fields);
  ~web_events();
  web_events(const web_events&) = delete;
  web_events& operator=(const web_events&) = delete;

  /// The next event; one without a name when the stream ended or nothing came for 10 s.
  event next();
  /// Skips others.
  event next(const std::string& name);

 private:
  bool read_more();

  int socket_ = -1;
  std::string unread_;
};

}  // namespace beatwatch
