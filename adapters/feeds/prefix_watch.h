#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace beatwatch {

/// The newest number below each prefix that somebody watches: what heartbeats carry. A message
/// costs one look-up per level of its topic, however many watch.
class prefix_watch {
 public:
  static constexpr std::size_t prefixes_max = 4096;

  /// One more watches `prefix`, below which `newest` is the newest so far. False, and nothing is
  /// watched: it neither is empty nor ends in a slash, or there are too many different ones.
  bool add(std::string_view prefix, std::uint64_t newest);
  /// One less; nothing when nobody does.
  void remove(std::string_view prefix);

  /// A message went out; `number` rises.
  void note(std::string_view topic, std::uint64_t number);

  [[nodiscard]] std::size_t size() const { return watched_.size(); }
  void for_each(const std::function<void(const std::string&, std::uint64_t)>& visit) const;

 private:
  struct watched {
    std::size_t watchers = 0;
    std::uint64_t newest = 0;
  };
  std::map<std::string, watched, std::less<>> watched_;
};

}  // namespace beatwatch
