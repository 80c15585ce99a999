#include "adapters/daemon/account_section.h"

#include <cstddef>

namespace beatwatch {

void read_rights(toml_section& in, account& who) {
  if (in.has("role")) {
    std::size_t index = 0;
    in.read_choice("role", index, {access_role_words.begin(), access_role_words.end()});
    who.role = static_cast<access_role>(index);
  }
  in.read_text("area", who.area);
  if (who.area.starts_with('/') || who.area.ends_with('/')) {
    in.fail("area", R"(expected the path of a level, such as "force/north")");
  }
  in.read_text("person", who.person);
}

}  // namespace beatwatch
