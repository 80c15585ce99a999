#include "adapters/daemon/restricted_config.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "adapters/journal/event_bounds.h"

namespace beatwatch {
namespace {

// "device" or "source/device".
void require_device(const toml_section& in, const std::string& device) {
  if (!is_device_pattern(device)) {
    in.fail("devices", R"(expected names of devices, "device" or "source/device")");
  }
}

bool lies_in(const std::filesystem::path& inner, const std::filesystem::path& outer) {
  const auto in = std::filesystem::weakly_canonical(inner);
  const auto out = std::filesystem::weakly_canonical(outer);
  return std::mismatch(out.begin(), out.end(), in.begin(), in.end()).first == out.end();
}

// A client without a role may see all of it.
kept_room_config read_kept_room(toml_section& in, const std::filesystem::path& journal_folder) {
  kept_room_config keep;
  in.need("folder", "the path of a folder for the journal of this room");
  in.read_path("folder", keep.folder);
  if (lies_in(keep.folder, journal_folder) || lies_in(journal_folder, keep.folder)) {
    in.fail("folder", "expected a folder apart from that of [journal]");
  }
  in.need("feed", "where its feed is bound, such as \"tcp://127.0.0.1:7712\"");
  in.need("query", "where it is asked, such as \"tcp://127.0.0.1:7713\"");
  in.need("curve_key_file", "the room's own key pair: nobody sees it without a key");
  read_endpoint(in, "feed", keep.server.feed);
  read_endpoint(in, "query", keep.server.query);
  in.read_path("curve_key_file", keep.server.curve_key_file);
  for (toml_section& each : in.sections("clients")) {
    client_config client = read_client(each);
    if (!client.client.who.role) {
      client.client.who.role = access_role::feed_client;
    }
    each.finish();
    keep.server.clients.push_back(std::move(client));
  }
  keep.web = read_web(in, keep.folder);
  in.finish();
  return keep;
}

}  // namespace

restricted_config read_restricted(toml_section& root, const std::filesystem::path& journal_folder) {
  restricted_config read;
  auto in = root.section("restricted");
  if (!in) {
    return read;
  }
  std::vector<std::string> call_signs;
  std::vector<std::string> devices;
  std::vector<std::string> skills;
  in->read_texts("call_signs", call_signs);
  in->read_texts("devices", devices);
  in->read_texts("skills", skills);
  if (auto keep = in->section("keep")) {
    read.keep = read_kept_room(*keep, journal_folder);
  }
  in->finish();
  for (const std::string& name : call_signs) {
    in->require_name("call_signs", name);
  }
  for (const std::string& name : devices) {
    require_device(*in, name);
  }
  for (const std::string& name : skills) {
    in->require_name("skills", name);
  }
  read.names.call_signs.insert(call_signs.begin(), call_signs.end());
  read.names.devices.insert(devices.begin(), devices.end());
  read.names.skills.insert(skills.begin(), skills.end());
  return read;
}

}  // namespace beatwatch
