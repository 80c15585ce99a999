#include "replay/shift_csv.h"

#include <optional>

#include "adapters/sources/rfc3339.h"
#include "replay/file_text.h"

namespace beatwatch {
namespace {

// One row after the other, fields separated by commas; no field here needs quotes.
class csv_text {
 public:
  explicit csv_text(std::string head) : text_(std::move(head)) { text_ += '\n'; }

  template <typename... Fields>
  void row(const Fields&... fields) {
    bool first = true;
    ((text_ += first ? "" : ",", text_ += fields, first = false), ...);
    text_ += '\n';
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : ";") + word;
  }
  return text;
}

std::string_view trigger_word(ping_trigger trigger) {
  switch (trigger) {
    case ping_trigger::unknown:
      return "";
    case ping_trigger::interval:
      return "interval";
    case ping_trigger::distance:
      return "distance";
    case ping_trigger::status:
      return "status";
    case ping_trigger::emergency:
      return "emergency";
    case ping_trigger::power:
      return "power";
    case ping_trigger::request:
      return "request";
  }
  return "";
}

template <typename T>
std::string hundredths_or_empty(const std::optional<T>& value) {
  return value ? hundredths_text(static_cast<std::int64_t>(*value)) : "";
}

std::string flag_or_empty(const std::optional<bool>& value) {
  return value ? (*value ? "1" : "0") : "";
}

std::string number_or_empty(const std::optional<std::uint32_t>& value) {
  return value ? std::to_string(*value) : "";
}

}  // namespace

std::string truth_csv(const simulated_shift& shift, const local_plane& plane) {
  csv_text csv{"unit,carrier,at,lat,lon"};
  for (const carrier_track& carrier : shift.carriers) {
    for (std::size_t i = 0; i < carrier.at.size(); ++i) {
      const bool resting = i > 0 && i + 1 < carrier.at.size() &&
                           carrier.at[i - 1] == carrier.at[i] && carrier.at[i] == carrier.at[i + 1];
      if (!resting) {
        const position at = plane.unproject(carrier.at[i]);
        csv.row(carrier.unit,
                carrier.vehicle ? "vehicle" : "officers",
                format_rfc3339(shift.span.from + std::chrono::seconds{i}),
                degrees_text(at.lat_e7),
                degrees_text(at.lon_e7));
      }
    }
  }
  return csv.text();
}

std::string pings_csv(const simulated_shift& shift) {
  csv_text csv{
      "source,device,observed_at,received_at,lat,lon,accuracy_m,speed_mps,heading_deg,trigger,"
      "ignition,moving"};
  for (const arrived_ping& one : shift.pings) {
    const ping& body = one.body;
    csv.row(shift.devices[one.device].source,
            body.device,
            format_rfc3339(body.observed_at),
            format_rfc3339(one.received_at),
            degrees_text(body.at.lat_e7),
            degrees_text(body.at.lon_e7),
            hundredths_or_empty(body.accuracy_cm),
            hundredths_or_empty(body.speed_cmps),
            hundredths_or_empty(body.heading_cdeg),
            trigger_word(body.trigger),
            flag_or_empty(body.ignition),
            flag_or_empty(body.moving));
  }
  return csv.text();
}

std::string roster_csv(const simulated_shift& shift) {
  csv_text csv{"unit,device,kind,person_ref,skills,vehicle,home_zone,from,to"};
  for (const roster_entry& entry : shift.roster) {
    csv.row(entry.unit,
            entry.device,
            to_string(entry.kind),
            entry.person_ref,
            joined(entry.skills),
            entry.vehicle,
            entry.home_zone,
            format_rfc3339(entry.duty.from),
            format_rfc3339(entry.duty.to));
  }
  return csv.text();
}

std::string book_ons_csv(const simulated_shift& shift) {
  csv_text csv{"unit,device,kind,person_ref,skills,vehicle,home_zone,from,to,origin,recorded_at"};
  for (const roster_entry& entry : shift.book_ons) {
    csv.row(entry.unit,
            entry.device,
            to_string(entry.kind),
            entry.person_ref,
            joined(entry.skills),
            entry.vehicle,
            entry.home_zone,
            format_rfc3339(entry.duty.from),
            format_rfc3339(entry.duty.to),
            to_string(entry.origin),
            format_rfc3339(*entry.recorded_at));
  }
  return csv.text();
}

std::string status_csv(const std::vector<status_changed>& statuses) {
  csv_text csv{"unit,status,at,incident"};
  for (const status_changed& status : statuses) {
    csv.row(status.unit, to_string(status.status), format_rfc3339(status.at), status.incident);
  }
  return csv.text();
}

std::string faults_csv(const simulated_shift& shift) {
  csv_text csv{"fault,subject,from,to,detail"};
  for (const simulated_fault& fault : shift.faults) {
    csv.row(to_string(fault.kind),
            fault.subject,
            format_rfc3339(fault.span.from),
            format_rfc3339(fault.span.to),
            fault.detail);
  }
  return csv.text();
}

std::string incidents_csv(const simulated_shift& shift) {
  csv_text csv{"incident,version,grade,type,lat,lon,opened,closed,assigned,written"};
  for (const incident_version& version : shift.incidents) {
    const incident& row = version.row;
    csv.row(row.name,
            std::to_string(row.version),
            std::to_string(row.grade),
            row.type,
            row.at ? degrees_text(row.at->lat_e7) : "",
            row.at ? degrees_text(row.at->lon_e7) : "",
            format_rfc3339(row.opened_at),
            row.closed_at ? format_rfc3339(*row.closed_at) : "",
            joined(row.assigned),
            format_rfc3339(shift.span.from + std::chrono::seconds{version.second}));
  }
  return csv.text();
}

std::string plan_csv(const std::vector<plan_changed>& plan) {
  csv_text csv{"zone,rule,visits,dose_min,max_gap_min,owner,from,to"};
  for (const plan_changed& task : plan) {
    csv.row(task.zone,
            task.rule,
            std::to_string(task.visits),
            number_or_empty(task.dose_min),
            number_or_empty(task.max_gap_min),
            task.owner,
            format_rfc3339(task.valid.from),
            format_rfc3339(task.valid.to));
  }
  return csv.text();
}

}  // namespace beatwatch
