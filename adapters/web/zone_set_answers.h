#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "adapters/maps/zone_import.h"
#include "adapters/transport/asio.h"
#include "adapters/transport/http_message.h"
#include "adapters/transport/http_server.h"
#include "adapters/web/board_answers.h"
#include "adapters/web/http_answers.h"
#include "adapters/web/zone_texts.h"
#include "engine/geo/local_plane.h"

namespace beatwatch {

/// Where and how pages make zone sets.
struct zone_set_store {
  std::filesystem::path folder;
  std::filesystem::path scratch;  ///< a file for what a page sent, while it is read; nobody else's
  zone_properties properties;     ///< of whole files, as the configuration names them
  plane_origin plane;
};

/// Zone sets from pages: taken in as the importer does, compared, put in force. Files are read and
/// shapes compared on a thread of its own, one after the other.
class zone_set_answers {
 public:
  /// `zones` outlives it: those in force.
  zone_set_answers(asio::io_context& loop, zone_set_store store, const zone_texts& zones)
      : loop_(loop), store_(std::move(store)), zones_(zones) {}

  /// A FeatureCollection, plain or gzip, becomes a set in the store: {"hash", "zones", "gates",
  /// "coordinates", "findings": [{"feature", "pointer", "reason", "left_out"}]}. Without `base` it
  /// is the whole set. With it, the hash of the set in force, its features take the place of those
  /// of their names or are new, the names in its member "removed" are taken out, and all the rest
  /// stays to the millimetre; properties are then `name`, `kind`, `red_windows` and, for the levels
  /// of a zone that is new, `levels_of`, another zone.
  asio::awaitable<http_answer> import(const http_request& request, const http_parameters& given);

  /// How the set of `hash` differs from the one in force, as `differences_to_json` says it.
  asio::awaitable<http_answer> difference(const http_parameters& given);

  /// {"hash", "at_ms"} puts a set in force, asked by `ask`, which outlives the answer; a
  /// ZonesActivation once that is on disk.
  asio::awaitable<http_answer> activate(const http_request& request, const ask_engine& ask);

 private:
  asio::awaitable<http_answer> work(std::function<http_answer()> job);

  asio::io_context& loop_;
  zone_set_store store_;
  const zone_texts& zones_;
  asio::thread_pool worker_{1};
};

}  // namespace beatwatch
