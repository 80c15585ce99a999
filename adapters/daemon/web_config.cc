#include "adapters/daemon/web_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "adapters/daemon/account_section.h"
#include "adapters/daemon/endpoint.h"
#include "adapters/journal/digest.h"
#include "adapters/web/password_hash.h"

namespace beatwatch {

std::vector<web_login> read_accounts(const std::filesystem::path& file) {
  const toml::table table = parse_toml(file);
  toml_section root(table, "", file);
  std::vector<web_login> logins;
  for (toml_section& in : root.sections("accounts")) {
    web_login login;
    in.need("name", "the name that is typed at the login");
    in.read_text("name", login.who.name);
    in.require_name("name", login.who.name);
    in.read_text("password", login.password_hash);
    if (!login.password_hash.empty() && !is_password_hash(login.password_hash)) {
      in.fail("password", "expected what `beatwatch account` printed, never the password itself");
    }
    in.read_text("token_sha256", login.token_sha256);
    if (!login.token_sha256.empty() && !hex_to_digest(login.token_sha256)) {
      in.fail("token_sha256", "expected what `beatwatch account --token` printed");
    }
    if (login.password_hash.empty() && login.token_sha256.empty()) {
      in.fail("password", "expected what `beatwatch account` printed: nobody can log in like this");
    }
    in.need("role", "dispatcher, supervisor, analyst, admin, auditor or feed_client");
    read_rights(in, login.who);
    in.finish();
    const bool again = std::any_of(logins.begin(), logins.end(), [&](const web_login& l) {
      return l.who.name == login.who.name;
    });
    if (again) {
      in.fail("name", "expected a name that no other account has");
    }
    logins.push_back(std::move(login));
  }
  root.finish();
  return logins;
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
  if (in->has("certificate") || in->has("private_key")) {
    tls_files& tls = web.tls.emplace();
    in->need("certificate", "the path of a certificate chain in PEM, beside private_key");
    in->read_path("certificate", tls.certificate);
    in->need("private_key", "the path of the certificate's key in PEM");
    in->read_path("private_key", tls.private_key);
  }
  if (!web.tls && !is_loopback_address(web.address)) {
    in->fail("bind",
             fmt::format("\"{}\" can be reached from other machines: expected certificate and "
                         "private_key, or a loopback address and a reverse proxy with TLS",
                         web.bind));
  }
  in->read_path("page", web.page);
  in->read_path("tiles", web.tiles);
  in->read_flag("choices", web.choices);
  in->read_flag("secure_cookie", web.secure_cookie);
  web.secure_cookie = web.secure_cookie || web.tls;
  std::filesystem::path accounts;
  in->need("accounts", "the path of a file with tables [[accounts]]");
  in->read_path("accounts", accounts);
  in->finish();
  web.logins = read_accounts(accounts);
  return web;
}

}  // namespace beatwatch
