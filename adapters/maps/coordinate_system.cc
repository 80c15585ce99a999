#include "adapters/maps/coordinate_system.h"

#include <fmt/format.h>
#include <proj.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace beatwatch {
namespace {

constexpr const char* target_system = "OGC:CRS84";  // longitude before latitude

bool is_wgs84(std::string_view definition) {
  constexpr std::array<std::string_view, 6> names{"",
                                                  "urn:ogc:def:crs:OGC:1.3:CRS84",
                                                  "urn:ogc:def:crs:OGC::CRS84",
                                                  "urn:ogc:def:crs:EPSG::4326",
                                                  "OGC:CRS84",
                                                  "EPSG:4326"};
  return std::find(names.begin(), names.end(), definition) != names.end();
}

struct proj_deleter {
  void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
  void operator()(PJ* object) const { proj_destroy(object); }
  void operator()(PJ_OBJ_LIST* list) const { proj_list_destroy(list); }
  void operator()(PJ_OPERATION_FACTORY_CONTEXT* factory) const {
    proj_operation_factory_context_destroy(factory);
  }
};
template <typename T>
using proj_owned = std::unique_ptr<T, proj_deleter>;

bool covers(PJ_CONTEXT* context, const PJ* operation, double lon, double lat) {
  double west = 0;
  double south = 0;
  double east = 0;
  double north = 0;
  return proj_get_area_of_use(context, operation, &west, &south, &east, &north, nullptr) == 0 ||
         (lon >= west && lon <= east && lat >= south && lat <= north);
}

std::string first_grid(PJ_CONTEXT* context, const PJ* operation) {
  const char* name = nullptr;
  return proj_coordoperation_get_grid_used(
             context, operation, 0, &name, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr) !=
                     0 &&
                 name != nullptr
             ? name
             : "";
}

}  // namespace

class coordinate_system::proj_operation {
 public:
  proj_operation(const std::string& definition, const std::filesystem::path& grid_folder)
      : context_(proj_context_create()) {
    proj_log_level(context_.get(), PJ_LOG_NONE);
    proj_context_set_enable_network(context_.get(), 0);
    look_for_grids_in(grid_folder);
    source_.reset(proj_create(context_.get(), definition.c_str()));
    if (source_ == nullptr || proj_is_crs(source_.get()) == 0) {
      throw std::runtime_error{"no coordinate reference system that PROJ knows"};
    }
    target_.reset(proj_create(context_.get(), target_system));
    const proj_owned<PJ> made{proj_create_crs_to_crs_from_pj(
        context_.get(), source_.get(), target_.get(), nullptr, nullptr)};
    if (made != nullptr) {
      transform_.reset(proj_normalize_for_visualization(context_.get(), made.get()));
    }
    if (transform_ == nullptr) {
      throw std::runtime_error{"PROJ has no way from it to WGS 84"};
    }
  }

  std::optional<position> to_wgs84(double x, double y) {
    const PJ_COORD turned = proj_trans(transform_.get(), PJ_FWD, proj_coord(x, y, 0, 0));
    const double lon = turned.lp.lam;
    const double lat = turned.lp.phi;
    if (!(std::abs(lon) <= 180.0 && std::abs(lat) <= 90.0)) {
      proj_errno_reset(transform_.get());
      return std::nullopt;
    }
    example_ = {lon, lat};
    return position{.lat_e7 = static_cast<std::int32_t>(std::llround(lat * 1e7)),
                    .lon_e7 = static_cast<std::int32_t>(std::llround(lon * 1e7))};
  }

  [[nodiscard]] std::string how() const {
    if (!example_) {
      return "";
    }
    const proj_owned<PJ> used{proj_trans_get_last_used_operation(transform_.get())};
    if (used == nullptr) {
      return "by PROJ";
    }
    const double error_m = proj_coordoperation_get_accuracy(context_.get(), used.get());
    std::string text = fmt::format("by PROJ, \"{}\"", proj_pj_info(used.get()).description);
    text += error_m >= 0 ? fmt::format(", within {:g} m", error_m) : ", of unknown accuracy";
    if (proj_coordoperation_has_ballpark_transformation(context_.get(), used.get()) != 0) {
      text += "; PROJ knows no shift between the two datums";
    }
    if (!covers(context_.get(), used.get(), example_->lon, example_->lat)) {
      text += "; it is not meant for places such as these";
    }
    const std::string grid = missing_grid(error_m);
    return grid.empty() ? text : text + "; more exact with the grid " + grid + ", not found";
  }

