#include "replay/audit.h"

#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "adapters/records/audit_log.h"
#include "adapters/sources/rfc3339.h"

namespace beatwatch {
namespace {

using nlohmann::ordered_json;

std::filesystem::path log_of(const std::filesystem::path& journal) {
  const std::filesystem::path file = audit_log::beside(journal);
  if (!std::filesystem::exists(file)) {
    throw std::runtime_error{file.string() +
                             ": no such file; --journal names the folder of a "
                             "journal that a server has written"};
  }
  return file;
}

ordered_json json_of(const kept_look& kept) {
  ordered_json out{{"number", kept.number},
                   {"at", format_rfc3339(kept.seen.at)},
                   {"who", kept.seen.who},
                   {"way", to_string(kept.seen.way)},
                   {"unit", kept.seen.unit}};
  if (!kept.seen.window.empty()) {
    out["from"] = format_rfc3339(kept.seen.window.from);
    out["to"] = format_rfc3339(kept.seen.window.to);
  }
  out["what"] = kept.seen.what;
  out["link"] = to_hex(kept.link);
  return out;
}

void print(const kept_look& kept, std::ostream& out) {
  out << kept.number << "  " << format_rfc3339(kept.seen.at) << "  "
      << (kept.seen.who.empty() ? "(this machine)" : kept.seen.who) << "  "
      << to_string(kept.seen.way) << "  "
      << (kept.seen.unit.empty() ? "every unit" : kept.seen.unit) << "  ";
  if (kept.seen.window.empty()) {
    out << "live";
  } else {
    out << format_rfc3339(kept.seen.window.from) << " to " << format_rfc3339(kept.seen.window.to);
  }
  out << "  " << kept.seen.what << '\n';
}

}  // namespace

int audit_verify(const audit_verify_options& options, std::ostream& out) {
  const std::filesystem::path file = log_of(options.journal);
  const auto known = hex_to_digest(options.known);
  if (!options.known.empty() && !known) {
    throw std::runtime_error{"--known: expected a link, 64 lower-case hexadecimal digits"};
  }
  const audit_findings found = verify_audit(file, known);
  const bool whole = !found.first_broken && found.holds_known;
  if (options.json) {
    ordered_json report{{"whole", whole}, {"looks", found.looks}, {"newest", to_hex(found.newest)}};
    if (found.first_broken) {
      report["first_broken"] = *found.first_broken;
    }
    if (known) {
      report["holds_known"] = found.holds_known;
    }
    out << report.dump() << '\n';
  } else if (found.first_broken) {
    out << file.string() << ": look " << *found.first_broken
        << " does not follow from the one before it: the log was tampered with\n";
  } else if (!found.holds_known) {
    out << file.string() << ": " << found.looks
        << " looks, each linked to the one before it, but none has the link " << options.known
        << ": looks were cut off, or it is another log\n";
  } else {
    out << file.string() << ": " << found.looks << " looks, each linked to the one before it\n"
        << "newest link " << to_hex(found.newest) << '\n';
  }
  return whole ? 0 : 1;
}

int audit_show(const audit_show_options& options, std::ostream& out) {
  audit_log log{log_of(options.journal)};
  look_filter wanted{.unit = options.unit};
  for (std::int64_t before = -1; wanted.after != before;) {
    before = wanted.after;
    log.for_each(wanted, [&](const kept_look& kept) {
      wanted.after = kept.number;
      if (options.json) {
        out << json_of(kept).dump() << '\n';
      } else {
        print(kept, out);
      }
    });
  }
  return 0;
}

}  // namespace beatwatch
