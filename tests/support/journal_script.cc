#include "tests/support/journal_script.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <span>
#include <utility>

#include "engine/change_fields.h"
#include "tests/support/event_fields.h"

namespace beatwatch {

journal_script::journal_script(std::uint64_t seed, std::size_t count) {
  random_events random{seed};
  events_ = random.batch(count, script_begin);
  changes_ = random.changes_of(events_);
}

bool journal_script::play(journal_writer& writer, std::uint64_t& from, std::uint64_t to) const {
  while (from < to) {
    const std::uint64_t count = std::min(to - from, 1 + from % 7);
    if (!writer.append(std::span{events_}.subspan(from, count))) {
      return false;
    }
    writer.seal(std::span{changes_}.subspan(from, count));
    from += count;
  }
  return true;
}

std::vector<std::byte> journal_script::changes_of(std::uint64_t number) const {
  std::vector<std::byte> bytes;
  append_canonical_bytes(changes_.at(number - 1), bytes);
  return bytes;
}

journal_content read_all(journal_reader& reader) {
  journal_content content;
  journal_row row;
  while (reader.next(row)) {
    std::ranges::move(row.events, std::back_inserter(content.events));
    content.row_ends.push_back(content.events.size());
    content.changes_digests.push_back(row.changes_digest.value());
  }
  content.fault = reader.fault();
  return content;
}

journal_content read_all(const std::filesystem::path& folder) {
  sqlite_journal_reader reader{folder};
  return read_all(reader);
}

std::string difference(const journal_content& content, const journal_script& script) {
  if (content.events.size() > script.events().size()) {
    return "there are more events than were written";
  }
  for (std::size_t i = 0; i < content.events.size(); ++i) {
    if (bytes_of(content.events[i]) != bytes_of(script.events()[i])) {
      return "event " + std::to_string(i + 1) + " differs";
    }
  }
  digest chain{};
  std::uint64_t number = 0;
  for (std::size_t row = 0; row < content.row_ends.size(); ++row) {
    std::vector<std::byte> changes;
    while (number < content.row_ends[row]) {
      std::ranges::copy(script.changes_of(++number), std::back_inserter(changes));
    }
    chain = next_link(chain, changes);
    if (chain != content.changes_digests[row]) {
      return "the digest after event " + std::to_string(number) + " differs";
    }
  }
  return {};
}

std::unique_ptr<sqlite_journal_writer> open_writer(const std::filesystem::path& folder,
                                                   journal_writer::progress_callback on_progress) {
  journal_options options{
      .folder = folder,
      .run = {.build = "test", .started_at = script_begin, .clock = clock_kind::driven}};
  return std::make_unique<sqlite_journal_writer>(std::move(options), std::move(on_progress));
}

void append_tick(journal_writer& writer, instant t) {
  const event e{.received_at = t, .source = "clock", .body = tick{}};
  ASSERT_TRUE(writer.append({&e, 1}));
  writer.seal({});
}

std::vector<std::byte> bytes_of_size(std::size_t size, std::uint64_t seed) {
  std::mt19937_64 random{seed};
  std::vector<std::byte> bytes(size);
  std::ranges::generate(bytes, [&] { return static_cast<std::byte>(random()); });
  return bytes;
}

}  // namespace beatwatch
