#include "replay/make_shift.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include "engine/base/check.h"
#include "replay/dirty_force.h"
#include "replay/file_text.h"
#include "replay/status_typing.h"

namespace beatwatch {
namespace {

// One kind of random stream for each kind of thing, so that one more crew leaves the calls alone.
// Of a type that no maker has: nobody's tracker.
std::string imei_of(std::size_t number) {
  constexpr std::uint64_t first = 990'000'000'000'000;
  return std::to_string(first + number);
}

enum class stream_kind : std::uint64_t {
  calls = 16,
  crews,
  typing,
  devices,
  dead_spots,
  strays,
  no_fixes,
  mistypings,
  book_ons,
  assignments
};

random_stream stream_of(std::uint64_t seed, stream_kind kind, std::size_t number) {
  return {seed, (static_cast<std::uint64_t>(kind) << 32U) | number};
}

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

class shift_maker {
 public:
  shift_maker(const shift_options& options, const patrol_area& area, const local_plane& plane)
      : options_(options), area_(area), plane_(plane), seconds_(options.hours * 3'600) {
    check(options.hours > 0 && options.cars + options.foot_officers + options.pcsos > 0,
          "a shift has time and crews");
    shift_.span = {options.from, options.from + std::chrono::hours{options.hours}};
  }

  simulated_shift make(const std::function<void(int second)>& progress) {
    add_crews();
    play(progress);
    type_all_statuses();
    if (options_.dirty) {
      type_assignments_late();
      book_some_on_late();
      let_radios_stray();
      draw_dead_spots_of_shift();
    }
    report_all_positions();
    sort_faults();
    return std::move(shift_);
  }

 private:
  void add_crews() {
    constexpr std::array<const char*, 3> skills_of_cars{"response", "taser", "public_order"};
    for (int i = 1; i <= options_.cars; ++i) {
      crew_profile profile = begun_profile("CAR-" + two_digits(i), unit_kind::car);
      profile.by_car = true;
      profile.vehicle = i % 4 == 0 ? "van" : "car";
      for (std::size_t skill = 0; skill < skills_of_cars.size(); ++skill) {
        if (skill == 0 || i % static_cast<int>(skill + 2) == 0) {
          profile.skills.emplace_back(skills_of_cars.at(skill));
        }
      }
      std::sort(profile.skills.begin(), profile.skills.end());
      add_crew(std::move(profile), 2);
    }
    for (int i = 1; i <= options_.foot_officers; ++i) {
      add_crew(begun_profile("FOOT-" + two_digits(i), unit_kind::foot), i % 2 == 0 ? 2 : 1);
    }
    for (int i = 1; i <= options_.pcsos; ++i) {
      add_crew(begun_profile("PCSO-" + two_digits(i), unit_kind::pcso), 1);
    }
  }

  crew_profile begun_profile(std::string unit, unit_kind kind) {
    random_stream random = stream_of(options_.seed, stream_kind::crews, 2 * crews_.size() + 1);
    crew_profile profile;
    profile.unit = std::move(unit);
    profile.kind = kind;
    profile.by_car = false;
    const plane_point station = area_.walkers.point_at(area_.station_on_foot);
    profile.home = station;
    if (const patrol_place* place = home_place(kind, station, random)) {
      profile.home = place->at;
      profile.home_zone = place->zone;
    }
    profile.books_on_s = static_cast<int>(random.between(std::int64_t{0}, std::int64_t{300}));
    profile.books_off_s =
        seconds_ - static_cast<int>(random.between(std::int64_t{30}, std::int64_t{300}));
    profile.meal_s = static_cast<int>(seconds_ * random.between(0.3, 0.6));
    return profile;
  }

  // Cars spread over all places, people on foot over those near the station.
  const patrol_place* home_place(unit_kind kind, plane_point station, random_stream& random) const {
    std::vector<const patrol_place*> possible;
    for (const patrol_place& place : area_.places) {
      if (kind == unit_kind::car || distance_m(place.at, station) <= 1'500.0) {
        possible.push_back(&place);
      }
    }
    return possible.empty() ? nullptr
                            : possible[random.below(static_cast<std::uint32_t>(possible.size()))];
  }

