#include "adapters/web/page_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using testing::HasSubstr;

TEST(page_files, serves_what_is_in_the_folder_and_nothing_else) {
  const temporary_folder folder;
  std::filesystem::create_directories(folder / "app");
  std::ofstream{folder / "index.html"} << "<p>page</p>";
  std::ofstream{folder / "app/main.js"} << "export {};";
  std::ofstream{folder / "notes.txt"} << "private";
  const page_files files{folder.path()};
  ASSERT_NE(files.find("/"), nullptr);
  EXPECT_EQ(*files.find("/")->body, "<p>page</p>");
  EXPECT_EQ(files.find("/app/main.js")->content_type, "text/javascript; charset=utf-8");
  for (const char* const path :
       {"/notes.txt", "/../index.html", "/app", "/app/../index.html", ""}) {
    EXPECT_EQ(files.find(path), nullptr) << path;
  }
}

TEST(page_files, the_policy_admits_the_import_map_by_its_hash) {
  const temporary_folder folder;
  std::ofstream{folder / "index.html"} << R"(<script type="importmap">{"imports":{}}</script>)";
  const page_files files{folder.path()};
  // printf '{"imports":{}}' | openssl dgst -sha256 -binary | base64
  EXPECT_THAT(files.policy(),
              HasSubstr("script-src 'self' 'sha256-URrTy+Il/Nz0lHojVUx275hWqAWhkSF0VsHbUM4/6Hw='"));
  EXPECT_THAT(files.policy(), HasSubstr("default-src 'none'"));
}

TEST(page_files, a_folder_without_a_page_is_refused) {
  const temporary_folder folder;
  EXPECT_THROW(page_files{folder.path()}, std::runtime_error);
}

}  // namespace
}  // namespace beatwatch
