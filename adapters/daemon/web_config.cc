#include "adapters/daemon/web_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "adapters/daemon/endpoint.h"
#include "adapters/web/password_hash.h"

namespace beatwatch {

std::vector<web_account> read_accounts(const std::filesystem::path& file) {
  const toml::table table = parse_toml(file);
  toml_section root(table, "", file);
  std::vector<web_account> accounts;
  for (toml_section& in : root.sections("accounts")) {
    web_account account;
    in.need("name", "the name that is typed at the login");
    in.read_text("name", account.name);
    in.require_name("name", account.name);
    in.need("password", "what `beatwatch account` printed");
    in.read_text("password", account.password_hash);
    if (!is_password_hash(account.password_hash)) {
      in.fail("password", "expected what `beatwatch account` printed, never the password itself");
    }
    std::size_t role = 0;
    in.need("role", "dispatcher, supervisor, analyst, admin, auditor or feed_client");
    in.read_choice("role", role, {web_role_words.begin(), web_role_words.end()});
    account.role = static_cast<web_role>(role);
    in.read_text("area", account.area);
    if (account.area.starts_with('/') || account.area.ends_with('/')) {
      in.fail("area", R"(expected the path of a level, such as "force/north")");
    }
    in.finish();
    const bool again = std::any_of(accounts.begin(), accounts.end(), [&](const web_account& a) {
      return a.name == account.name;
    });
    if (again) {
      in.fail("name", "expected a name that no other account has");
    }
    accounts.push_back(std::move(account));
  }
  root.finish();
  return accounts;
}

web_config read_web(toml_section& root, const std::filesystem::path& journal_folder) {
  web_config web{.sessions = journal_folder / "sessions.sqlite"};
  auto in = root.section("web");
  if (!in) {
    return web;
  }
  in->need("bind", R"("address:port", such as "127.0.0.1:7780")");
  in->read_text("bind", web.bind);
  const auto bind = split_address(web.bind);
  if (!bind) {
    in->fail("bind", R"(expected "address:port" with a numeric address, such as "127.0.0.1:7780")");
  }
  web.address = bind->first;
  web.port = bind->second;
  if (!is_loopback_address(web.address)) {
    in->fail("bind",
             fmt::format("\"{}\" can be reached from other machines: expected a loopback address, "
                         "and a reverse proxy with TLS before it",
                         web.bind));
  }
  in->read_path("page", web.page);
  std::filesystem::path accounts;
  in->need("accounts", "the path of a file with tables [[accounts]]");
  in->read_path("accounts", accounts);
  in->finish();
  web.accounts = read_accounts(accounts);
  return web;
}

}  // namespace beatwatch