  void add_crew(crew_profile profile, int officers) {
    const std::size_t number = crews_.size();
    const std::string digits = profile.unit.substr(profile.unit.find('-') + 1);
    if (profile.by_car) {
      add_device({.name = options_.trackers_have_imei ? imei_of(number) : "V" + digits,
                  .source = shift_source::trackers,
                  .kind = device_kind::car_tracker,
                  .carrier = shift_.carriers.size(),
                  .rostered = true},
                 profile,
                 "");
      shift_.carriers.push_back({.unit = profile.unit, .vehicle = true});
    }
    const std::size_t carrier = shift_.carriers.size();
    shift_.carriers.push_back({.unit = profile.unit, .vehicle = false});
    for (int officer = 0; officer < officers; ++officer) {
      // One radio was taken from the rack and not written down.
      const bool spare = profile.unit == "CAR-02" && officer == 1;
      add_device({.name = (options_.radios_have_ssi ? "" : "R") +
                          std::to_string(7'000 + 10 * number + officer),
                  .source = shift_source::radios,
                  .kind = device_kind::radio,
                  .carrier = carrier,
                  .rostered = !spare},
                 profile,
                 "p" + std::to_string(10 * number + officer));
    }
    crews_.push_back(std::make_unique<crew>(
        std::move(profile), area_, stream_of(options_.seed, stream_kind::crews, 2 * number)));
  }

  void add_device(simulated_device device, const crew_profile& profile, std::string person) {
    if (device.rostered) {
      shift_.roster.push_back({.unit = profile.unit,
                               .device = device.source + "/" + device.name,
                               .kind = profile.kind,
                               .person_ref = std::move(person),
                               .skills = profile.skills,
                               .vehicle = profile.vehicle,
                               .home_zone = profile.home_zone,
                               .duty = shift_.span});
    }
    crew_of_device_.push_back(crews_.size());
    shift_.devices.push_back(std::move(device));
  }

  void play(const std::function<void(int second)>& progress) {
    control_room control{options_.calls,
                         area_,
                         plane_,
                         options_.from,
                         stream_of(options_.seed, stream_kind::calls, 0)};
    record();
    for (int second = 0; second < seconds_; ++second) {
      control.step(second, crews_);
      for (const auto& one : crews_) {
        one->step(second);
      }
      record();
      if (progress) {
        progress(second);
      }
    }
    shift_.incidents = control.versions();
  }

  void record() {
    auto carrier = shift_.carriers.begin();
    for (const auto& one : crews_) {
      if (one->profile().by_car) {
        carrier->at.push_back(one->vehicle_at());
        carrier->ignition.push_back(one->ignition());
        ++carrier;
      }
      carrier->at.push_back(one->officers_at());
      carrier->indoors.push_back(one->indoors());
      ++carrier;
    }
  }

  void type_all_statuses() {
    for (std::size_t i = 0; i < crews_.size(); ++i) {
      std::vector<status_changed> typed =
          type_statuses(crews_[i]->profile().unit,
                        crews_[i]->statuses(),
                        options_.from,
                        stream_of(options_.seed, stream_kind::typing, i));
      if (options_.dirty) {
        dirty_statuses(typed, stream_of(options_.seed, stream_kind::mistypings, i), shift_.faults);
      }
      shift_.statuses.insert(shift_.statuses.end(), typed.begin(), typed.end());
    }
    sort_by_time(shift_.statuses);
    add_true_statuses();
  }

  static void sort_by_time(std::vector<status_changed>& statuses) {
    std::stable_sort(
        statuses.begin(), statuses.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  }

  void add_true_statuses() {
    for (const auto& one : crews_) {
      for (const true_status& status : one->statuses()) {
        shift_.true_statuses.push_back({.unit = one->profile().unit,
                                        .status = status.status,
                                        .at = options_.from + std::chrono::seconds{status.second},
                                        .incident = status.incident});
      }
    }
    sort_by_time(shift_.true_statuses);
  }

  void type_assignments_late() {
    dirty_assignments(shift_.incidents,
                      options_.from,
                      seconds_,
                      stream_of(options_.seed, stream_kind::assignments, 0),
                      shift_.faults);
  }

  // They are not on the rota: nobody knows what they carry until they book on.
  void book_some_on_late() {
    for (std::size_t i = 0; i < crews_.size(); ++i) {
      random_stream random = stream_of(options_.seed, stream_kind::book_ons, i);
      if (!random.chance(dirty_share::late_book_on)) {
        continue;
      }
      const std::string& unit = crews_[i]->profile().unit;
      const instant told =
          options_.from + std::chrono::minutes{random.between(std::int64_t{15}, std::int64_t{90})};
      const auto first = std::stable_partition(
          shift_.roster.begin(), shift_.roster.end(), [&](const roster_entry& entry) {
            return entry.unit != unit;
          });
      for (auto entry = first; entry != shift_.roster.end(); ++entry) {
        entry->origin = holding_origin::book_on;
        entry->recorded_at = told;
        shift_.book_ons.push_back(std::move(*entry));
      }
      shift_.roster.erase(first, shift_.roster.end());
      shift_.faults.push_back({.kind = fault_kind::late_book_on,
                               .subject = unit,
                               .span = {options_.from, told},
                               .detail = ""});
    }
    std::stable_sort(shift_.book_ons.begin(),
                     shift_.book_ons.end(),
                     [](const auto& a, const auto& b) { return a.recorded_at < b.recorded_at; });
  }

  [[nodiscard]] std::string full_name(std::size_t device) const {
    return shift_.devices[device].source + "/" + shift_.devices[device].name;
  }

  // The radios of a car crew stand behind its tracker.
  void let_radios_stray() {
    std::vector<std::size_t> trackers;
    for (std::size_t i = 0; i < shift_.devices.size(); ++i) {
      if (shift_.devices[i].kind == device_kind::car_tracker) {
        trackers.push_back(i);
      }
    }
    for (std::size_t i = 0; i + 1 < trackers.size(); i += 2) {
      random_stream random = stream_of(options_.seed, stream_kind::strays, i);
      if (random.chance(dirty_share::radios_swapped)) {
        swap_radios(trackers[i] + 1, trackers[i + 1] + 1, random);
      }
    }
    for (const std::size_t tracker : trackers) {
      for (const std::size_t radio : {tracker + 1, tracker + 2}) {
        if (!shift_.strayed.contains(radio)) {
          leave_in_car(radio, tracker);
        }
      }
    }
  }

  void swap_radios(std::size_t one, std::size_t other, random_stream random) {
    const carrier_track& ones = shift_.track_of(one);
    const carrier_track& others = shift_.track_of(other);
    const auto met = draw_meeting(ones, others, options_.from, random);
    if (!met) {
      return;
    }
    const interval since{*met, shift_.span.to + std::chrono::seconds{1}};
    carrier_track swapped = borne_by(ones, others, {since}, options_.from);
    shift_.strayed.emplace(other, borne_by(others, ones, {since}, options_.from));
    shift_.strayed.emplace(one, std::move(swapped));
    for (const auto& [radio, with] : {std::pair{one, other}, std::pair{other, one}}) {
      shift_.faults.push_back({.kind = fault_kind::radio_swapped,
                               .subject = full_name(radio),
                               .span = {*met, shift_.span.to},
                               .detail = crews_[crew_of_device_[with]]->profile().unit});
    }
  }

  void leave_in_car(std::size_t radio, std::size_t tracker) {
    const carrier_track& car = shift_.track_of(tracker);
    const carrier_track& officers = shift_.track_of(radio);
    const std::vector<interval> times = draw_times_left_in_car(
        officers, car, options_.from, stream_of(options_.seed, stream_kind::strays, 1'000 + radio));
    if (times.empty()) {
      return;
    }
    shift_.strayed.emplace(radio, borne_by(officers, car, times, options_.from));
    for (const interval& time : times) {
      shift_.faults.push_back({.kind = fault_kind::radio_left_in_car,
                               .subject = full_name(radio),
                               .span = time,
                               .detail = ""});
    }
  }

  void draw_dead_spots_of_shift() {
    spots_ =
        draw_dead_spots(area_, shift_.span, stream_of(options_.seed, stream_kind::dead_spots, 0));
    for (std::size_t i = 0; i < spots_.size(); ++i) {
      const position centre = plane_.unproject(spots_[i].centre);
      shift_.faults.push_back({.kind = fault_kind::dead_spot,
                               .subject = "spot-" + std::to_string(i + 1),
                               .span = spots_[i].span,
                               .detail = degrees_text(centre.lat_e7) + ' ' +
                                         degrees_text(centre.lon_e7) + ' ' +
                                         std::to_string(static_cast<int>(spots_[i].radius_m))});
    }
  }

  channel_faults faults_of(std::size_t device, interval switched_on) {
    if (!options_.dirty) {
      return {};
    }
    const carrier_track& track = shift_.track_of(device);
    channel_faults faults{.dead = times_in(spots_, track, options_.from),
                          .duplicated = dirty_share::duplicated,
                          .overtaken = dirty_share::overtaken};
    if (shift_.devices[device].kind == device_kind::radio) {
      faults.no_fix = draw_times_without_fix(
          track, options_.from, stream_of(options_.seed, stream_kind::no_fixes, device));
    }
    const auto tell = [&](fault_kind kind, const std::vector<interval>& times) {
      for (const interval& time : times) {
        const interval told{std::max(time.from, switched_on.from),
                            std::min(time.to, switched_on.to)};
        if (told.from < told.to) {
          shift_.faults.push_back(
              {.kind = kind, .subject = full_name(device), .span = told, .detail = ""});
        }
      }
    };
    tell(fault_kind::no_fix, faults.no_fix);
    tell(fault_kind::backlog, faults.dead);
    return faults;
  }

  void sort_faults() {
    std::sort(shift_.faults.begin(), shift_.faults.end(), [](const auto& a, const auto& b) {
      return std::tie(a.span.from, a.kind, a.subject, a.span.to) <
             std::tie(b.span.from, b.kind, b.subject, b.span.to);
    });
  }

  void report_all_positions() {
    for (std::size_t i = 0; i < shift_.devices.size(); ++i) {
      const simulated_device& device = shift_.devices[i];
      const crew_profile& profile = crews_[crew_of_device_[i]]->profile();
      const interval switched_on{options_.from + std::chrono::seconds{profile.books_on_s},
                                 options_.from + std::chrono::seconds{profile.books_off_s}};
      std::vector<degraded_ping> sent;
      shift_.channels += degrade(device.kind,
                                 device.name,
                                 shift_.track_of(i),
                                 options_.from,
                                 switched_on,
                                 plane_,
                                 faults_of(i, switched_on),
                                 stream_of(options_.seed, stream_kind::devices, i),
                                 sent);
      for (degraded_ping& one : sent) {
        shift_.pings.push_back(
            {.received_at = one.received_at, .device = i, .body = std::move(one.body)});
      }
    }
    std::stable_sort(shift_.pings.begin(), shift_.pings.end(), [](const auto& a, const auto& b) {
      return std::tie(a.received_at, a.device, a.body.observed_at) <
             std::tie(b.received_at, b.device, b.body.observed_at);
    });
  }

  const shift_options& options_;
  const patrol_area& area_;
  const local_plane& plane_;
  int seconds_;
  std::vector<std::unique_ptr<crew>> crews_;
  std::vector<std::size_t> crew_of_device_;
  std::vector<dead_spot> spots_;
  simulated_shift shift_;
};

}  // namespace

const carrier_track& simulated_shift::track_of(std::size_t device) const {
  const auto found = strayed.find(device);
  return found != strayed.end() ? found->second : carriers[devices[device].carrier];
}

std::vector<event> simulated_shift::events() const {
  std::vector<event> all;
  for (const roster_entry& entry : roster) {
    all.push_back({.received_at = span.from,
                   .source = shift_source::control,
                   .source_seq = 0,
                   .body = roster_changed{entry}});
  }
  for (const roster_entry& entry : book_ons) {
    all.push_back({.received_at = *entry.recorded_at,
                   .source = shift_source::control,
                   .source_seq = 0,
                   .body = roster_changed{entry}});
  }
  for (const status_changed& status : statuses) {
    all.push_back({.received_at = status.at,
                   .source = shift_source::control,
                   .source_seq = 0,
                   .body = status});
  }
  for (const incident_version& version : incidents) {
    all.push_back({.received_at = span.from + std::chrono::seconds{version.second},
                   .source = shift_source::control,
                   .source_seq = 0,
                   .body = incident_changed{version.row}});
  }
  for (const arrived_ping& one : pings) {
    all.push_back({.received_at = one.received_at,
                   .source = devices[one.device].source,
                   .source_seq = 0,
                   .body = one.body});
  }
  std::stable_sort(all.begin(), all.end(), [](const event& a, const event& b) {
    return a.received_at < b.received_at;
  });
  std::map<std::string, std::uint64_t> newest;
  for (event& one : all) {
    one.source_seq = ++newest[one.source];
  }
  return all;
}

simulated_shift make_shift(const shift_options& options,
                           const patrol_area& area,
                           const local_plane& plane,
                           const std::function<void(int second)>& progress) {
  return shift_maker{options, area, plane}.make(progress);
}

}  // namespace beatwatch
