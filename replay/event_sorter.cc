#include "replay/event_sorter.h"

#include <algorithm>
#include <fstream>
#include <span>
#include <stdexcept>
#include <utility>
#include <variant>

#include "adapters/journal/event_to_wire.h"
#include "engine/base/check.h"

namespace beatwatch {
namespace {

constexpr std::size_t runs_max = 200;  // files open at once
constexpr std::size_t bookkeeping_bytes = 96;

template <typename T>
void put(std::ofstream& out, T value) {
  out.write(reinterpret_cast<const char*>(&value), sizeof value);
}

template <typename T>
bool take(std::ifstream& in, T& value) {
  in.read(reinterpret_cast<char*>(&value), sizeof value);
  return in.gcount() == sizeof value;
}

}  // namespace

// Reads one file of events in order; written on this machine, for this process.
class event_sorter::run {
 public:
  explicit run(const std::filesystem::path& file) : in_(file, std::ios::binary) { advance(); }

  [[nodiscard]] bool at_end() const { return at_end_; }
  [[nodiscard]] const placed& head() const { return head_; }
  [[nodiscard]] placed& head() { return head_; }

  void advance() {
    std::uint32_t size = 0;
    at_end_ = !take(in_, head_.at_ms);
    if (at_end_) {
      return;
    }
    bool whole = take(in_, head_.is_ping) && take(in_, head_.line) && take(in_, size);
    head_.bytes.resize(size);
    in_.read(head_.bytes.data(), size);
    whole = whole && std::cmp_equal(in_.gcount(), size);
    check(whole, "a run is read as it was written");
  }

  static void write(std::ofstream& out, const placed& one) {
    put(out, one.at_ms);
    put(out, one.is_ping);
    put(out, one.line);
    put(out, static_cast<std::uint32_t>(one.bytes.size()));
    out.write(one.bytes.data(), static_cast<std::streamsize>(one.bytes.size()));
  }

 private:
  std::ifstream in_;
  placed head_;
  bool at_end_ = false;
};

event_sorter::event_sorter(std::filesystem::path folder, std::size_t bytes_in_memory)
    : folder_(std::move(folder)), bytes_in_memory_(bytes_in_memory) {
  std::filesystem::create_directories(folder_);
}

event_sorter::~event_sorter() {
  runs_.clear();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void event_sorter::add(const event& e, std::size_t line) {
  check(!merging_, "events are added before the first is taken");
  event_to_wire(e, message_);
  placed& one = waiting_.emplace_back(placed{.at_ms = instant_to_ms(e.received_at),
                                             .is_ping = std::holds_alternative<ping>(e.body),
                                             .line = line});
  message_.SerializeToString(&one.bytes);
  waiting_bytes_ += one.bytes.size() + bookkeeping_bytes;
  if (waiting_bytes_ >= bytes_in_memory_) {
    write_run();
  }
}

std::filesystem::path event_sorter::next_run_file() {
  return folder_ / ("run-" + std::to_string(runs_written_++));
}

void event_sorter::write_run() {
  std::sort(waiting_.begin(), waiting_.end());
  const std::filesystem::path file = next_run_file();
  std::ofstream out{file, std::ios::binary};
  for (const placed& one : waiting_) {
    run::write(out, one);
  }
  if (!out.flush()) {
    throw std::runtime_error{file.string() + ": cannot be written"};
  }
  run_files_.push_back(file);
  waiting_.clear();
  waiting_bytes_ = 0;
  if (run_files_.size() == runs_max) {
    merge_runs_into_one();
  }
}

void event_sorter::begin_merge() {
  for (const std::filesystem::path& file : run_files_) {
    auto opened = std::make_unique<run>(file);
    if (!opened->at_end()) {
      runs_.push_back(std::move(opened));
    }
  }
  std::make_heap(runs_.begin(), runs_.end(), [](const auto& a, const auto& b) {
    return b->head() < a->head();
  });
}

std::optional<event_sorter::placed> event_sorter::take_lowest() {
  if (runs_.empty()) {
    return std::nullopt;
  }
  const auto later = [](const auto& a, const auto& b) { return b->head() < a->head(); };
  std::pop_heap(runs_.begin(), runs_.end(), later);
  run& lowest = *runs_.back();
  placed one = std::move(lowest.head());
  lowest.advance();
  if (lowest.at_end()) {
    runs_.pop_back();
  } else {
    std::push_heap(runs_.begin(), runs_.end(), later);
  }
  return one;
}

void event_sorter::merge_runs_into_one() {
  begin_merge();
  const std::filesystem::path file = next_run_file();
  std::ofstream out{file, std::ios::binary};
  while (const auto one = take_lowest()) {
    run::write(out, *one);
  }
  if (!out.flush()) {
    throw std::runtime_error{file.string() + ": cannot be written"};
  }
  for (const std::filesystem::path& merged : run_files_) {
    std::filesystem::remove(merged);
  }
  run_files_ = {file};
}

std::optional<event> event_sorter::next() {
  if (!merging_) {
    write_run();
    merging_ = true;
    begin_merge();
  }
  while (auto one = take_lowest()) {
    if (one->at_ms != given_at_ms_) {
      given_.clear();
      given_at_ms_ = one->at_ms;
    }
    auto decoded = codec_.decode(std::as_bytes(std::span(one->bytes)));
    check(decoded.has_value(), "a run holds events that were within their bounds");
    if (given_.insert(std::move(one->bytes)).second) {
      return std::move(*decoded);
    }
    ++repeated_;
  }
  return std::nullopt;
}

}  // namespace beatwatch
