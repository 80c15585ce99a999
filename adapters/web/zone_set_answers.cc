#include "adapters/web/zone_set_answers.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "adapters/journal/digest.h"
#include "adapters/maps/difference_json.h"
#include "adapters/maps/gzip_text.h"
#include "adapters/maps/shown_error.h"
#include "adapters/maps/zone_patch.h"
#include "adapters/maps/zone_set_file.h"
#include "adapters/web/awaited.h"
#include "adapters/web/json_text.h"
#include "adapters/web/reply_answer.h"
#include "adapters/web/web_questions.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr auto work_patience = 60s;
constexpr auto activation_patience = 10s;
constexpr auto between_questions = 100ms;
constexpr std::size_t text_bytes_max = std::size_t{64} << 20U;

const zone_properties patch_properties{
    .name = "name", .kind = "kind", .red_windows = "red_windows", .radius = "", .half_width = ""};

/// The importer reads files.
class uploaded_file {
 public:
  uploaded_file(std::filesystem::path path, const std::string& body) : path_(std::move(path)) {
    std::ofstream out{path_, std::ios::binary};
    out << body;
    out.close();
    if (!out) {
      throw std::runtime_error("what was sent cannot be written to the disk");
    }
  }
  ~uploaded_file() {
    std::error_code gone;
    std::filesystem::remove(path_, gone);
  }
  uploaded_file(const uploaded_file&) = delete;
  uploaded_file& operator=(const uploaded_file&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

zone_patch patch_of(const std::filesystem::path& file, std::shared_ptr<const zone_set> put) {
  zone_patch patch{.put = std::move(put), .removed = {}, .levels_like = {}};
  const auto json = nlohmann::json::parse(read_gzip_text(file, text_bytes_max), nullptr, false);
  for (const auto& name : json.value("removed", nlohmann::json::array())) {
    if (name.is_string()) {
      patch.removed.push_back(name.get<std::string>());
    }
  }
  for (const auto& feature : json.at("features")) {
    if (!feature.is_object()) {
      continue;
    }
    const auto properties = feature.value("properties", nlohmann::json::object());
    if (const std::string like = text_of(properties, "levels_of"); !like.empty()) {
      patch.levels_like[text_of(properties, "name")] = like;
    }
  }
  return patch;
}

std::string import_json(const zone_import& import, const zone_set& made) {
  nlohmann::ordered_json out{{"hash", made.hash},
                             {"zones", made.zones.size()},
                             {"gates", made.gates.size()},
                             {"coordinates", import.coordinates},
                             {"findings", nlohmann::ordered_json::array()}};
  for (const zone_finding& found : import.findings) {
    out["findings"].push_back({{"feature", found.feature},
                               {"pointer", found.pointer},
                               {"reason", found.reason},
                               {"left_out", found.left_out}});
  }
  return out.dump();
}

// Zones and gates share one list of names.
bool names_clash(const zone_set& made) {
  return std::any_of(made.gates.begin(), made.gates.end(), [&](const gate_line& gate) {
    return made.find(gate.name).has_value();
  });
}

// `base` null: the body is a whole set.
http_answer import_body(const std::string& body,
                        const zone_set_store& store,
                        const std::shared_ptr<const zone_set>& base) {
  const uploaded_file file{store.scratch, body};
  read_gzip_text(file.path(), text_bytes_max);
  const zone_import import = import_zones({.path = file.path()},
                                          base == nullptr ? store.properties : patch_properties,
                                          local_plane{store.plane});
  const auto made =
      base == nullptr ? import.zones : patched(*base, patch_of(file.path(), import.zones));
  if (made->zones.empty()) {
    return problem(400, "no zone is left: a set has at least one");
  }
  if (names_clash(*made)) {
    return problem(400, "a zone has the name of a gate");
  }
  store_zones(store.folder, *made, store.plane);
  return json_answer(import_json(import, *made));
}

}  // namespace

// Jobs are named before they are awaited: g++ 12 destroys the captures of a closure that is made
// within the awaited expression twice.
asio::awaitable<http_answer> zone_set_answers::work(std::function<http_answer()> job) {
  awaited<http_answer> done{loop_};
  asio::post(worker_, [this, job = std::move(job), then = done.completion()] {
    const auto shown = [this](const std::exception& error) {
      return without_path(without_path(error.what(), store_.scratch), store_.folder);
    };
    try {
      then(job());
    } catch (const map_file_error& error) {
      then(problem(400, shown(error)));
    } catch (const std::runtime_error& error) {
      then(problem(503, shown(error)));
    }
  });
  auto answer = co_await done.wait(work_patience);
  co_return answer ? std::move(*answer) : problem(503, "another zone set is being prepared");
}

asio::awaitable<http_answer> zone_set_answers::import(const http_request& request,
                                                      const http_parameters& given) {
  std::shared_ptr<const zone_set> base;
  if (given.contains("base")) {
    base = zones_.set();
    if (base == nullptr || base->hash != parameter(given, "base")) {
      co_return problem(409, "another zone set has come into force: look at it first");
    }
  }
  std::function<http_answer()> job = [this, body = request.body, base] {
    return import_body(body, store_, base);
  };
  co_return co_await work(std::move(job));
}

asio::awaitable<http_answer> zone_set_answers::difference(const http_parameters& given) {
  const std::string hash = parameter(given, "hash");
  const auto before = zones_.set();
  if (!hex_to_digest(hash)) {
    co_return problem(400, "expected the hash of a zone set");
  }
  if (before == nullptr) {
    co_return problem(404, "no zones are in force");
  }
  std::function<http_answer()> job = [this, hash, before] {
    if (!std::filesystem::exists(stored_zones_path(store_.folder, hash))) {
      return problem(404, "no zone set of this hash is stored");
    }
    const prepared_zones after = read_stored_zones(store_.folder, hash);
    return json_answer(differences_to_json(*before, *after.zones, local_plane{store_.plane}));
  };
  co_return co_await work(std::move(job));
}

// A set that the server does not know yet is being prepared: it is asked again.
asio::awaitable<http_answer> zone_set_answers::activate(const http_request& request,
                                                        const ask_engine& ask) {
  const auto json = nlohmann::json::parse(request.body, nullptr, false);
  const std::string hash = text_of(json, "hash");
  if (!hex_to_digest(hash) || !json.contains("at_ms") || !json["at_ms"].is_number_integer()) {
    co_return problem(400, R"(expected {"hash": "...", "at_ms": milliseconds since 1970})");
  }
  const auto until = std::chrono::steady_clock::now() + activation_patience;
  for (;;) {
    v1::Request asked;
    asked.mutable_activate_zones()->set_hash(hash);
    asked.mutable_activate_zones()->set_at_ms(json["at_ms"].get<std::int64_t>());
    awaited<v1::Reply> reply{loop_};
    ask(std::move(asked), reply.completion());
    const auto came = co_await reply.wait(activation_patience);
    if (!came) {
      co_return problem(503, "the engine did not answer in time");
    }
    const bool again = came->error().code() == v1::ERROR_CODE_UNAVAILABLE &&
                       std::chrono::steady_clock::now() < until;
    if (!again) {
      co_return reply_answer(*came);
    }
    asio::steady_timer pause{loop_, between_questions};
    co_await pause.async_wait(asio::use_awaitable);
  }
}

}  // namespace beatwatch