 private:
  struct degrees {
    double lon = 0;
    double lat = 0;
  };

  void look_for_grids_in(const std::filesystem::path& folder) {
    if (folder.empty()) {
      return;
    }
    if (!std::filesystem::is_directory(folder)) {
      throw std::runtime_error{folder.string() + ": expected a folder of grids"};
    }
    // Setting them takes the place of PROJ's own.
    std::vector<std::string> paths{folder.string()};
    const PJ_INFO own = proj_info();
    for (std::size_t i = 0; i < own.path_count; ++i) {
      paths.emplace_back(own.paths[i]);
    }
    std::vector<const char*> texts;
    std::transform(paths.begin(), paths.end(), std::back_inserter(texts), [](const auto& path) {
      return path.c_str();
    });
    proj_context_set_search_paths(context_.get(), static_cast<int>(texts.size()), texts.data());
  }

  // Of the most exact operation that PROJ knows for the place and cannot do for want of its grid.
  [[nodiscard]] std::string missing_grid(double error_m) const {
    PJ_CONTEXT* const context = context_.get();
    const proj_owned<PJ_OPERATION_FACTORY_CONTEXT> factory{
        proj_create_operation_factory_context(context, nullptr)};
    proj_operation_factory_context_set_grid_availability_use(
        context, factory.get(), PROJ_GRID_AVAILABILITY_IGNORED);
    proj_operation_factory_context_set_spatial_criterion(
        context, factory.get(), PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    const proj_owned<PJ_OBJ_LIST> all{
        proj_create_operations(context, source_.get(), target_.get(), factory.get())};
    std::string found;
    double best_m = error_m;
    for (int i = 0; i < proj_list_get_count(all.get()); ++i) {
      const proj_owned<PJ> one{proj_list_get(context, all.get(), i)};
      const double its_m = proj_coordoperation_get_accuracy(context, one.get());
      if (its_m >= 0 && (best_m < 0 || its_m < best_m) &&
          covers(context, one.get(), example_->lon, example_->lat) &&
          proj_coordoperation_is_instantiable(context, one.get()) == 0) {
        best_m = its_m;
        found = first_grid(context, one.get());
      }
    }
    return found;
  }

  proj_owned<PJ_CONTEXT> context_;
  proj_owned<PJ> source_;
  proj_owned<PJ> target_;
  proj_owned<PJ> transform_;
  std::optional<degrees> example_;
};

coordinate_system::coordinate_system(const std::string& definition,
                                     const std::filesystem::path& grid_folder)
    : name_(definition),
      operation_(is_wgs84(definition) ? nullptr
                                      : std::make_unique<proj_operation>(definition, grid_folder)) {
}

coordinate_system::~coordinate_system() = default;
coordinate_system::coordinate_system(coordinate_system&&) noexcept = default;
coordinate_system& coordinate_system::operator=(coordinate_system&&) noexcept = default;

std::optional<position> coordinate_system::to_wgs84(double x, double y) const {
  if (!std::isfinite(x) || !std::isfinite(y)) {
    return std::nullopt;
  }
  if (operation_ != nullptr) {
    return operation_->to_wgs84(x, y);
  }
  if (std::abs(x) > 180.0 || std::abs(y) > 90.0) {
    return std::nullopt;
  }
  return position{.lat_e7 = static_cast<std::int32_t>(std::llround(y * 1e7)),
                  .lon_e7 = static_cast<std::int32_t>(std::llround(x * 1e7))};
}

std::string coordinate_system::expected() const {
  constexpr std::size_t shown_max = 40;  // well-known text is long
  return operation_ == nullptr ? "[longitude, latitude] in degrees of WGS 84"
                               : "[x, y] of " + name_.substr(0, shown_max);
}

std::string coordinate_system::how() const {
  return operation_ == nullptr ? "" : operation_->how();
}

}  // namespace beatwatch
